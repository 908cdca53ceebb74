"""The closed words of all that may leave: no message of `summary` holds any others."""

from __future__ import annotations

from enum import StrEnum


class Line(StrEnum):
    """Line of business; the same words as `pipelines.claim_types.schema.LINES_OF_BUSINESS`."""

    AUTO = "auto"
    PROPERTY = "property"
    HEALTH = "health"
    LIABILITY = "liability"
    WORKERS_COMP = "workers_comp"
    DENTAL = "dental"
    OTHER = "other"


class Outcome(StrEnum):
    """What the corridor decided; the same words as `pipelines.claim.Outcome`."""

    ACCEPT = "accept"
    REVIEW = "review"
    QUARANTINE = "quarantine"


class Verdict(StrEnum):
    """What a handler decided; the same words as `pipelines.claim.Verdict`."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    SENT_BACK = "sent_back"
    REFERRED = "referred"
    DUPLICATE = "duplicate"
    NOT_A_CLAIM = "not_a_claim"


class Severity(StrEnum):
    """How much a finding weighs; the same words as `pipelines.claim.Severity`."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Tier(StrEnum):
    """How much a claim asks of people; the same words as `pipelines.claim.Tier`."""

    SIMPLE = "simple"
    STANDARD = "standard"
    COMPLEX = "complex"
    SEVERE = "severe"


class Topic(StrEnum):
    """What a finding is about; an insurer's own rules count as `custom`, for their names are free words."""

    REQUIRED = "required"
    DATES = "dates"
    MONEY = "money"
    IDENTIFIERS = "identifiers"
    POLICY = "policy"
    DUPLICATES = "duplicates"
    MEDICAL = "medical"
    VEHICLE = "vehicle"
    LIABILITY = "liability"
    WORKERS_COMP = "workers_comp"
    CONTENT = "content"
    DOCUMENTS = "documents"
    EDI = "edi"
    TABLES = "tables"
    CONTRADICTIONS = "contradictions"
    CLASSIFICATION = "classification"
    EXTRACTION = "extraction"
    GROUNDING = "grounding"
    CHECKING = "checking"
    CUSTOM = "custom"


class Format(StrEnum):
    """What kind of document was read."""

    PDF = "pdf"
    TEXT = "text"
    EMAIL = "email"
    IMAGE = "image"
    OFFICE = "office"
    EDI = "edi"
    FHIR = "fhir"
    OTHER = "other"


class SecondsBand(StrEnum):
    """How long a claim took from lease to decision, in seconds; the upper bound is not part of the band."""

    UNDER_1 = "under_1"
    FROM_1_TO_5 = "1_to_5"
    FROM_5_TO_15 = "5_to_15"
    FROM_15_TO_60 = "15_to_60"
    FROM_60_TO_300 = "60_to_300"
    OVER_300 = "over_300"


class Backend(StrEnum):
    """Which engine read; `none` where no claim needed one."""

    OLLAMA = "ollama"
    LLAMACPP = "llamacpp"
    OPENVINO = "openvino"
    OPENAI = "openai"
    SCRIPTED = "scripted"
    NONE = "none"


class Protection(StrEnum):
    """How a report's counts are protected; `unprotected` reports go to a fleet on loopback only."""

    UNPROTECTED = "unprotected"


def topic_of(rule_id: str) -> Topic:
    """The topic under which a rule's findings are counted; `custom` for every rule that is not Lodge's own."""
    prefix = rule_id.partition(".")[0]
    return Topic(prefix) if prefix in set(Topic) else Topic.CUSTOM


def line_of(line: str | None) -> Line:
    """The line of business under which a claim is counted; `other` where it has none that is known."""
    return Line(line) if line in set(Line) else Line.OTHER
