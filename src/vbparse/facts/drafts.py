"""What the extractors of facts hand over before ids are given."""

from __future__ import annotations

from dataclasses import dataclass, field

from vbparse.lexicon.fold import fold
from vbparse.lexicon.times import TimeExpression
from vbparse.tape import Stretch

Pieces = list[tuple[int, int]]


@dataclass(frozen=True)
class Mention:
    """A unit as a task names it: its words, where they stand, and how sure it is that the unit is meant."""

    name: str
    pieces: Pieces
    confidence: float


@dataclass(frozen=True)
class Timing:
    """A time expression of a task and where it stands."""

    time: TimeExpression
    pieces: Pieces


@dataclass(frozen=True)
class Unclear:
    """Words that should say who or when and could not be read: a code of diagnostics and where they stand."""

    code: str
    pieces: Pieces


@dataclass
class TaskDraft:
    """A task: its words (`stretch`), where it hangs, who and when."""

    stretch: Stretch
    pieces: Pieces
    part: str
    section_id: str | None = None
    table_id: str | None = None
    row: int | None = None
    lead: list[Mention] = field(default_factory=list)
    coordinate: list[Mention] = field(default_factory=list)
    times: list[Timing] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    node_id: str | None = None
    unclear: list[Unclear] = field(default_factory=list)

    @property
    def assigned(self) -> bool:
        return bool(self.lead)

    @property
    def confidence(self) -> float:
        """The least sure of its units; 0.7 where it names none."""
        return min((mention.confidence for mention in self.lead), default=0.7)


def once(mentions: list[Mention]) -> list[Mention]:
    """Return each unit once, in order; spelling apart from capitals and tones does not tell units apart."""
    seen: set[str] = set()
    out = []
    for mention in mentions:
        if fold(mention.name) not in seen:
            seen.add(fold(mention.name))
            out.append(mention)
    return out
