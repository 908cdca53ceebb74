"""Walk: put each segment of a transaction set into its loop, and note what stands where it should not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.readers.x12.guides import QUALIFIED, ROOT, Guide, Loop, element_rules
from pipelines.readers.x12.segments import Segment

_LEVELS = {"20": "2000A", "22": "2000B", "23": "2000C"}
_PARENT_LEVEL = {"20": "", "22": "20", "23": "22"}
_REPEATED = frozenset({"2320", "2400"})  # loops whose path always carries their number
_SPINE = frozenset({ROOT, "2000A", "2000B", "2000C", "2300", "2320", "2400"})
# Somebody whom the guide does not have here: what follows must not be taken for the one before.
_STRANGER = Loop("other", (), 8, 9, "NM1", 0, (), dict.fromkeys("N2 N3 N4 REF PER DMG PRV".split(), ()))


@dataclass(frozen=True)
class Fault:
    """What is wrong with a segment: the rule that tells it, a sentence without its full stop, and where."""

    rule: str
    message: str
    segment: int
    element: int = 0  # 0: the whole segment


@dataclass(eq=False)
class Frame:
    """One loop as it stands in a file. `path` is its id, with its number where it is one of several."""

    loop: Loop
    path: str
    parent: Frame | None
    segments: list[Segment] = field(default_factory=list)
    children: list[Frame] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rank: int = 0  # of the last loop in it
    counts: dict[str, int] = field(default_factory=dict)  # loops in it, by their id

    @property
    def numbers(self) -> str:
        """The "[3]" at the end of the path, or ""."""
        return self.path[len(self.loop.id) :]

    def ancestors(self) -> Iterator[Frame]:
        """The frames around this one, the transaction set first, then this one itself."""
        if self.parent is not None:
            yield from self.parent.ancestors()
        yield self


class Walk:
    """One transaction set on its way through the guide."""

    def __init__(self, guide: Guide, start: Segment, is_5010: bool) -> None:
        self._guide = guide
        self._is_5010 = is_5010
        self.root = Frame(guide.loops[ROOT], ROOT, None, [start])
        self.claims: list[Frame] = []
        self._stack = [self.root]
        self._levels: dict[str, str] = {}  # HL01: HL03
        self._latest: dict[str, str] = {}  # HL03: the last HL01 of it
        self._last_hl = 0

    def place(self, segment: Segment) -> None:
        """Take the next segment."""
        self._check_elements(segment)
        if segment.tag == "HL":
            self._open_level(segment)
            return
        for depth in range(len(self._stack) - 1, -1, -1):
            frame = self._stack[depth]
            if self._holds(frame.loop, segment):
                self._join(frame, depth, segment)
                return
            loop = next((one for one in self._guide.children.get(frame.loop.id, ()) if _opens(one, segment)), None)
            if loop is not None:
                self._open(loop, frame, depth, segment)
                return
        self._misplaced(segment)

    def finish(self) -> None:
        """Note what is missing, once the last segment is placed."""
        self._check_needs(self.root)
        self._raise_faults(self.root)

    def _holds(self, loop: Loop, segment: Segment) -> bool:
        only = loop.holds.get(segment.tag)
        return only is not None and (not only or segment[1] in only)

    def _join(self, frame: Frame, depth: int, segment: Segment) -> None:
        if depth < len(self._stack) - 1 and frame.loop.id != ROOT:
            self._fault(
                "loop_order", f"{_named(segment)} belongs to loop {frame.loop.id} and stands after loops within it",
                segment,
            )  # fmt: skip
        frame.segments.append(segment)
        if frame.loop.id in _SPINE:
            del self._stack[depth + 1 :]

    def _open(self, loop: Loop, parent: Frame, depth: int, segment: Segment) -> None:
        late = loop.rank < parent.rank
        if late:
            self._fault("loop_order", f"{_named(segment)} opens loop {loop.id} after a loop that it must precede",
                        segment)  # fmt: skip
        elif loop.once and parent.counts.get(loop.id):
            self._fault("loop_order", f"{_named(segment)} opens a second loop {loop.id} where only one may stand",
                        segment)  # fmt: skip
        if not late or loop.id in _SPINE:
            del self._stack[depth + 1 :]
        else:
            self._to_spine()
        self._push(loop, parent, segment)

    def _push(self, loop: Loop, parent: Frame, segment: Segment) -> Frame:
        count = parent.counts.get(loop.id, 0)
        around = parent.numbers if parent.loop.id in _REPEATED else ""
        # A claim, and each level above it, is the only one of its document.
        is_one = loop.opener in ("HL", "CLM")
        own = f"[{count}]" if loop.id in _REPEATED or (count and not is_one) else ""
        frame = Frame(loop, f"{loop.id}{around}{own}", parent, [segment])
        parent.counts[loop.id] = count + 1
        parent.rank = max(parent.rank, loop.rank)
        parent.children.append(frame)
        self._stack.append(frame)
        if loop.opener == "CLM":
            self.claims.append(frame)
        return frame

    def _to_spine(self) -> None:
        while self._stack[-1].loop.id not in _SPINE:
            self._stack.pop()

    def _misplaced(self, segment: Segment) -> None:
        """A segment for which no open loop has a place."""
        if segment.tag not in self._guide.tags:
            self._fault("unknown_segment", f"{_named(segment)} is not one that an {self._guide.kind} has", segment)
            self._stack[-1].segments.append(segment)
            return
        loops = [loop for loop in self._guide.loops.values() if _opens(loop, segment)]
        if not loops and segment.tag == "NM1":
            self._fault("unknown_segment", f"{_named(segment)} names somebody whom an {self._guide.kind} does not have"
                        " here", segment, 1)  # fmt: skip
            self._to_spine()
            self._push(_STRANGER, self._stack[-1], segment)
            return
        self._fault("loop_order", f"{_named(segment)} does not belong where it stands", segment)
        if not loops:
            self._stack[-1].segments.append(segment)
            return
        loop = loops[0]
        if loop.id in _SPINE:
            while self._stack[-1].loop.level >= loop.level:
                self._stack.pop()
        self._to_spine()
        self._push(loop, self._stack[-1], segment)

    def _open_level(self, segment: Segment) -> None:
        number, parent, level = segment[1], segment[2], segment[3]
        self._check_hl(segment, number, parent, level)
        self._levels.setdefault(number, level)
        self._latest[level] = number
        loop_id = _LEVELS.get(level)
        if loop_id is None:
            self._fault("unknown_segment", f"{_named(segment)} opens a level that an {self._guide.kind} does not have",
                        segment, 3)  # fmt: skip
            self._stack[-1].segments.append(segment)
            return
        loop = self._guide.loops[loop_id]
        del self._stack[1:]
        for frame in self._current_levels(loop.level):
            self._stack.append(frame)
        above = self._stack[-1]
        if above.loop.id not in loop.parents:
            self._fault("loop_order", f"{_named(segment)} opens loop {loop_id} outside loop {loop.parents[0]}", segment)
        elif loop.rank < above.rank:
            self._fault("loop_order", f"{_named(segment)} opens loop {loop_id} after a loop that it must precede",
                        segment)  # fmt: skip
        self._push(loop, above, segment)

    def _current_levels(self, below: int) -> Iterator[Frame]:
        """The hierarchical levels that are open and lie above the level `below`."""
        frame: Frame | None = self.root
        while frame is not None:
            frame = next((child for child in reversed(frame.children) if child.loop.opener == "HL"), None)
            if frame is not None:
                if frame.loop.level >= below:
                    return
                yield frame

    def _check_hl(self, segment: Segment, number: str, parent: str, level: str) -> None:
        if number.isdecimal():
            if int(number) != self._last_hl + 1:
                self._fault("hl_parent", f"{_named(segment)} has the number {int(number)}; expected"
                            f" {self._last_hl + 1}", segment, 1)  # fmt: skip
            self._last_hl = int(number)
        wanted = _PARENT_LEVEL.get(level)
        if wanted is None:
            return
        if not wanted:
            if parent:
                self._fault("hl_parent", f"{_named(segment)} names a parent; a billing provider has none", segment, 2)
        elif parent not in self._levels:
            told = "names no parent" if not parent else "names a parent that stands nowhere before it"
            self._fault("hl_parent", f"{_named(segment)} {told}", segment, 2)
        elif self._levels[parent] != wanted:
            self._fault("hl_parent", f"{_named(segment)} of level {level} hangs on a level {self._levels[parent]};"
                        f" it must hang on a level {wanted}", segment, 2)  # fmt: skip
        elif parent != self._latest[wanted]:
            self._fault("hl_parent", f"{_named(segment)} names another parent than the one it stands under", segment, 2)

    def _check_elements(self, segment: Segment) -> None:
        for qualifiers, rules in element_rules().get(segment.tag, ()):
            if qualifiers and segment[1] not in qualifiers:
                continue
            for rule in rules:
                value = segment[rule.element]
                if rule.required and not value:
                    self._fault("element", f"{_named(segment)} lacks its element {rule.element}", segment, rule.element)
                elif rule.longest and len(value) > rule.longest:
                    self._fault("element", f"Element {rule.element} of {_named(segment, False)} has {len(value)}"
                                f" characters; the guide allows {rule.longest}", segment, rule.element)  # fmt: skip
            return

    def _check_needs(self, frame: Frame) -> None:
        needs = (*frame.loop.needs, *(frame.loop.needs_5010 if self._is_5010 else ()))
        for need in needs:
            tag, _, qualifier = need.partition("[")
            if need in self._guide.loops:
                there = bool(frame.counts.get(need))
                told = f"loop {need}"
            else:
                wanted = qualifier.rstrip("]")
                element = QUALIFIED.get(tag, 1)
                there = any(one.tag == tag and (not wanted or one[element] == wanted) for one in frame.segments)
                told = f"{tag}*{wanted}" if wanted else tag
            if not there:
                opener = frame.segments[0]
                place = "The transaction set" if frame.loop.id == ROOT else f"Loop {frame.loop.id}"
                frame.faults.append(
                    Fault("missing_segment", f"{place} that begins with segment {opener.number} has no {told}",
                          opener.number)
                )  # fmt: skip
        for child in frame.children:
            self._check_needs(child)

    def _raise_faults(self, frame: Frame) -> bool:
        """Give faults of levels without a claim to the level above; whether `frame` holds a claim."""
        holds = frame.loop.opener == "CLM"
        for child in frame.children:
            if self._raise_faults(child):
                holds = True
            else:
                frame.faults += child.faults
                child.faults = []
        return holds

    def _fault(self, rule: str, message: str, segment: Segment, element: int = 0) -> None:
        self._stack[-1].faults.append(Fault(rule, message, segment.number, element))


def _opens(loop: Loop, segment: Segment) -> bool:
    if segment.tag != loop.opener or loop.id == ROOT:
        return False
    return not loop.element or segment[loop.element] in loop.qualifiers


def _named(segment: Segment, at_start: bool = True) -> str:
    return f"{'S' if at_start else 's'}egment {segment.number} ({segment.tag[:3]})"
