"""Translations: made from what somebody wrote, and never in its place. The original is the authority."""
