"""The translator's queue: what was reported first, the translation beside the original, and who made it."""
