"""The closed list of messages: all that may leave a site, or come back to it.

Every attribute is an enum, a bounded count, a random id, a time cut to the hour, a version, or a key: there is no
place for a word of a claim. A message has exactly one encoding (`encode`), and `decode` takes no other.
`python -m pipelines.privacy.summary` prints the contract as a JSON Schema.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from pipelines.errors import OperatorError
from pipelines.privacy.summary_words import (
    Backend,
    Format,
    Line,
    Outcome,
    Protection,
    SecondsBand,
    Severity,
    Tier,
    Topic,
    Verdict,
)

MAX_MESSAGE_BYTES = 64 * 1024
MAX_BATCH_BYTES = 1024 * 1024
MAX_BATCH_MESSAGES = 100


def _whole_hour(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a time needs its time zone")
    moment = moment.astimezone(UTC)
    if moment.minute or moment.second or moment.microsecond:
        raise ValueError("a time is cut to the hour")
    return moment


_RANDOM_ID = r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
_HOUR = r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):00:00Z$"

Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]
RandomId = Annotated[str, StringConstraints(pattern=_RANDOM_ID)]
Hour = Annotated[
    datetime,
    AfterValidator(_whole_hour),
    PlainSerializer(lambda moment: moment.strftime("%Y-%m-%dT%H:00:00Z"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": _HOUR}),
]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}$")]
PublicKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")]  # 32 bytes, base64
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Part(BaseModel):
    """A piece of a message: never changed, and nothing in it that is not named here."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ProcessedCount(Part):
    """How many claims of a line came to an outcome."""

    line: Line
    outcome: Outcome
    count: Count


class SettledCount(Part):
    """How many claims of a line got a handler's verdict."""

    line: Line
    verdict: Verdict
    count: Count


class FindingCount(Part):
    """How many findings of a topic and severity there were."""

    topic: Topic
    severity: Severity
    count: Count


class SecondsCount(Part):
    """How many claims took this long."""

    band: SecondsBand
    count: Count


class DocumentCount(Part):
    """How many documents of a format were read."""

    format: Format
    count: Count


class Backlog(Part):
    """What lies at the site at the moment of the report."""

    waiting: Count
    review: Count
    quarantine: Count
    outbox: Count


class SiteMessage(Part):
    """What every message carries: its own random id and that of the site it concerns."""

    schema_version: Literal[1] = 1
    message_id: RandomId
    site_id: RandomId


def _ordered(rows: tuple[Any, ...]) -> tuple[Any, ...]:
    """One order for equal counts, so that a message has one encoding; each row's key stands once."""

    def key(row: Part) -> tuple[str, ...]:
        return tuple(str(value) for name, value in row if name != "count")

    if len({key(row) for row in rows}) < len(rows):
        raise ValueError("a row stands twice")
    return tuple(sorted(rows, key=key))


_Rows = AfterValidator(_ordered)


class SiteReport(SiteMessage):
    """What a site did since its last report. All counts but `backlog` are differences, so that reports add up."""

    kind: Literal["site_report"] = "site_report"
    sequence: Count
    period_start: Hour
    period_end: Hour
    protection: Protection = Protection.UNPROTECTED
    processed: Annotated[tuple[ProcessedCount, ...], _Rows] = ()
    settled: Annotated[tuple[SettledCount, ...], _Rows] = ()
    findings: Annotated[tuple[FindingCount, ...], _Rows] = ()
    seconds: Annotated[tuple[SecondsCount, ...], _Rows] = ()
    documents: Annotated[tuple[DocumentCount, ...], _Rows] = ()
    duplicates: Count = 0
    backlog: Backlog
    backend: Backend
    version: Version

    @model_validator(mode="after")
    def _in_order(self) -> SiteReport:
        if self.period_end < self.period_start:
            raise ValueError("a period ends before it starts")
        return self


class ClaimSummary(SiteMessage):
    """One claim in bands, as a row of a release. Nothing sends it yet: a row alone is not anonymous."""

    kind: Literal["claim_summary"] = "claim_summary"
    release_id: RandomId
    line: Line
    tier: Tier
    outcome: Outcome
    verdict: Verdict | None = None
    seconds: SecondsBand
    topics: Annotated[tuple[Topic, ...], AfterValidator(lambda topics: tuple(sorted(set(topics))))] = ()


