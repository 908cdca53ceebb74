"""Matching: under what a claim is met again, and which papers come after a claim instead of beginning one."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.claim import Document, Genre
from pipelines.ports import Likeness
from pipelines.rules.facts import loss_days
from pipelines.rules.rule import ClaimView

# What two claims may share. Each is kept at the site as a keyed digest, never as text.
CLAIM_NUMBER, REPORT, INVOICE = "claim_number", "report_number", "invoice_number"
POLICY, VEHICLE = "policy_number", "vehicle"  # say whose claim it is, not which loss
VEHICLE_DAY, PERSON_DAY, SERVICE = "vehicle_day", "person_day", "service"
WORDING, PHOTO = "wording", "photo"

POLICY_DAY = "policy_day"
PAPERS = "papers:"  # before a key's kind: what papers share that came before the notice of their loss
_BELONGING = (CLAIM_NUMBER, REPORT, VEHICLE_DAY)

# Papers that tell of a loss that was reported before. A letter or an e-mail may be such a paper, or the report itself.
ATTACHED_LATER = frozenset(
    {
        Genre.POLICE_REPORT, Genre.ESTIMATE, Genre.INVOICE, Genre.RECEIPT, Genre.MEDICAL_RECORD, Genre.STATEMENT,
        Genre.PHOTO,
    }
)  # fmt: skip
COVERING = frozenset({Genre.LETTER, Genre.EMAIL})

_MARKS = 32  # per wording
LEAST_WORDING = 20  # equal marks of 32: about six of ten runs of three words are the same
_BANDS = 16  # of four bits each
LEAST_PHOTO = 11  # equal bands of 16: five bits that differ are never too many
_PLAIN = range(8, 57)  # bits set; a picture of one grey tells nothing
_LEAST_WORDS = 15
_TELLING_WORDS = 60  # so many are nobody else's by chance
_MOST_WORDS = 600
_PRIME = (1 << 61) - 1
_WORD = re.compile(r"[a-z]+|[0-9]+")
_TITLES = frozenset("mr mrs ms miss mx dr prof rev jr sr ii iii iv".split())
_NUMBER = re.compile(r"(?<![\w.-])#?(?=[A-Za-z/-]*[0-9])[A-Za-z0-9]+(?:[-/_][A-Za-z0-9]+)*(?![\w-]|[.,:][0-9])")
_LEAST_NUMBER = 5  # characters of a number that is looked up wherever it stands
_LEAST_FIGURES = 6  # of one without letters
_MOST_NUMBERS = 2000
_INVOICE = re.compile(
    r"\b(?:invoice|receipt|repair order|work order|transaction|bill)\b[ \t]*(?:no|nr|num|number|id|#)?[ \t]*[.:#]*"
    r"[ \t]*"
    r"(?P<number>(?=[A-Z/-]*[0-9])[A-Z0-9]+(?:[-/][A-Z0-9]+)*)(?![A-Z0-9./-]*[0-9])",
    re.IGNORECASE,
)
_LEAST_ALONE = 8  # characters of an invoice's number that tell it without its issuer
_INVOICE_WORDS = re.compile(r"\b(?:invoice|receipt|bill|statement|page|date|copy|original|tax)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Key:
    """One thing a claim may share with another: its kind, the text to compare, and the fields it was made of."""

    kind: str
    text: str
    paths: tuple[str, ...] = ()


def keys_of(view: ClaimView) -> tuple[Key, ...]:
    """Everything of a claim by which it can be met again, likenesses aside."""
    keys = [*_numbers(view), *_vehicles(view), *_person(view), *_services(view), *_invoices(view.claim.documents)]
    return tuple({(key.kind, key.text): key for key in reversed(keys)}.values())


def papers_keys(view: ClaimView) -> tuple[Key, ...]:
    """By what papers that came in by themselves and the notice of their loss are known to belong together."""
    keys = [key for key in keys_of(view) if key.kind in _BELONGING]
    policy = solid(view.text("policy_number") or "")
    for day in loss_days(view)[:1] if len(policy) >= _LEAST_NUMBER - 1 else ():
        keys.append(Key(POLICY_DAY, f"{policy}|{day.day.isoformat()}", ("policy_number", *day.paths)))
    return tuple(Key(f"{PAPERS}{key.kind}", key.text, key.paths) for key in keys)


def are_papers(documents: Sequence[Document]) -> bool:
    """Whether all of these may come after a claim, and one of them seldom comes without one."""
    return comes_later(documents) and bool(genres_of(documents) & ATTACHED_LATER)


def likenesses_of(view: ClaimView) -> tuple[Likeness, ...]:
    """What of a claim may be met again almost the same: what was told of the loss, and its photographs."""
    told = view.text("loss_description") or view.text("additional_information") or ""
    found = list(photos_in(view.claim.documents))
    marks = wording_marks(told)
    days = loss_days(view)[:1]
    # Many tell a common accident in the same few words: a short account must be of the same day.
    if marks and days:
        found.append(Likeness(WORDING, tuple(f"{days[0].day.isoformat()}|{mark}" for mark in marks)))
    if marks and len(told.split()) >= _TELLING_WORDS:
        found.append(Likeness(WORDING, marks))
    return tuple(dict.fromkeys(found))


def photos_in(documents: Sequence[Document]) -> tuple[Likeness, ...]:
    """What the photographs among these may be met by again, whatever they belong to."""
    found = (Likeness(PHOTO, marks) for one in documents for marks in photo_marks(one.fingerprint))
    return tuple(dict.fromkeys(found))


def solid(text: str) -> str:
    """A number as it is compared: letters and figures alone, in lower case."""
    return "".join(mark for mark in text.casefold() if mark.isalnum())


def name_key(name: str) -> str:
    """First and last word of a name, without titles, initials and accents; "" for a name of one word."""
    last, comma, first = name.partition(",")
    plain = unicodedata.normalize("NFKD", f"{first} {last}" if comma and first.strip() else name).casefold()
    words = re.findall(r"[^\W\d_]+", "".join(mark for mark in plain if not unicodedata.combining(mark)))
    words = [word for word in words if len(word) > 1 and word not in _TITLES]
    return f"{words[0]} {words[-1]}" if len(words) > 1 else ""


def wording_marks(text: str) -> tuple[str, ...]:
    """A text as 32 marks, of which texts share about as many as they share runs of three words; () if it is short.

    Figures count as such only: another date or amount is the same wording.
    """
    words = ["0" if word.isdigit() else word for word in _WORD.findall(text.casefold())[:_MOST_WORDS]]
    if len(words) < _LEAST_WORDS:
        return ()
    runs = {" ".join(words[start : start + 3]) for start in range(len(words) - 2)}
    numbers = [int.from_bytes(hashlib.blake2b(run.encode(), digest_size=7).digest()) for run in runs]
    return tuple(
        f"{place}:{min((factor * number + shift) % _PRIME for number in numbers)}"
        for place, (factor, shift) in enumerate(_hashes())
    )


@cache
def _hashes() -> tuple[tuple[int, int], ...]:
    parts = [hashlib.blake2b(f"wording {place}".encode(), digest_size=14).digest() for place in range(_MARKS)]
    return tuple((int.from_bytes(part[:7]) | 1, int.from_bytes(part[7:])) for part in parts)


def photo_marks(fingerprint: str) -> tuple[tuple[str, ...], ...]:
    """A picture's fingerprint, each of its views in 16 bands; () where there is none, or it is a picture of nothing."""
    views = [one for one in fingerprint.split() if re.fullmatch(r"[0-9a-f]{16}", one)]
    if not views or int(views[0], 16).bit_count() not in _PLAIN:
        return ()
    return tuple(tuple(f"{place}:{band}" for place, band in enumerate(view)) for view in dict.fromkeys(views))


