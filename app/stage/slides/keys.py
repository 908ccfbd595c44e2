"""The keys of the slides' cards."""


def slides_key(slides: str) -> str:
    """Slides of an item."""
    return f"slides:{slides}"
