"""Source, Document, Span, Reading, Field, Finding, Decision, Claim: what passes through the corridor.

Every value here is immutable and turns into JSON and back without loss. Boxes are in points
(1/72 inch) from the top left corner of the page after rotation. Offsets count characters of
`Document.text`. Times are UTC.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Attribute

# What a field's value is once normalised: dates as ISO 8601, money as a decimal with two places
# ("1250.00"), enums as the option's name, everything else as clean text.
Value = bool | int | str


class Immutable(BaseModel):
    """A value object: equal by content, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Layer(StrEnum):
    """Where on a page a word comes from; only `visible`, `ocr` and `form` words can be evidence."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    OCR = "ocr"
    FORM = "form"


class Box(Immutable):
    """A rectangle on a page, in points from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


class Word(Immutable):
    """A word and its place; `document.text[start:end] == text`, hidden words aside (start = end = -1)."""

    text: str
    box: Box
    start: int
    end: int
    layer: Layer = Layer.VISIBLE
    confidence: float = 1.0  # how sure the OCR engine is of it, 0 to 1; what is no OCR is sure


class Page(Immutable):
    """One page; its text is `document.text[start:end]`. `number` counts from 1."""

    number: int
    width: float
    height: float
    start: int
    end: int
    words: tuple[Word, ...] = ()


class FormField(Immutable):
    """One fillable field of a form; a tick box has the value "true" or "false", an empty field ""."""

    name: str
    label: str
    value: str
    kind: Literal["text", "tick", "choice"]
    page: int
    box: Box | None
    start: int = -1  # where the value stands in `document.text`; -1: it does not
    end: int = -1


class Genre(StrEnum):
    """What kind of paper a document is, as its heading says; UNKNOWN where nothing tells."""

    UNKNOWN = "unknown"
    NOTICE = "notice"  # a claim form or a notice of loss: what a claim begins with
    POLICE_REPORT = "police_report"
    ESTIMATE = "estimate"
    INVOICE = "invoice"
    RECEIPT = "receipt"
    MEDICAL_RECORD = "medical_record"
    STATEMENT = "statement"  # a witness's or a party's own words
    LETTER = "letter"
    EMAIL = "email"
    LOSS_RUN = "loss_run"
    PHOTO = "photo"  # a picture without writing


class Entry(Immutable):
    """One value of a structured document under the path that claim types know it by.

    EDI: `2010BA.NM1[IL].09` (loop, segment with its qualifier, element, "-component"), and the place in the
    file: segment, element and component counted from 1. FHIR: `Claim.item[0].net.value`, with segment 0: the path is
    the place, unless `place` names another (`fhir.lines[0].net` names what stands at `Claim.item[0].net.value`).
    """

    path: str
    value: str
    segment: int = 0
    element: int = 0
    component: int = 0
    place: str = ""


class Source(Immutable):
    """What was put into the inbox: one file, known by the hash of its bytes."""

    id: str
    sha256: str
    size: int  # bytes
    received_at: datetime


class PageSpan(Immutable):
    """A place on a page."""

    kind: Literal["page"] = "page"
    document_id: str
    text: str
    page: int
    boxes: tuple[Box, ...]
    start: int = -1  # the same place as characters of the document's text, where it has one
    end: int = -1
    confidence: float = 1.0  # of the least sure of its words; see Word
    transcribed: bool = False  # a vision model wrote the page down: the boxes are the whole page's


class TextSpan(Immutable):
    """A run of characters of a document without pages."""

    kind: Literal["text"] = "text"
    document_id: str
    text: str
    start: int
    end: int


class SegmentSpan(Immutable):
    """An element of an EDI segment; all three count from 1, component 0 is the whole element."""

    kind: Literal["segment"] = "segment"
    document_id: str
    text: str
    segment: int
    element: int
    component: int = 0


class PathSpan(Immutable):
    """A value in a structured document, by its path (`Claim.item[0].net.value`)."""

    kind: Literal["path"] = "path"
    document_id: str
    text: str
    path: str


Span = Annotated[PageSpan | TextSpan | SegmentSpan | PathSpan, Attribute(discriminator="kind")]


class Defect(Immutable):
    """A fault in how a document is made, and where. `rule` is the id of the rule that tells it ("edi.bad_count").

    `message` is a sentence without its full stop, and quotes nothing of a claim.
    """

    rule: str
    message: str
    spans: tuple[Span, ...] = ()


class Document(Immutable):
    """One readable thing of a source: the file itself, an e-mail's body, an attachment.

    `text` keeps the layout (columns stay columns); pages are parted by a form feed.
    `claim` says which of the source's claims it belongs to, counted from 0.
    A file that holds several papers becomes several documents: they share its digest, and their pages keep the
    numbers that they have in the file. So does what a vision model wrote down from a page of it.
    """

    id: str
    ordinal: int
    claim: int = 0
    media_type: str
    sha256: str
    role: Literal["file", "body", "attachment"] = "file"
    text: str
    pages: tuple[Page, ...] = ()
    form: tuple[FormField, ...] = ()
    entries: tuple[Entry, ...] = ()  # of a structured document, in its order
    declares: str = ""  # what a structured document says it is: "837P", "fhir:oral"; "" for every other
    genre: Genre = Genre.UNKNOWN
    fingerprint: str = ""  # of a picture: 16 hex digits for each of its views; alike for pictures that look alike
    transcribed_by: str = ""  # the vision model that wrote this down from a handwritten page; "" for every other
    problems: tuple[str, ...] = ()  # codes of what was odd while reading, e.g. "hidden_text"
    defects: tuple[Defect, ...] = ()


