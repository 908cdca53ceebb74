"""Token: the words of a text in the one spelling in which labels are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# "I.D.", "e-mail", "insured's" are one word each; a lone # says "number".
_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:(?:['’\-]|\.(?=[a-z]))[^\W_]+)*|#")
# Fonts whose "ti" is one glyph lose it in many a PDF: "Informa.on", "Descrip.on".
_LOST_LIGATURE = re.compile(r"(?<=[a-z])\.(?=[a-z])")
_MARKS = re.compile(r"[^a-z0-9#]")
_SAME = {
    "no": "number",
    "num": "number",
    "nbr": "number",
    "nr": "number",
    "#": "number",
    "nos": "number",
    "tel": "phone",
    "telephone": "phone",
    "ph": "phone",
    "addr": "address",
    "dob": "birthdate",
    "eff": "effective",
    "exp": "expiration",
    "est": "estimated",
    "amt": "amount",
    "veh": "vehicle",
    "vehicles": "vehicle",
    "lic": "license",
    "licence": "license",
    "acct": "account",
    "desc": "description",
    "cond": "condition",
    "pt": "patient",
    "dept": "department",
    "w": "with",
    "insureds": "insured",
    "owners": "owner",
    "drivers": "driver",
    "patients": "patient",
    "claimants": "claimant",
    "physicians": "physician",
    "providers": "provider",
}
_SILENT = {"the"}  # "address of the loss" is "address of loss"
_PHRASES = {("date", "of", "birth"): "birthdate", ("birth", "date"): "birthdate"}


@dataclass(frozen=True)
class Token:
    """One word: how labels spell it, and where it stands."""

    word: str
    start: int
    end: int


def tokens_of(text: str, offset: int = 0) -> list[Token]:
    """The words of `text`, their places counted from `offset`."""
    found = [Token(_spelling(m.group()), m.start() + offset, m.end() + offset) for m in _TOKEN.finditer(text)]
    return _join_phrases([token for token in found if token.word not in _SILENT])


@lru_cache(maxsize=20_000)
def _spelling(word: str) -> str:
    # A possessive s belongs to the word before it: insured's, insureds and insured are one.
    # Capitals often go without their accents: VEHICULE is véhicule.
    word = unicodedata.normalize("NFKD", word.casefold())
    plain = re.sub(r"['’]s$", "", _LOST_LIGATURE.sub("ti", word))
    plain = _MARKS.sub("", plain) or plain
    return _SAME.get(plain, plain)


def _join_phrases(tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    position = 0
    while position < len(tokens):
        for phrase, word in _PHRASES.items():
            window = tokens[position : position + len(phrase)]
            if tuple(token.word for token in window) == phrase:
                joined.append(Token(word, window[0].start, window[-1].end))
                position += len(phrase)
                break
        else:
            joined.append(tokens[position])
            position += 1
    return joined


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """The spellings of the words of a label."""
    return tuple(token.word for token in tokens_of(text))
