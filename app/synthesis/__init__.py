"""The slice synthesis: notes, key findings, coverage, duplicate hints and the session brief."""
