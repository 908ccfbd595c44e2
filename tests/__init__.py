"""The tests. Their names are sentences."""
