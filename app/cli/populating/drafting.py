"""The drafting: a zero draft each day, one text made of it, amendments, brackets, silence, positions, the adoption."""

from collections.abc import Iterator
from typing import Final

from app.cli.populating.cues import Cue, House, Part
from app.cli.populating.drafting_words import DraftingWords, Proposed
from app.cli.populating.people import cast
from app.cli.populating.standing import UNREAD
from app.cli.populating.timetable import TIMES
from app.communique.commands.adopting import AdoptCommunique, TakePosition
from app.communique.commands.amendments import DecideAmendment, MergeAmendments, PutAmendment
from app.communique.commands.calling import AskObjection, CloseCall
from app.communique.commands.discussing import DiscussParagraph
from app.communique.commands.drawing import Ref
from app.communique.commands.paragraphs import PutParagraph, ReviseParagraph, WithdrawParagraph
from app.communique.commands.placing import PlaceParagraph, StandParagraph
from app.communique.commands.silence import BeginSilence, BreakSilence
from app.communique.commands.zero_draft import MakeZeroDraft, OpenCommunique, made_id

DRAFTING: Final = "J"
EVENING: Final = TIMES["D1"]["done"] + 30.0
"""When the first zero draft is made: after day 1."""

SECOND: Final = TIMES["D2"]["done"] + 0.8
"""When it is made anew, with what came on day 2."""