class ReadingSource(StrEnum):
    """Who read a value; earlier members are trusted over later ones when they differ."""

    PERSON = "person"
    FORM = "form"
    LABEL = "label"
    MODEL = "model"
    CODE = "code"


class Reading(Immutable):
    """One attempt at one field: what stands there, what it means, and where it stands.

    `value` is None where the verbatim text could not be turned into the field's kind.
    `derivation` names the function behind a value that is not copied ("compose", "sum", "year_from_document").
    `reader` names the reader of running text that found it ("phrases", "scene"); "" for forms, labels and tables.
    `logprob` is the lowest log-probability among the tokens of a model's value.
    """

    path: str
    verbatim: str
    value: Value | None
    source: ReadingSource
    spans: tuple[Span, ...] = ()
    call_id: str | None = None
    derivation: str | None = None
    reader: str = ""
    logprob: float | None = None

    @property
    def transcribed(self) -> bool:
        """Whether a vision model wrote down what it stands on."""
        return any(isinstance(span, PageSpan) and span.transcribed for span in self.spans)


class Grounding(StrEnum):
    """How a value stands in its document: letter by letter, once normalised, or computed from what stands there."""

    VERBATIM = "verbatim"
    NORMALISED = "normalised"
    DERIVED = "derived"


class Field(Immutable):
    """A field's chosen reading, beside all its readings.

    `score` is the probability, 0 to 1, that the value is right, and `traits` what it was told by (`pipelines.traits`).
    """

    path: str
    value: Value
    chosen: Reading
    readings: tuple[Reading, ...]
    grounding: Grounding
    score: float
    traits: dict[str, float] = Attribute(default_factory=dict)


class Dropped(Immutable):
    """A value that was proposed for a field and not taken, and why: it stands nowhere in the documents, it is too
    unsure, or another reading was believed."""

    path: str
    reading: Reading
    why: Literal["nowhere", "unsure", "outranked"]
    score: float
    traits: dict[str, float] = Attribute(default_factory=dict)


class Severity(StrEnum):
    """NOTE is shown; WARNING and ERROR are reasons for a handler to look, an ERROR first."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Finding(Immutable):
    """Something a rule or a step noticed, told so that a handler can act on it.

    `outcome` is "missing" where the data that the rule needs is not there.
    `message` names field, what was seen, what was expected, and the rule.
    """

    rule: str  # "dates.loss_after_received"
    severity: Severity
    outcome: Literal["failed", "missing"] = "failed"
    message: str
    paths: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    other_claims: tuple[str, ...] = ()

    @property
    def topic(self) -> str:
        """The rule's topic: what stands before the dot."""
        return self.rule.partition(".")[0]


class Tier(StrEnum):
    """How much a claim asks of the people who settle it, in rising order."""

    SIMPLE = "simple"
    STANDARD = "standard"
    COMPLEX = "complex"
    SEVERE = "severe"


class Signal(Immutable):
    """One thing that triage noticed ("injury", "total_loss", "subrogation", "referral") and why."""

    name: str
    reasons: tuple[str, ...]


class Triage(Immutable):
    """How severe the claim is and what it calls for; computed by code, never by the model."""

    tier: Tier
    reasons: tuple[str, ...]
    signals: tuple[Signal, ...] = ()


class Outcome(StrEnum):
    """What the corridor decides: the reading is taken, a handler looks, or the source cannot be worked on."""

    ACCEPT = "accept"
    REVIEW = "review"
    QUARANTINE = "quarantine"


class Reason(Immutable):
    """Why a decision is what it is: a stable code (a rule's id or "certificate.none") and a sentence."""

    code: str
    message: str


class Decision(Immutable):
    """The corridor's decision. `would_accept` is recorded and never routes."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    would_accept: bool = False


class Verdict(StrEnum):
    """What a handler decides about a claim."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    SENT_BACK = "sent_back"
    REFERRED = "referred"
    DUPLICATE = "duplicate"
    NOT_A_CLAIM = "not_a_claim"


class Tally(Immutable):
    """A number that a document states about a list of records, for a rule to hold the records against.

    `kind` "count": `stated` rows; "sum": the amounts under `column` make `stated`. `stretches` are the rows it may
    speak of, [first, last) counted from 0, likeliest first. "left_out": `stated` lines that look like rows of the list
    and could not be read as such.
    """

    kind: Literal["count", "sum", "left_out"]
    record: str
    column: str = ""
    stated: str
    stretches: tuple[tuple[int, int], ...] = ()
    spans: tuple[Span, ...] = ()


class Claim(Immutable):
    """One claim as the steps know it so far; `claim_type` is None until classified, "unknown" if no type fits."""

    id: str
    source_id: str
    ordinal: int = 0
    claim_type: str | None = None
    documents: tuple[Document, ...] = ()
    fields: tuple[Field, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    findings: tuple[Finding, ...] = ()
    tallies: tuple[Tally, ...] = ()
    triage: Triage | None = None
    decision: Decision | None = None

    def field(self, path: str) -> Field | None:
        """The field at `path` ("vehicles[0].vin"), or None."""
        return next((field for field in self.fields if field.path == path), None)
