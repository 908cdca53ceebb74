"""Classify: which claim type a claim's documents belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.claim import Document, Finding, Genre, Immutable, Severity
from pipelines.claim_types.schema import ClaimType
from pipelines.extracting.words import tokens_of, words_of

UNKNOWN = "unknown"
_LEAST_SCORE = 1.5  # below it, a document says too little to be called a claim of this type
# Words of every notice ("date of loss") still say that a document is one, however many types there are.
_MOST_SHARING = 2
_LEAST_LEAD = 1.15  # how many times the runner-up's score the best one must have
_FEW_WORDS = 3.0  # below it a ratio says little: a word by chance would decide
_LEAST_LEAD_OF_FEW = 0.75
_LOSS_RUN = "loss_run"
_CLAIM_BESIDE_LIST = 3.0  # a letter that only sends a loss run says less of a claim


class Classification(Immutable):
    """The claim type's name, "unknown" where none fits, with every type's score."""

    claim_type: str
    scores: dict[str, float]
    findings: tuple[Finding, ...] = ()


def classify(documents: Sequence[Document], claim_types: Mapping[str, ClaimType]) -> Classification:
    """The claim type whose words stand in the documents most clearly.

    A word counts once however often it stands there, and less where several claim types know it. A structured document
    says itself what it is. A loss run that comes with a notice is about earlier claims: the notice tells the type.
    """
    declared = _declared(documents, claim_types)
    if declared is not None:
        return declared
    return _beside_loss_run(documents, claim_types) or _by_words(documents, claim_types)


def _beside_loss_run(documents: Sequence[Document], claim_types: Mapping[str, ClaimType]) -> Classification | None:
    """What the other papers of a claim with a loss run tell; None where they tell of no claim of their own."""
    others = [document for document in documents if document.genre is not Genre.LOSS_RUN]
    if not others or len(others) == len(documents):
        return None
    kinds = {name: claim_type for name, claim_type in claim_types.items() if name != _LOSS_RUN}
    found = _by_words(others, kinds)
    is_notice = any(document.genre is Genre.NOTICE for document in others)
    if not is_notice and found.scores.get(found.claim_type, 0.0) < _CLAIM_BESIDE_LIST:
        return None
    return found.model_copy(update={"scores": {name: found.scores.get(name, 0.0) for name in claim_types}})


def _by_words(documents: Sequence[Document], claim_types: Mapping[str, ClaimType]) -> Classification:
    words = [tuple(token.word for token in tokens_of(document.text)) for document in documents]
    named = {name: _phrases(claim_type) for name, claim_type in claim_types.items()}
    sharing: dict[tuple[str, ...], int] = {}
    for phrases in named.values():
        for phrase in phrases:
            sharing[phrase] = sharing.get(phrase, 0) + 1
    present = _present(words, set(sharing))
    weighed = {phrase: min(_MOST_SHARING, count) for phrase, count in sharing.items()}
    scores = {
        name: round(sum(weight / weighed[phrase] for phrase, weight in phrases.items() if phrase in present), 3)
        for name, phrases in named.items()
    }
    best, lead = _winner(scores)
    if best is None:
        return Classification(claim_type=UNKNOWN, scores=scores, findings=(_unknown(lead),))
    return Classification(claim_type=best, scores=scores)


def _declared(documents: Sequence[Document], claim_types: Mapping[str, ClaimType]) -> Classification | None:
    """What the first structured document says it is; None where there is none."""
    said = next((document.declares for document in documents if document.declares), "")
    if not said:
        return None
    name = next((name for name, claim_type in claim_types.items() if said in claim_type.declared), None)
    if name is None:
        return Classification(claim_type=UNKNOWN, scores={}, findings=(_unknown(f"no claim type reads {said}"),))
    return Classification(claim_type=name, scores={name: 1.0})


def _phrases(claim_type: ClaimType) -> dict[tuple[str, ...], float]:
    """What speaks for a type: its cues, its title, and, less, its fields' labels of several words."""
    phrases = {words_of(label): 0.5 for _, spec in claim_type.specs() for label in spec.labels}
    phrases = {phrase: weight for phrase, weight in phrases.items() if len(phrase) > 1}
    phrases |= {words_of(cue): 1.0 for cue in claim_type.cues}
    phrases[words_of(claim_type.title)] = 3.0
    phrases.pop((), None)
    return phrases


def _present(documents: Sequence[tuple[str, ...]], phrases: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    lengths = {len(phrase) for phrase in phrases}
    found: set[tuple[str, ...]] = set()
    for words in documents:
        for length in lengths:
            grams = {words[start : start + length] for start in range(len(words) - length + 1)}
            found |= grams & phrases
    return found


def _winner(scores: Mapping[str, float]) -> tuple[str | None, str]:
    ranked = sorted(scores, key=lambda name: scores[name], reverse=True)
    if not ranked or scores[ranked[0]] < _LEAST_SCORE:
        return None, "no claim type's words stand in it"
    if len(ranked) > 1 and not _leads(scores[ranked[0]], scores[ranked[1]]):
        return None, f"it could be {ranked[0]} or {ranked[1]}"
    return ranked[0], ""


def _leads(best: float, other: float) -> bool:
    return best >= other * _LEAST_LEAD and (best >= _FEW_WORDS or best - other >= _LEAST_LEAD_OF_FEW)


def _unknown(why: str) -> Finding:
    return Finding(
        rule="classification.unknown",
        severity=Severity.ERROR,
        message=f"The kind of claim could not be told: {why} (rule classification.unknown).",
    )
