"""The slice sources: links from made things to what they were made from."""
