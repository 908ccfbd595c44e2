"""The keys of the cards of questions from the floor."""


def question_key(question: str) -> str:
    """A question from the floor."""
    return f"floor-question:{question}"


def keeping_key(item: str) -> str:
    """How many questions wait, and whether they are shown at once."""
    return f"floor-state:{item}"


MARKS = "mine-floor:all"
"""Which questions are mine, and what I support."""
