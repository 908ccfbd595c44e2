"""Talks of a panel: experts in order, one at a time, each with a clock on their own phone."""
