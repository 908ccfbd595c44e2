"""What made things said before, and what was written at the same time: two who write at once never lose a word."""
