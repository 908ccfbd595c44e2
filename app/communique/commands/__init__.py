"""What is done to the communiqué."""
