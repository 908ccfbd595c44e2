"""The slice organizer: the programme made and changed without a file, and what a file would change in it."""
