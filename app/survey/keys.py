"""The keys of the surveys' cards, and the room of those who may read results."""

from app.live.rooms import Room


def survey_room(survey: str) -> Room:
    """Where a survey's results are, for those who may read them."""
    return Room("survey", survey)


def open_key(survey: str, moment: str) -> str:
    """That a survey is open, said on phones."""
    return f"survey-open:{survey}.{moment}"


def count_key(survey: str, moment: str) -> str:
    """How many have responded."""
    return f"survey-count:{survey}.{moment}"


def results_key(survey: str) -> str:
    """What the responses say together."""
    return f"survey-results:{survey}"


def words_key(survey: str) -> str:
    """What people wrote."""
    return f"survey-words:{survey}"
