"""A refusal: a clear no that changes nothing and tells the reader what to do."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English message id with its ``%(name)s`` values, translated when it is shown."""

    msgid: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """In English, its values filled in: for the command line and for logs."""
        return self.msgid % self.params if self.params else self.msgid


class Refusal(Exception):
    """Raised by rules and commands; the lane rolls back, the web shows it as problem+json or page.

    ``code`` is stable for programs, ``status`` is HTTP's, ``sentence`` is for people. ``fields`` gives a sentence
    per form field; ``extra`` joins the problem's JSON (the current text on a version clash); ``retry_after`` is in seconds.
    """

    def __init__(
        self,
        code: str,
        msgid: str,
        *,
        status: int = 422,
        fields: dict[str, Sentence] | None = None,
        extra: dict[str, Any] | None = None,
        retry_after: int | None = None,
        **params: Any,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.sentence = Sentence(msgid, params)
        self.fields = fields or {}
        self.extra = extra or {}
        self.retry_after = retry_after

    @classmethod
    def of_field(cls, name: str, code: str, msgid: str, *, status: int = 422, **params: Any) -> "Refusal":
        """A refusal whose sentence belongs to one form field."""
        refusal = cls(code, msgid, status=status, **params)
        refusal.fields = {name: refusal.sentence}
        return refusal