class Room:
    """The drafting room as it is played: what stands where, and who acts."""

    def __init__(self, house: House, words: DraftingWords) -> None:
        self.house, self.words, self.part = house, words, Part.of(house, DRAFTING)
        self.drafter, self.chair = self.part.rapporteur, self.part.desk
        self.translator = cast().holder("translator").name
        self.paragraphs = [self.made(one.drawn[0]) for one in words.operative]

    def origin(self, name: str) -> Ref:
        """The key finding, or at the dialogue the initiative, of a name as ``2a 3``."""
        item, _, number = name.partition(" ")
        kind = "initiative" if item == "D1" else "key-finding"
        return Ref(kind, Part(self.house, item, "").id(kind, int(number)))

    def made(self, name: str) -> str:
        """The paragraph that a zero draft makes of it."""
        first = name.partition(" ")[0] in ("1", "2a", "2b")
        ref = self.origin(name)
        return made_id(self.part.id("zero-draft", 1 if first else 2), f"{ref.kind}:{ref.id}")

    def played(self) -> Iterator[Cue]:
        """Everything, in no order."""
        yield from (*self.part.moves(), *self._zero_drafts(), *self._one_text())
        yield from (*self._amended(), *self._translated(), *self._agreed(), *self._silences(), *self._adopted())

    def _zero_drafts(self) -> Iterator[Cue]:
        for place, minute in enumerate((EVENING, SECOND), 1):
            yield Cue(minute, self.drafter, MakeZeroDraft(DRAFTING, self.part.id("zero-draft", place)))
        for place, one in enumerate(self.words.preamble, 1):
            id_ = self.part.id("preamble", place)
            put = PutParagraph(id_, self.house.items[DRAFTING], "preamble", one.texts, one.language)
            yield Cue(EVENING + 4.0 * place, self.drafter, put)

    def _one_text(self) -> Iterator[Cue]:
        """Each paragraph takes in what says the same; the order is the text's own. The last one waits for its translator."""
        share = (TIMES[DRAFTING]["drafting"] - SECOND - 0.5) / len(self.words.operative)
        for place, (id_, one) in enumerate(zip(self.paragraphs, self.words.operative, strict=True)):
            minute, last = SECOND + 0.3 + share * place, id_ == self.paragraphs[-1]
            refs = tuple(self.origin(name) for name in one.drawn)
            texts = {one.language: one.text} if last else one.texts
            yield Cue(minute, self.drafter, ReviseParagraph(id_, 1, texts, refs))
            for name in one.drawn[1:]:
                yield Cue(
                    minute + share / 3, self.drafter, WithdrawParagraph(self.made(name), 1, self.part.id("in", name))
                )
            if place:
                after = PlaceParagraph(id_, self.paragraphs[place - 1], id=self.part.id("placed", place))
                yield Cue(minute + share / 2, self.drafter, after)
            if last:
                beside = {tag: text for tag, text in one.texts.items() if tag != one.language}
                yield Cue(self.part.at("drafting", 0.3), self.translator, ReviseParagraph(id_, 2, beside))
        yield Cue(TIMES[DRAFTING]["drafting"] + 0.2, self.chair, OpenCommunique(DRAFTING, True, self.part.id("opened")))

    def _discussed(self, minute: float, number: int, *place: object) -> Cue:
        id_ = self.part.id("discussed", number, *place)
        return Cue(minute, self.chair, DiscussParagraph(DRAFTING, self.paragraphs[number - 1], id_))

    def _put(self, one: Proposed, id: str) -> PutAmendment:
        language = self.words.operative[one.paragraph - 1].language
        paragraph = self.paragraphs[one.paragraph - 1]
        return PutAmendment(id, paragraph, 0, one.kind, one.quote, one.text, one.reason, language, None, one.by)

    def _amended(self) -> Iterator[Cue]:
        """Proposed on phones; decided on when the wall is at the paragraph."""
        filed = self.words.amendments
        ids = [self.part.id("amendment", place) for place in range(1, len(filed) + 1)]
        minutes = self.part.over("drafting", 0.04, 0.3, len(filed), "amendments")
        for one, id_, minute in zip(filed, ids, minutes, strict=True):
            yield Cue(minute, cast().heads[one.by], self._put(one, id_))
        for place, (one, id_) in enumerate(zip(filed, ids, strict=True)):
            minute = self.part.at("drafting", 0.34 + 0.4 * place / len(filed))
            if one.then == "merged":
                continue
            yield self._discussed(minute, one.paragraph, "amended")
            if one.merged:
                merged = self.part.id("merged", place)
                both = MergeAmendments(merged, ids[place - 1], id_, one.merged, one.reason)
                yield Cue(minute + 0.2, self.drafter, both)
                id_ = merged
            decides = DecideAmendment(id_, one.then == "accepted", self.part.id("decided", place))
            yield Cue(minute + 0.4, self.drafter, decides)
        yield from self._bracket()

    def _bracket(self) -> Iterator[Cue]:
        """Words come into brackets with an alternative; in the review the room finds others."""
        one, settled = self.words.bracket, self.words.settled
        paragraph, minute = self.paragraphs[one.paragraph - 1], self.part.at("drafting", 0.78)
        language, id_ = self.words.operative[one.paragraph - 1].language, self.part.id("bracket")
        bracket = PutAmendment(id_, paragraph, 0, "bracket", one.quote, one.text, one.reason, language, None, one.by)
        yield self._discussed(minute, one.paragraph, "bracket")
        yield Cue(minute + 0.4, cast().heads[one.by], bracket)
        yield Cue(minute + 1.0, self.drafter, DecideAmendment(id_, True, self.part.id("bracket", "accepted")))
        found, review = self.part.id("settled"), self.part.at("review", 0.05)
        put = PutAmendment(found, paragraph, 0, "replace", settled.quote, settled.text, settled.reason, language)
        yield self._discussed(review, one.paragraph, "settled")
        yield Cue(review + 0.2, self.drafter, put)
        yield Cue(review + 0.5, self.drafter, DecideAmendment(found, True, self.part.id("settled", "accepted")))

    def _translated(self) -> Iterator[Cue]:
        """The translator brings the English up to the Spanish, before anybody is asked about it."""
        silent, bracket = self.words.silence.paragraph, self.words.bracket.paragraph
        review = self.part.at("review")
        minutes = {silent: self.part.at("review", 0.4) + 2.6, bracket: self.part.at("review", 0.05) + 0.7}
        for number, (id_, one) in enumerate(zip(self.paragraphs, self.words.operative, strict=True), 1):
            made = sum(a.paragraph == number and a.then == "accepted" for a in self.words.amendments)
            version = 2 + made + (2 if number == bracket else number == silent)
            if one.after:
                minute = minutes.get(number, review + number / 12)
                yield Cue(minute, self.translator, ReviseParagraph(id_, version, {"en": one.after}))

    def _agreed(self) -> Iterator[Cue]:
        """What nobody spoke about is agreed ad referendum; of paragraph 3 the chair asks."""
        asked = self.words.bracket.paragraph
        first = self.part.at("review", 0.2)
        preamble = [self.part.id("preamble", place) for place in range(1, len(self.words.preamble) + 1)]
        others = [
            id_ for number, id_ in enumerate(self.paragraphs, 1) if number not in (asked, self.words.silence.paragraph)
        ]
        for place, id_ in enumerate((*preamble, *others)):
            stands = StandParagraph(id_, "ad_referendum", 0, self.part.id("ad-referendum", place))
            yield Cue(first + place / 8, self.chair, stands)
        yield from self._asked(self.part.at("review", 0.12), self.paragraphs[asked - 1], "asked", {})
        closed = CloseCall(DRAFTING, "ad_referendum", self.part.id("asked", "closed"))
        yield Cue(self.part.at("review", 0.18), self.chair, closed)

    def _asked(self, minute: float, paragraph: str | None, name: str, reserved: dict[str, str]) -> Iterator[Cue]:
        """Every delegation answers by its own link."""
        target = paragraph or self.house.items[DRAFTING]
        yield Cue(minute, self.chair, AskObjection(DRAFTING, UNREAD, paragraph, self.part.id(name)))
        for place, (key, head) in enumerate(cast().heads.items(), 1):
            position = "reservation" if key in reserved else "no_objection"
            says = TakePosition(target, position, UNREAD, reserved.get(key, ""), key, self.part.id(name, key))
            yield Cue(minute + place / 12, head, says)

    def _silences(self) -> Iterator[Cue]:
        """Broken within a minute; what was missing is inserted; and kept the second time."""
        words, paragraph = self.words.silence, self.paragraphs[self.words.silence.paragraph - 1]
        first, second = self.part.at("review", 0.4), self.part.at("review", 0.62)
        for place, begins in enumerate((first, second), 1):
            silence = BeginSilence(DRAFTING, 3.0, "", (paragraph,), id=self.part.id("silence", place))
            yield self._discussed(begins - 0.1, words.paragraph, "silence", place)
            yield Cue(begins, self.chair, silence)
        broken = BreakSilence(DRAFTING, words.text, None, words.by, self.part.id("broken"))
        yield Cue(first + 1.2, cast().heads[words.by], broken)
        id_, language = self.part.id("mended"), self.words.operative[words.paragraph - 1].language
        put = PutAmendment(id_, paragraph, 0, "insert", words.quote, words.inserted, "", language, None, words.by)
        yield Cue(first + 1.8, cast().heads[words.by], put)
        yield Cue(first + 2.2, self.drafter, DecideAmendment(id_, True, self.part.id("mended", "accepted")))

    def _adopted(self) -> Iterator[Cue]:
        """One delegation reserves a paragraph; of the whole text nobody objects, and the chair adopts it."""
        reserved = self.words.reservation
        paragraph, minute = self.paragraphs[reserved.paragraph - 1], self.part.at("adoption", 0.1)
        says = TakePosition(paragraph, "reservation", UNREAD, reserved.text, reserved.by, self.part.id("reserved"))
        yield Cue(minute, cast().heads[reserved.by], says)
        yield from self._asked(self.part.at("adoption", 0.25), None, "whole", {})
        closed = CloseCall(DRAFTING, "agreed", self.part.id("whole", "closed"))
        yield Cue(self.part.at("adoption", 0.5), self.chair, closed)
        adopts = AdoptCommunique(DRAFTING, UNREAD, True, None, self.part.id("adopted"))
        yield Cue(self.part.at("adoption", 0.6), self.chair, adopts)
