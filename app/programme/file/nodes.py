"""The tree of a YAML file, every node with its lines, bounded so that no file can exhaust the machine.

It is made from the parser's events, one at a time: a loader that composes recursively dies of deep nesting, and one that
copies aliases dies of a few lines that refer to each other a billion times.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import yaml

from app.kernel.language import N_
from app.programme.file.faults import Fault, Reading, quoted

DEEPEST: Final = 16
MOST_NODES: Final = 50_000
"""Nodes of a file, each alias counted with all that it stands for. The reference forum has about a tenth."""

LOST: Final = "\ue000unreadable\ue000"
"""What :mod:`mending` writes where a line could not be read."""

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "bool", "null", "map", "seq", "timestamp")
)
_BEGINNINGS: Final = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_ENDINGS: Final = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True, eq=False)
class Node:
    """A value of the file. ``lost``: it stands for something that could not be read, and no rule is asked about it.

    ``whole`` is False when a line inside could not be read: then nothing can be said to be missing from it.
    """

    kind: Literal["text", "list", "map", "lost"]
    line: int
    last: int
    text: str = ""
    quoted: bool = False
    entries: list["Node"] = field(default_factory=list)
    pairs: list[tuple["Node", "Node"]] = field(default_factory=list)
    size: int = 1
    whole: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing is written here: a key without a value."""
        return self.kind == "text" and not self.quoted and self.text in _NULLS


@dataclass(slots=True)
class _Open:
    """A container whose end has not come yet; of a map, ``key`` is the one that waits for its value."""

    node: Node
    anchor: str | None
    key: Node | None = None


class Tree:
    """Takes events and becomes a tree. After a break ``root`` holds what was read until then, its open ends not whole."""

    def __init__(self, blanked: frozenset[int], mended: frozenset[int]) -> None:
        self.root: Node | None = None
        self.faults: list[Fault] = []
        self.stopped = False
        self._blanked = blanked
        self._mended = mended
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._count = 0
        self._reading = Reading(faults=self.faults)

    def take(self, event: yaml.Event) -> None:
        """One event of the parser."""
        line = _line(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self._stop(line, "several_documents", N_("A second document begins here. Keep one forum in one file."))
        elif isinstance(event, yaml.ScalarEvent):
            self._place(self._scalar(event, line), event.anchor)
        elif isinstance(event, yaml.AliasEvent):
            self._place(self._alias(event, line), None)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self._begin(event, line)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self._end(_line(event.end_mark) - 1)

    def close(self) -> None:
        """The file ended, or broke off: what is still open is closed as it is."""
        while self._open:
            self._open[-1].node.whole = False
            self._end(self._open[-1].node.last)

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Node:
        self._check_tag(event.tag, line)
        if event.value == LOST and line in self._mended:
            return Node("lost", line, line, whole=False)
        return Node("text", line, _line(event.end_mark), event.value, quoted=bool(event.style))

    def _alias(self, event: yaml.AliasEvent, line: int) -> Node:
        name = str(event.anchor)
        found = self._anchors.get(name)
        if any(name == container.anchor for container in self._open):
            code, msgid = "circle", N_("`*%(name)s` stands for something that it is part of. Write out what is meant.")
        elif found is None:
            code, msgid = "unknown_alias", N_("`*%(name)s` stands for nothing: no `&%(name)s` comes before it.")
        elif self._count + found.size > MOST_NODES:
            code, msgid = "too_large", N_("With `*%(name)s` the file grows beyond what a forum can hold. Take it out.")
        else:
            self._count += found.size
            return found
        self._reading.add(line, (), code, msgid, name=quoted(name))
        return Node("lost", line, line, whole=False)

    def _begin(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent, line: int) -> None:
        self._check_tag(event.tag, line)
        if len(self._open) >= DEEPEST:
            self._stop(
                line,
                "too_deep",
                N_("Lists and maps are nested too deep here; the file was read up to this line. Make it flatter."),
            )
            return
        kind: Literal["list", "map"] = "map" if isinstance(event, yaml.MappingStartEvent) else "list"
        if self._open and self._open[-1].node.kind == "map" and self._open[-1].key is None:
            self._reading.add(line, (), "bad_key", N_("A list or a map cannot be a name. Write `name: value`."))
        self._open.append(_Open(Node(kind, line, line), event.anchor))

    def _end(self, last: int) -> None:
        done = self._open.pop()
        node = done.node
        node.last = max(last, node.line)
        node.whole = node.whole and not any(node.line <= line <= node.last for line in self._blanked)
        node.size += sum(child.size for child in _children(node))
        self._place(node, done.anchor)

    def _place(self, node: Node, anchor: str | None) -> None:
        """Put a finished node where it belongs."""
        self._count += 1
        if self._count > MOST_NODES:
            self._stop(node.line, "too_large", N_("The file holds more than a forum can; it was read up to this line."))
        if anchor:
            self._anchors[anchor] = node
        if not self._open:
            self.root = node if self.root is None else self.root
            return
        here = self._open[-1]
        if here.node.kind == "list":
            here.node.entries.append(node)
        elif here.key is None:
            here.key = node
        else:
            here.node.pairs.append((here.key, node))
            here.key = None

    def _check_tag(self, tag: str | None, line: int) -> None:
        if tag is not None and tag != "!" and tag not in _TAGS:
            self._reading.add(
                line, (), "tag", N_("`%(tag)s` is not used in programme files. Take it out."), tag=quoted(tag)
            )

    def _stop(self, line: int, code: str, msgid: str) -> None:
        if not self.stopped:
            self.stopped = True
            self._reading.add(line, (), code, msgid)


def _line(mark: Any) -> int:
    """A mark's line, counted from 1."""
    return int(mark.line) + 1


def _children(node: Node) -> Iterator[Node]:
    yield from node.entries
    for key, value in node.pairs:
        yield key
        yield value


def grow(text: str, blanked: frozenset[int] = frozenset(), mended: frozenset[int] = frozenset()) -> Tree:
    """The tree of *text*, as far as it can be parsed. Lines count from 1: *blanked* say nothing, *mended* say ``LOST``."""
    tree = Tree(blanked, mended)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            tree.take(event)
            if tree.stopped:
                break
    except yaml.YAMLError:
        pass  # told by who looked for it with stumble()
    tree.close()
    return tree


def stumble(text: str) -> tuple[yaml.MarkedYAMLError | None, tuple[int, int]]:
    """Where the parser gives up on *text*, if it does, and the lines of the last quoted text before that spans several.

    It looks no further than :func:`grow` goes: the parser takes quadratic time over brackets in brackets.
    """
    spanning, depth = (0, 0), 0
    try:
        for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
            if isinstance(event, yaml.ScalarEvent):
                first, last = _line(event.start_mark), _line(event.end_mark)
                spanning = (first, last) if last > first and event.style in ("'", '"') else spanning
            elif isinstance(event, _BEGINNINGS):
                depth += 1
            elif isinstance(event, _ENDINGS):
                depth -= 1
            if depth > DEEPEST or count > 2 * MOST_NODES:
                break
    except yaml.YAMLError as error:
        marked = error if isinstance(error, yaml.MarkedYAMLError) else yaml.MarkedYAMLError(problem=str(error))
        return marked, spanning
    return None, spanning
