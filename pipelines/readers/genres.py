"""Genres: what kind of paper begins on a page, told by its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipelines.claim import Document, Genre, Layer, Page

_TOP_LINES = 8  # written lines within which a paper's heading stands
_MOST_WORDS = 9  # a longer line is a sentence
_GREETING_LINES = 30
_LARGE = 1.17  # times the height of the page's usual words
_CELLS = re.compile(r" {3,}|\t| *[|│┃] *")
_WORD = re.compile(r"[a-z]+")

# The first pattern that a heading holds tells its genre, so that what is told by more words comes first.
_TITLES: tuple[tuple[Genre, str], ...] = (
    (Genre.LOSS_RUN, r"loss runs?|loss history|loss experience|claims? history report|schedule of losses"),
    (Genre.NOTICE, r"agreed statement of facts|proof of loss|statement of claim|first report of (?:injury|illness)"),
    (Genre.NOTICE, r"(?:employers?|supervisors?) (?:first )?report|notice of .{0,40}(?:loss|claim|accident|occurrence"
                   r"|injury|damage)|(?:loss|accident|claims?|liability|occurrence) notice|claim form|loss report"),
    (Genre.NOTICE, r"(?:automobile|auto|property|insurance|liability|dental|health|services) (?:insurance )?claim"
                   r"|report of (?:claim|loss)|claim report|claim for (?:damages?|benefits)"
                   r"|(?:property|vehicle|storm|water|fire) damage report|statement of (?:\w+ )?services"),
    (Genre.POLICE_REPORT, r"(?:police|sheriffs?|law enforcement|officers?|troopers?|offen[cs]e|incident|crash|traffic"
                          r"|collision) .{0,30}report|motor vehicle (?:accident|crash|collision) report"
                          r"|report of (?:traffic )?(?:accident|crash|collision)|police report"
                          r"|fire (?:incident )?report"),
    (Genre.MEDICAL_RECORD, r"(?:medical|clinical|patient|treatment|hospital|health)"
                           r" (?:record|chart|summary|report|note)s?"
                           r"|progress notes?|chart notes?|discharge (?:summary|instructions)|operative (?:report|note)"
                           r"|emergency (?:department|room) (?:record|report|note|visit)|imaging report"
                           r"|radiology report"
                           r"|laboratory (?:report|results)|history and physical|consultation (?:report|note)"
                           r"|visit (?:summary|note)|physicians? (?:report|statement)|attending physicians? statement"),
    (Genre.INVOICE, r"statement of account|billing statement|account statement|invoice|final bill|itemi[sz]ed bill"
                    r"|repair order|bill of sale"),
    (Genre.RECEIPT, r"receipt|proof of payment|payment confirmation"),
    (Genre.STATEMENT, r"(?:witness|recorded|sworn|written|voluntary|drivers?|claimants?|insureds?) (?:party )?statement"
                      r"|statement of (?:the )?(?:witness|driver|insured|claimant|\w+ \w+)|affidavit|declaration of"),
    (Genre.ESTIMATE, r"estimates? (?:of )?(?:repairs?|record|damages?)|(?:repair|preliminary|damage|body shop"
                     r"|contractors?|replacement) estimate|supplement of record|damage appraisal|appraisal report"
                     r"|repair quot(?:e|ation)|quotation for"),
)  # fmt: skip
_WHOLE = {  # words that tell a genre only where they are the whole heading
    "estimate": Genre.ESTIMATE,
    "quotation": Genre.ESTIMATE,
    "quote": Genre.ESTIMATE,
    "statement": Genre.STATEMENT,
    "bill": Genre.INVOICE,
    "accident report": Genre.POLICE_REPORT,
    "claim": Genre.NOTICE,
}
_PATTERNS = tuple((genre, re.compile(rf"\b(?:{pattern})\b")) for genre, pattern in _TITLES)
_GREETING = re.compile(
    r"^\s*(?:dear\s+\S.{0,60}[,:]|to whom it may concern\b.{0,3}|(?:hello|hi|good (?:morning|afternoon|day))\b.{0,40},"
    r"|to (?:the )?[^\d:]{3,60}:|(?:attn\.?|attention)\b.{0,40}:?|claims? (?:dept|department|team)\.?\s*[:,])\s*$",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"^\s*(?:(?:yours |very )?(?:sincerely|truly|faithfully)(?: yours)?|(?:kind|best|warm|with)? ?regards|respectfully"
    r"(?: yours)?|best wishes|many thanks|thank you|thanks)[,.!]?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_SUMS = re.compile(r"\b(?:paid|reserves?|incurred|outstanding|o/s|recover(?:y|ies|ed)|expenses?)\b")
_CLAIM_COLUMN = re.compile(r"\b(?:claim|occurrence|file)\b|\b(?:dol|doi)\b|\b(?:loss|accident|incident|injury) date\b")
_LEAST_COLUMNS = 5
_MAIL = re.compile(r"^\s*(from|sent|date|to|subject)\s*:\s*\S", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """A heading: its genre, its words, on which written line of the page it stands (from 0), and how high they are.

    `height` is that of its words in points, 0 where they have no places; `large` says that they are larger than the
    page's others.
    """

    genre: Genre
    text: str
    line: int
    height: float = 0.0
    large: bool = False


def genre_of(document: Document) -> Genre:
    """What kind of paper a document is, by the heading of its first page; UNKNOWN where there is none."""
    if document.genre is not Genre.UNKNOWN:
        return document.genre
    if document.media_type == "message/rfc822":
        return Genre.EMAIL
    found = heading_on(document, document.pages[0]) if document.pages else heading_in(document.text)
    if found is not None:
        return found.genre
    if _is_list_of_claims(document.text):
        return Genre.LOSS_RUN
    if _FAREWELL.search(document.text):
        return Genre.LETTER
    is_picture = document.media_type.startswith("image/")
    unread = {code.partition(":")[0] for code in document.problems} & {"page_not_read", "no_ocr", "handwriting"}
    return Genre.PHOTO if is_picture and not document.text.strip() and not unread else Genre.UNKNOWN


def heading_on(document: Document, page: Page) -> Heading | None:
    """The heading of the paper that begins on this page, if one does."""
    found = heading_in(document.text[page.start : page.end])
    if found is None:
        return None
    words = [word for word in page.words if word.start >= 0 and word.layer is not Layer.HIDDEN]
    place = document.text.find(found.text, page.start, page.end)
    own = [word.box.bottom - word.box.top for word in words if place <= word.start < place + len(found.text)]
    if not own or place < 0:
        return found
    usual = median(word.box.bottom - word.box.top for word in words)
    height = max(own)
    return Heading(found.genre, found.text, found.line, height, height >= _LARGE * usual)


def heading_in(text: str) -> Heading | None:
    """The heading near the top of a text; a letter's is its greeting, a printed e-mail's the lines above it."""
    lines = [line for line in text.split("\n") if line.strip()]
    for number, line in enumerate(lines[:_TOP_LINES]):
        for cell in _CELLS.split(line.strip()):
            genre = title_genre(cell)
            if genre is not None:
                return Heading(genre, cell.strip(), number)
    marks = {match[1].lower() for line in lines[:_TOP_LINES] if (match := _MAIL.match(line))}
    if {"from", "to"} <= marks and marks & {"date", "sent", "subject"}:
        return Heading(Genre.EMAIL, lines[0].strip(), 0)
    for number, line in enumerate(lines[:_GREETING_LINES]):
        if _GREETING.match(line):
            return Heading(Genre.LETTER, line.strip(), number)
    return None


def title_genre(line: str) -> Genre | None:
    """The genre that a line's words name, if the line is a title: few words, and no value behind a colon."""
    head, colon, value = line.strip().partition(":")
    if colon and value.strip():
        return None
    words = " ".join(_WORD.findall(re.sub(r"['’]", "", head.casefold())))
    if not words or len(words.split()) > _MOST_WORDS or head.rstrip().endswith((".", ",", "?", ";")):
        return None
    if words in _WHOLE:
        return _WHOLE[words]
    if _has_number_label(words) or (not head[:1].isupper() and not head[:1].isdigit()):
        return None
    return next((genre for genre, pattern in _PATTERNS if pattern.search(words)), None)


def _has_number_label(words: str) -> bool:
    """Whether the words are a label such as "Police report number" rather than a title."""
    return bool(re.search(r"\b(?:no|number|nr|date|amount|total|attached|enclosed|filed|due|to|by)$", words))


def _is_list_of_claims(text: str) -> bool:
    """Whether near the top a line heads a loss run's columns: whose claim, when, and what was paid and reserved."""
    for line in written_lines(text)[:_GREETING_LINES]:
        cells = [cell for cell in _CELLS.split(line) if cell]
        sums = {match.group() for match in _SUMS.finditer(line.casefold())}
        if len(cells) >= _LEAST_COLUMNS and len(sums) > 1 and _CLAIM_COLUMN.search(line.casefold()):
            return True
    return False


def written_lines(text: str) -> Sequence[str]:
    """The lines with something on them, blanks at their ends cut."""
    return [line.strip() for line in text.split("\n") if line.strip()]
