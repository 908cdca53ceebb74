"""X12 837: one document for each claim (CLM) of a file, with what it inherits from the levels above it.

Entries have the path `LOOP.SEGMENT[qualifier].ee`:
- LOOP is the loop's id in the 5010 guide ("2010BA", "2300"), for 4010 as well. Loops 2320 and 2400 carry their number
  among the claim's, from 0 ("2400[0]"), and so do the loops within them ("2430[0]", a second one "2430[0][1]"). Of
  other loops only a second one and later ones do ("2310A[1]").
- NM1, REF, DTP, AMT, PER, PRV, QTY, NTE, CAS, CRC, PWK and LQ carry their first element as qualifier; a segment that
  stands again in its loop carries its number from 0 ("2300.REF[G1][1].02"), the first one none.
- ee is the element, "-c" the component where the element is a composite (always there, even for one component):
  `2300.CLM.05-1`, `2400[0].SV1.01-2`.
- each composite of an HI is a segment of its own, and ee is its component: `2300.HI[ABK].02` is the principal
  diagnosis, `2300.HI[BH].04` an occurrence's date.
- the numbers of a PER stand also under what they are: `2010AA.PER[IC].TE`.

Entries tell segment, element and component from 1; segments count through the whole file. `Document.text` holds a line
for each segment of the claim, its envelope's included, behind its number. Faults of an envelope, or of a level, are
told of every claim in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.claim import Defect, Document, Entry, SegmentSpan
from pipelines.errors import UnreadableError
from pipelines.readers.reader import ReadResult, ReadTask, sha256_of
from pipelines.readers.text import decode
from pipelines.readers.x12.entries import entries_of
from pipelines.readers.x12.envelopes import Envelope, TransactionSet, transaction_sets
from pipelines.readers.x12.guides import DENTAL, INSTITUTIONAL, PROFESSIONAL, guide_for
from pipelines.readers.x12.segments import (
    Segment,
    interchange_in,
    is_x12,
    segments_of,
    unquoted,
    unwrapped,
)
from pipelines.readers.x12.walking import Fault, Frame, Walk

_START_BYTES = 4096
_MEDIA_TYPE = "application/edi-x12"
_MOST_FAULTS = 20  # of one rule that a claim tells; a broken file has thousands
_BY_GUIDE = {"X096": INSTITUTIONAL, "X223": INSTITUTIONAL, "X097": DENTAL, "X224": DENTAL, "X098": PROFESSIONAL,
             "X222": PROFESSIONAL}  # fmt: skip
_BY_SERVICE = {"SV1": PROFESSIONAL, "SV2": INSTITUTIONAL, "SV3": DENTAL}
# What else a branch may be sent, by ST01.
_OTHERS = {
    "270": "an eligibility inquiry", "271": "an eligibility response", "276": "a claim status request",
    "277": "a claim status", "278": "a request for review of services", "820": "a premium payment",
    "834": "an enrolment", "835": "a remittance advice", "997": "an acknowledgement", "999": "an acknowledgement",
    "TA1": "an acknowledgement",
}  # fmt: skip


@dataclass(frozen=True)
class X12Reader:
    """Reads X12 837 professional, institutional and dental, 4010 and 5010.

    One that looks `behind_words` takes files in which an interchange follows a few lines of something else.
    """

    behind_words: bool = False
    name: str = "X12"
    media_types: tuple[str, ...] = (_MEDIA_TYPE,)

    def recognises(self, data: bytes) -> bool:
        """Whether the beginning is that of an interchange, a group or a transaction set."""
        start = decode(data[:_START_BYTES])
        if self.behind_words:
            return interchange_in(start) is not None
        return is_x12(start) or is_x12(start.upper())

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        """One document for each claim; a file without one is refused as "no_claim"."""
        text, oddities = _laid_bare(decode(data))
        sets = transaction_sets(segments_of(text, task.limits.max_segments))
        for one in sets[:1]:
            one.envelope.faults += oddities
        walks = [(one, _walked(one)) for one in sets if one.kind == "837"]
        found = sum(len(walk.claims) for _, walk in walks)
        if not found:
            raise UnreadableError("no_claim", _no_claim(sets))
        if found > task.limits.max_claims:
            raise UnreadableError(
                "too_many_claims",
                f"The X12 file has {found} claims, more than {task.limits.max_claims}. Ask the sender to send them in"
                " several files.",
            )
        digest = sha256_of(data)
        documents: list[Document] = []
        for one, walk in walks:
            maker = _Maker(one, task, digest)
            for claim in walk.claims:
                documents.append(maker.document(claim, len(documents)))
        return ReadResult(tuple(_with_other_sets(sets, documents)))


def _laid_bare(text: str) -> tuple[str, list[Fault]]:
    """The interchange without words before it and without line ends that break it, in capitals; what was odd."""
    oddities: list[Fault] = []
    if not is_x12(text.upper()) and (found := interchange_in(text)):
        text = unquoted(text[found[0] : found[1]])
        oddities.append(Fault("unknown_segment", "The file has words around the interchange; they were not read", 1))
    if not is_x12(text):
        text = text.upper()
        oddities.append(Fault("unknown_segment", "Segments are named in small letters; they were read as capitals", 1))
    return unwrapped(text), oddities


def _walked(one: TransactionSet) -> Walk:
    kind = _kind(one)
    one.component = _component(one)
    walk = Walk(guide_for(kind), one.envelope.start, "005010" in one.version)
    for segment in one.envelope.body:
        walk.place(segment)
    walk.finish()
    return walk


def _kind(one: TransactionSet) -> str:
    """Which 837 it is: by its guide, else by the service lines that it has."""
    for name, kind in _BY_GUIDE.items():
        if name in one.version:
            return kind
    tags = (segment.tag for segment in one.envelope.body)
    return next((_BY_SERVICE[tag] for tag in tags if tag in _BY_SERVICE), PROFESSIONAL)


def _component(one: TransactionSet) -> str:
    """What parts components: as ISA16 says, unless the place of service of a claim shows another character."""
    for segment in one.envelope.body:
        if segment.tag == "CLM" and segment[5] and one.component not in segment[5]:
            other = {mark for mark in segment[5] if not mark.isalnum() and mark not in " ."}
            if len(other) == 1:
                one.envelope.faults.append(
                    Fault("delimiters", f"ISA16 does not name the character that parts components in segment"
                          f" {segment.number} (CLM)", segment.number, 5)
                )  # fmt: skip
                return other.pop()
    return one.component


class _Maker:
    """Makes the documents of one transaction set; what claims share is made once."""

    def __init__(self, one: TransactionSet, task: ReadTask, digest: str) -> None:
        self._set = one
        self._task = task
        self._digest = digest
        self._kind = _kind(one)
        self._shared: dict[Frame, _Inheritance] = {}
        self._envelope = tuple(one.envelope.chain())

    def document(self, claim: Frame, ordinal: int) -> Document:
        """The document of one claim, the `ordinal`th of the file."""
        chain = list(claim.ancestors())
        segments = [envelope.start for envelope in self._envelope[:-1]]
        entries: list[Entry] = []
        faults = [fault for envelope in self._envelope for fault in envelope.faults]
        for frame in chain[:-1]:
            given = self._inherited(frame)
            segments += given.segments
            entries += given.entries
            faults += given.faults
        own = list(_below(claim))
        for frame in own:
            segments += frame.segments
            entries += entries_of(frame, self._set.component)
        segments += [envelope.end for envelope in reversed(self._envelope) if envelope.end]
        segments.sort(key=lambda segment: segment.number)
        faults += [fault for frame in own for fault in frame.faults]
        document_id = self._task.new_id()
        text = "\n".join(f"{segment.number:>6}  {self._line(segment)}" for segment in segments)
        self._task.check_length(len(text))
        return Document(
            id=document_id,
            ordinal=ordinal,
            claim=ordinal,
            media_type=_MEDIA_TYPE,
            sha256=self._digest,
            text=text,
            entries=tuple(sorted(entries, key=lambda entry: entry.segment)),
            declares=self._kind,
            defects=tuple(_defects(document_id, faults)),
        )

    def _line(self, segment: Segment) -> str:
        return self._set.element.join(segment.elements)

    def _inherited(self, frame: Frame) -> _Inheritance:
        """What a level gives to the claims under it: its own segments and those of its people, not of other levels."""
        if frame not in self._shared:
            people = [child for child in frame.children if child.loop.opener not in ("HL", "CLM")]
            frames = [frame, *(below for child in people for below in _below(child))]
            self._shared[frame] = _Inheritance(
                tuple(segment for one in frames for segment in one.segments),
                tuple(entry for one in frames for entry in entries_of(one, self._set.component)),
                tuple(fault for one in frames for fault in one.faults),
            )
        return self._shared[frame]


@dataclass(frozen=True)
class _Inheritance:
    """What every claim under one level has of it."""

    segments: tuple[Segment, ...]
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def _below(frame: Frame) -> Iterator[Frame]:
    yield frame
    for child in frame.children:
        yield from _below(child)


def _defects(document_id: str, faults: Iterable[Fault]) -> Iterator[Defect]:
    told: dict[str, int] = {}
    for fault in sorted(faults, key=lambda fault: fault.segment):
        told[fault.rule] = told.get(fault.rule, 0) + 1
        if told[fault.rule] <= _MOST_FAULTS:
            span = SegmentSpan(document_id=document_id, text="", segment=fault.segment, element=fault.element)
            yield Defect(rule=f"edi.{fault.rule}", message=fault.message, spans=(span,))
    for rule, count in told.items():
        if count > _MOST_FAULTS:
            yield Defect(rule=f"edi.{rule}", message=f"There are {count - _MOST_FAULTS} more faults of this kind")


def _with_other_sets(sets: Iterable[TransactionSet], documents: list[Document]) -> Iterator[Document]:
    """The documents, each told of transaction sets in the file that are no claims."""
    others = [
        Fault("other_transaction", f"Segment {one.envelope.start.number} (ST) opens {_told(one)}, which was not read",
              one.envelope.start.number)
        for one in sets if one.kind != "837"
    ]  # fmt: skip
    for document in documents:
        more = tuple(_defects(document.id, others))
        yield document.model_copy(update={"defects": (*document.defects, *more)}) if more else document


def _told(one: TransactionSet | Envelope) -> str:
    kind = one.kind if isinstance(one, TransactionSet) else one.start[1]
    known = f"X12 {kind}" if kind.isalnum() and len(kind) <= 3 else "X12 of a kind that nobody knows"
    return f"{known}, {_OTHERS[kind]}" if kind in _OTHERS else known


def _no_claim(sets: list[TransactionSet]) -> str:
    other = next((one for one in sets if one.kind != "837"), None)
    if other is not None:
        return f"This is {_told(other)}; Lodge reads claims, X12 837. Nothing needs doing if it came by mistake."
    if sets:
        return "This X12 837 holds no claim: there is no CLM segment in it. Ask the sender to send it again."
    return "This X12 file holds no transaction set: there is no ST segment in it. Ask the sender to send it again."
