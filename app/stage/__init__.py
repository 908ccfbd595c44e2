"""The slice stage: what the walls show."""
