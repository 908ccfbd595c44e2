"""Practices and the review pack: what the next review of a framework asks for, by objective and by delegation."""
