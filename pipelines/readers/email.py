"""E-mail (.eml): the body is a document, and so is everything attached to it."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from itertools import chain, islice

from pipelines.claim import Document, Genre
from pipelines.errors import UnreadableError
from pipelines.readers.characters import clean_lines
from pipelines.readers.gathering import gather, read_members
from pipelines.readers.hypertext import strip_tags
from pipelines.readers.reader import ReadResult, ReadTask, sha256_of
from pipelines.readers.text import decode
from pipelines.readers.x12.segments import interchange_in, unquoted

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]*[ \t]*:)")
_TELLING = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|delivered-to|from|subject|date|to)[ \t]*:", re.I | re.M
)
_HEAD_BYTES = 16_384
# The parser recurses on every level of nesting; each level needs a boundary of its own, or a message of its own.
_NESTING = re.compile(rb"^content-type[ \t]*:[ \t\r\n]*(?:multipart|message)/", re.I | re.M)
_MAX_NESTING = 60
# A long file name may stand in numbered pieces, which the parser puts together again and again.
_PIECE = re.compile(rb"\*\d{1,9}\*?=")
_MAX_PIECES = 2_000  # of all names together


class EmailReader:
    """Reads an e-mail into its body and its attachments; an attachment that cannot be read is a problem of the body."""

    name = "email"
    media_types = ("message/rfc822",)

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes begin with a mail header of which at least two lines are those of a mail."""
        head = re.split(rb"\r?\n\r?\n", data[:_HEAD_BYTES].lstrip(), maxsplit=1)[0]
        if not _HEADER.match(head):
            return False
        lines = head.splitlines()
        if any(not (_HEADER.match(line) or line[:1] in b" \t") for line in lines):
            return False
        kinds = {match.group().lower().strip(b" \t:") for match in _TELLING.finditer(head)}
        return len(kinds) >= 2 and bool(kinds & {b"received", b"message-id", b"mime-version", b"from"})

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        """The body first, then what is attached to it, in its order."""
        if len(_NESTING.findall(data)) > _MAX_NESTING:
            raise UnreadableError(
                "nested_too_deep", "The e-mail holds too many parts within parts. Ask the sender for the papers alone."
            )
        if sum(1 for _ in islice(_PIECE.finditer(data), _MAX_PIECES + 1)) > _MAX_PIECES:
            raise UnreadableError(
                "too_long", "The e-mail names a file in more pieces than any program does. Ask for the papers alone."
            )
        message = message_from_bytes(data.lstrip(), policy=policy.default)
        assert isinstance(message, EmailMessage)
        body, attachments = _parts(message)
        told, pasted = _without_interchange(_body_text(body))
        inner = read_members(chain([pasted] if pasted else [], map(_bytes_of, attachments)), task)
        if sha256_of(pasted) not in inner.contents:
            told = _body_text(body)  # what is no claim file stays in the text
        text = clean_lines("\n".join([*_headers(message), "", told]))
        task.check_length(len(text))
        document = Document(
            id=task.new_id(),
            ordinal=0,
            media_type=self.media_types[0],
            sha256=sha256_of(data),
            role="body",
            text=text,
            genre=Genre.EMAIL,
            problems=inner.problems,
        )
        return ReadResult(gather([(document,), *inner.read]), inner.contents)


def _without_interchange(text: str) -> tuple[str, bytes]:
    """The body without the X12 file that was pasted into it, and that file; b"" where there is none."""
    found = interchange_in(text)
    if found is None:
        return text, b""
    start, end = found
    return f"{text[:start]}\n{text[end:]}", unquoted(text[start:end]).encode()


def _parts(message: EmailMessage) -> tuple[Message | None, list[Message]]:
    """The part that is the body (plain text before HTML), and every other leaf but the body's own other spelling."""
    body: Message | None = None
    attachments: list[Message] = []
    passed: set[int] = set()
    preferred = message.get_body(preferencelist=("plain", "html"))
    alternatives = {id(part) for kind in ("plain", "html") if (part := message.get_body(preferencelist=(kind,)))}
    for part in message.walk():
        if id(part) in passed:
            continue
        if part is preferred:
            body = part
        elif part.get_content_type() == "message/rfc822":
            passed.update(id(inner) for inner in part.walk())
            attachments.append(part)
        elif not part.is_multipart() and id(part) not in alternatives:
            attachments.append(part)
    return body, attachments


def _headers(message: EmailMessage) -> list[str]:
    """The header lines that a handler would read, each on one line."""
    lines = []
    for name in _SHOWN:
        try:
            value = message.get(name)
        except Exception:  # the header parser fails on many malformed addresses; the raw line is better than none
            value = next((raw for key, raw in message.raw_items() if key.lower() == name.lower()), None)
        if value is not None:
            lines.append(f"{name}: {' '.join(str(value).split())}")
    return lines


def _body_text(part: Message | None) -> str:
    if part is None:
        return ""
    text = _text_of(part)
    return strip_tags(text) if part.get_content_subtype() == "html" else text


def _text_of(part: Message) -> str:
    """The part's text by its declared character set, or by its bytes where the declaration is wrong."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    if charset and charset != "us-ascii":
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _bytes_of(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""