def genre_of(document: Document) -> Genre:
    """What kind of paper a document is; the body of an e-mail is one without saying so."""
    return Genre.EMAIL if document.genre is Genre.UNKNOWN and document.role == "body" else document.genre


def genres_of(documents: Sequence[Document]) -> frozenset[Genre]:
    """What kinds of paper these are."""
    return frozenset(genre_of(document) for document in documents)


def comes_later(documents: Sequence[Document]) -> bool:
    """Whether all of these are papers that may come after the claim that they belong to."""
    return bool(documents) and genres_of(documents) <= ATTACHED_LATER | COVERING


def numbers_in(documents: Sequence[Document]) -> tuple[str, ...]:
    """Whatever in the documents may be the number of a claim or a report, as it is compared."""
    found = (solid(match.group()) for document in documents for match in _NUMBER.finditer(document.text))
    told = (number for number in found if len(number) >= (_LEAST_FIGURES if number.isdigit() else _LEAST_NUMBER))
    return tuple(dict.fromkeys(told))[:_MOST_NUMBERS]


def _numbers(view: ClaimView) -> Iterator[Key]:
    for kind, path in ((CLAIM_NUMBER, "claim_number"), (REPORT, "report_number"), (POLICY, "policy_number")):
        number = solid(view.text(path) or "")
        if len(number) >= _LEAST_NUMBER - 1:
            yield Key(kind, number, (path,))


def _vehicles(view: ClaimView) -> Iterator[Key]:
    days = loss_days(view)[:1]
    for path in ("vehicle_vin", "vehicle_plate"):
        number = solid(view.text(path) or "")
        if len(number) < _LEAST_NUMBER - 1:
            continue
        yield Key(VEHICLE, number, (path,))
        for day in days:
            yield Key(VEHICLE_DAY, f"{number}|{day.day.isoformat()}", (path, *day.paths))


def _person(view: ClaimView) -> Iterator[Key]:
    name = name_key(view.text("insured_name") or "")
    day = view.text("date_of_loss")
    if name and day:
        yield Key(PERSON_DAY, f"{name}|{day}|{view.claim_type.line}", ("insured_name", "date_of_loss"))


def _services(view: ClaimView) -> Iterator[Key]:
    patient = name_key(view.text("patient_name") or "")
    provider = view.text("billing_provider_npi") or solid(view.text("billing_provider_name") or "")
    if not patient or not provider:
        return
    born = view.text("patient_date_of_birth") or ""
    for row in view.rows("service_lines"):
        procedure, day = view.text(f"{row}.procedure"), view.text(f"{row}.date_from")
        if procedure and day:
            paths = ("patient_name", f"{row}.procedure", f"{row}.date_from")
            yield Key(SERVICE, f"{patient}|{born}|{provider}|{procedure}|{day}", paths)


def _invoices(documents: Sequence[Document]) -> Iterator[Key]:
    for document in documents:
        if genre_of(document) not in (Genre.INVOICE, Genre.RECEIPT):
            continue
        issuer = _issuer(document.text)
        for number in {solid(match["number"]) for match in _INVOICE.finditer(document.text)}:
            if len(number) >= _LEAST_ALONE and not number.startswith(("19", "20")):
                yield Key(INVOICE, number)
            elif issuer and len(number) > 2:
                yield Key(INVOICE, f"{number}|{issuer}")


def _issuer(text: str) -> str:
    """The first line that names somebody: the letterhead."""
    for line in text.splitlines()[:12]:
        words = solid(_INVOICE_WORDS.sub("", line.strip().partition("   ")[0]))
        if len(words) >= 4 and not any(mark.isdigit() for mark in words):
            return words
    return ""
