"""Surveys: the same statements before and after, and the evaluation; one response per pass, and nobody knows whose."""
