"""The keys of the findings' cards."""


def finding_key(finding: str) -> str:
    """A finding at its table, and in the item once reported."""
    return f"finding:{finding}"


def comment_key(comment: str) -> str:
    """A comment on a reported finding."""
    return f"comment:{comment}"


def dissent_key(dissent: str) -> str:
    """A dissent inside its finding's card: for the marks of what is mine."""
    return f"dissent:{dissent}"


def counts_key(table: str) -> str:
    """A table's findings in numbers, for the desk's tile."""
    return f"table-findings:{table}"


MARKS = "mine-findings:all"
"""Which comments, dissents and sign-offs are mine."""
