"""Envelopes: interchanges, groups and transaction sets, their counts and control numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipelines.readers.x12.segments import Segment, Stretch
from pipelines.readers.x12.walking import Fault

_ENDS = {"ISA": "IEA", "GS": "GE", "ST": "SE"}
_STARTS = {end: start for start, end in _ENDS.items()}
_COUNTED = {"SE": "segments", "GE": "transaction sets", "IEA": "groups"}
_ORDER = ("ISA", "GS", "ST")
_START_NUMBER = {"ISA": 13, "GS": 6, "ST": 2}


@dataclass(eq=False)
class Envelope:
    """An interchange, a group or a transaction set: what opens it, what is in it, and what is wrong with it."""

    tag: str
    start: Segment
    around: Envelope | None
    count: int = 0  # of what its end counts
    end: Segment | None = None
    body: list[Segment] = field(default_factory=list)  # of a transaction set, without ST and SE
    faults: list[Fault] = field(default_factory=list)

    def chain(self) -> Iterator[Envelope]:
        """The envelopes around this one, outermost first, then this one."""
        if self.around is not None:
            yield from self.around.chain()
        yield self


@dataclass
class TransactionSet:
    """One transaction set and the delimiters that hold in it; `version` is its guide's name ("005010X222A1")."""

    envelope: Envelope
    component: str
    element: str

    @property
    def kind(self) -> str:
        """Its number in X12 ("837")."""
        return self.envelope.start[1]

    @property
    def version(self) -> str:
        """ST03, else GS08, else what a REF*87 says."""
        group = self.envelope.around
        told = [self.envelope.start[3], group.start[8] if group and group.tag == "GS" else ""]
        told += [segment[2] for segment in self.envelope.body[:3] if segment.tag == "REF" and segment[1] == "87"]
        return next(filter(None, told), "")


def transaction_sets(stretches: Iterable[Stretch]) -> list[TransactionSet]:
    """The transaction sets of a file. Whatever stands outside of one is a fault of what is around it."""
    found: list[TransactionSet] = []
    for stretch in stretches:
        found += _in_stretch(stretch)
    return found


def _in_stretch(stretch: Stretch) -> list[TransactionSet]:
    found: list[TransactionSet] = []
    open_: list[Envelope] = []
    outer: Envelope | None = None
    for segment in stretch.segments:
        if segment.tag in _ENDS:
            _close_above(open_, segment)
            around = open_[-1] if open_ else None
            envelope = Envelope(segment.tag, segment, around)
            if around is not None:
                around.count += 1
            open_.append(envelope)
            outer = outer or envelope
            if segment.tag == "ST":
                found.append(TransactionSet(envelope, stretch.delimiters.component, stretch.delimiters.element))
        elif segment.tag in _STARTS:
            _end(open_, segment, outer)
        elif open_ and open_[-1].tag == "ST":
            open_[-1].body.append(segment)
        elif open_ or outer:
            (open_[-1] if open_ else outer or open_[-1]).faults.append(
                Fault("unknown_segment", f"Segment {segment.number} ({segment.tag[:3]}) stands outside every"
                      " transaction set", segment.number)
            )  # fmt: skip
    _truncated(open_, stretch)
    if outer is not None and outer.tag != "ISA":
        outer.faults.append(
            Fault("missing_segment", f"The file begins with {outer.tag}; the ISA around it is missing",
                  outer.start.number)
        )  # fmt: skip
    if outer is not None:
        outer.faults += [Fault("delimiters", message, outer.start.number) for message in stretch.faults]
    return found


def _close_above(open_: list[Envelope], segment: Segment) -> None:
    """Envelopes that a new one of their kind, or of a wider one, cuts off."""
    while open_ and _ORDER.index(open_[-1].tag) >= _ORDER.index(segment.tag):
        cut = open_.pop()
        cut.faults.append(
            Fault("missing_segment", f"{cut.tag} in segment {cut.start.number} has no {_ENDS[cut.tag]} before segment"
                  f" {segment.number} ({segment.tag})", cut.start.number)
        )  # fmt: skip


def _end(open_: list[Envelope], segment: Segment, outer: Envelope | None) -> None:
    tag = _STARTS[segment.tag]
    if all(envelope.tag != tag for envelope in open_):
        around = open_[-1] if open_ else outer
        if around is not None:
            around.faults.append(
                Fault("unknown_segment", f"Segment {segment.number} ({segment.tag}) closes what was never opened",
                      segment.number)
            )  # fmt: skip
        return
    while open_[-1].tag != tag:
        cut = open_.pop()
        cut.faults.append(
            Fault("missing_segment", f"{cut.tag} in segment {cut.start.number} has no {_ENDS[cut.tag]} before segment"
                  f" {segment.number} ({segment.tag})", cut.start.number)
        )  # fmt: skip
    envelope = open_.pop()
    envelope.end = segment
    counted = len(envelope.body) + 2 if tag == "ST" else envelope.count
    if not segment[1].isdecimal() or int(segment[1]) != counted:
        said = segment[1] if segment[1].isdecimal() and len(segment[1]) < 10 else "no number"
        envelope.faults.append(
            Fault("bad_count", f"Segment {segment.number} ({segment.tag}) counts {said} {_COUNTED[segment.tag]};"
                  f" there are {counted}", segment.number, 1)
        )  # fmt: skip
    if _plain(envelope.start[_START_NUMBER[tag]]) != _plain(segment[2]):
        envelope.faults.append(
            Fault("control_number", f"The control number in segment {segment.number} ({segment.tag}) differs from that"
                  f" in segment {envelope.start.number} ({tag})", segment.number, 2)
        )  # fmt: skip


def _plain(number: str) -> str:
    return number.lstrip("0") if number.isdecimal() else number


def _truncated(open_: list[Envelope], stretch: Stretch) -> None:
    last = stretch.segments[-1].number if stretch.segments else 0
    if open_:
        absent = ", ".join(_ENDS[envelope.tag] for envelope in reversed(open_))
        open_[0].faults.append(
            Fault("truncated", f"The interchange breaks off after segment {last}: {absent} missing; claims may be lost",
                  last)
        )  # fmt: skip