class Checkpoint(SiteMessage):
    """The head of a site's audit chain, whose entries are salted: it proves later that nothing was rewritten."""

    kind: Literal["checkpoint"] = "checkpoint"
    chain_id: RandomId
    entries: Count
    head: Digest


class Enrolment(SiteMessage):
    """A site's public key, with the one-time token that lets the fleet take it."""

    kind: Literal["enrolment"] = "enrolment"
    public_key: PublicKey
    token: Token


class Acknowledgement(SiteMessage):
    """The fleet's answer: the messages it took now, and those it had taken before."""

    kind: Literal["acknowledgement"] = "acknowledgement"
    accepted: Annotated[tuple[RandomId, ...], Field(max_length=MAX_BATCH_MESSAGES)] = ()
    repeated: Annotated[tuple[RandomId, ...], Field(max_length=MAX_BATCH_MESSAGES)] = ()


Message = SiteReport | ClaimSummary | Checkpoint | Enrolment | Acknowledgement
_MESSAGE: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="kind")])


def encode(message: Message) -> bytes:
    """The one encoding of a message: JSON with sorted keys, no white space, ASCII only."""
    return _canonical(message.model_dump(mode="json"))


def decode(data: bytes) -> Message:
    """The message behind its encoding; OperatorError for anything that `encode` would not have written."""
    if len(data) > MAX_MESSAGE_BYTES:
        raise OperatorError(f"A message has {len(data)} bytes; {MAX_MESSAGE_BYTES} are allowed.")
    try:
        message = _MESSAGE.validate_json(data)
    except ValidationError as error:
        raise OperatorError(f"A message does not fit the contract: {_first_fault(error)}.") from None
    if encode(message) != data:
        raise OperatorError("A message is not in its one encoding (sorted keys, sorted rows, no white space).")
    return message


def encode_batch(messages: Sequence[bytes]) -> bytes:
    """The body that carries messages to the fleet: `{"messages": [<encoded message as a string>, ...]}`."""
    if len(messages) > MAX_BATCH_MESSAGES:
        raise OperatorError(f"A batch has {len(messages)} messages; {MAX_BATCH_MESSAGES} are allowed.")
    for data in messages:
        decode(data)  # nothing that is not of the closed list is ever wrapped
    return _canonical({"messages": [data.decode("ascii") for data in messages]})


def decode_batch(body: bytes) -> list[bytes]:
    """The encoded messages of a batch, each proven to be of the closed list; OperatorError for anything else."""
    if len(body) > MAX_BATCH_BYTES:
        raise OperatorError(f"A batch has {len(body)} bytes; {MAX_BATCH_BYTES} are allowed.")
    try:
        batch = json.loads(body)
        messages = [text.encode("ascii") for text in batch["messages"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise OperatorError('A batch is not {"messages": [string, ...]} in JSON.') from None
    if encode_batch(messages) != body:
        raise OperatorError("A batch is not in its one encoding (no other keys, no white space).")
    return messages


def json_schema() -> dict[str, Any]:
    """The contract as a JSON Schema: what `docs/summary.schema.json` holds."""
    schema = _MESSAGE.json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Lodge messages",
        "description": "All that may leave a site or come back to it (`python -m pipelines.privacy.summary`).",
        **schema,
    }


def _canonical(data: object) -> bytes:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def _first_fault(error: ValidationError) -> str:
    """Where the first fault stands and what it is, without quoting what was sent: even a key could be a name."""
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    known = _names()
    place = ".".join(str(part) for part in fault["loc"] if isinstance(part, int) or part in known)
    return f"{fault['type']} at {place or 'the message'}"


@cache
def _names() -> frozenset[str]:
    """Every name that the contract itself knows."""
    schema = _MESSAGE.json_schema()
    properties = (part.get("properties", {}) for part in schema["$defs"].values())
    return frozenset(name for names in properties for name in names)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(json_schema(), indent=2) + "\n")
