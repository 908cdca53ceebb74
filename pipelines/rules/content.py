"""Content: words in a document that speak to whoever processes it, instead of about the loss.

Such words change nothing: the model only reads, and code decides. A handler should know that they are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Document, Layer, PageSpan, Severity, Span, Word
from pipelines.grounding import span_at
from pipelines.ports import Context
from pipelines.rules.rule import ClaimView, Fault, Rule

_MOST_PLACES = 5  # per document; one is enough to make a handler look
_QUOTED_CHARACTERS = 80

_RULES_WORDS = (
    r"(?:instructions?|prompts?|guidelines?"
    r"|(?:previous|prior|above|earlier|system|validation|processing|business|your|these)\s+(?:rules?|directions?))"
)
_CHECK_WORDS = (
    r"(?:checks?|verifications?|validations?|reviews?|rules?|controls?|screening|investigations?|fraud\s+\w+"
    r"|inspections?|scrutiny)"
)
_THIS_CLAIM = r"(?:this|the|my|our|such)\s+(?:claim|document|notice|submission|invoice|form|file)"
_WITHOUT = r"without\s+(?:any\s+|further\s+|more\s+|additional\s+|a\s+|human\s+|manual\s+)*"
_NEEDLESS = r"(?:needed|required|necessary|wanted)"

# Each line is one way to speak to the processing; an honest letter describes a loss and needs none of them.
PATTERNS = (
    rf"(?:ignore|disregard|forget|override|bypass)\s+(?:\w+\s+){{0,4}}{_RULES_WORDS}",
    rf"(?:skip|bypass|omit|disable|waive|suppress|turn\s+off|do\s+not\s+(?:run|perform|apply|carry\s+out))"
    rf"\s+(?:\w+\s+){{0,3}}{_CHECK_WORDS}",
    rf"(?:approve|auto-?\s?accept|rubber-?\s?stamp|green-?\s?light)\s+{_THIS_CLAIM}",
    r"accept\s+(?:this|the|my|our)\s+claim\b(?!\s+(?:for|as|form|number))",
    rf"(?:pay|settle|process|release|authori[sz]e|clear|pass)\s+{_THIS_CLAIM}\s+(?:\w+\s+){{0,4}}?"
    rf"(?:automatically|{_WITHOUT}{_CHECK_WORDS})",
    rf"(?:approved?|accept(?:ed)?|paid|pay|settled?)\s+(?:it\s+)?(?:\w+\s+){{0,2}}?{_WITHOUT}{_CHECK_WORDS}",
    rf"(?:mark|flag|set|classify|treat|label|tag|rate|score)\s+(?:{_THIS_CLAIM}|it)\s+(?:as|to)\s+(?:\w+\s+){{0,2}}?"
    r"(?:approved|accepted|valid|verified|paid|legitimate|genuine|low[\s-]risk|complete|clean|simple)",
    r"(?:do\s+not|don't|don’t|never|must\s+not)\s+(?:flag|escalate|quarantine)\b",
    rf"(?:do\s+not|don't|don’t|never|must\s+not)\s+(?:refer|review|verify|check)\s+(?:{_THIS_CLAIM}|this|it)\b",
    rf"no\s+(?:human\s+|manual\s+|further\s+|additional\s+)*{_CHECK_WORDS}\s+(?:is\s+|are\s+)?{_NEEDLESS}",
    r"you\s+are\s+(?:now\s+)?(?:an?|the)\s+(?:\w+\s+){0,2}?(?:ai|assistant|language\s+model|chatbot|bot|system|agent)\b",
    r"(?:note|attention|message|instructions?|notice)\s+(?:to|for)\s+(?:the\s+|any\s+|all\s+)?"
    r"(?:ai|llm|automated|language\s+model|assistant|model|system|software|computer|bot|parser|processing)\b",
    r"(?:system|developer|assistant)\s+(?:prompt|message|override|instruction)s?\b",
    r"as\s+an\s+ai\b",
    r"<\|\s*(?:im_start|im_end|system|user|assistant|endoftext)\s*\|>|\[/?INST\]|<</?SYS>>|#{2,}\s*(?:system|instruction)",
    r"(?:set|change|increase|raise|report|return|output|answer)\s+(?:the\s+)?(?:\w+\s+){0,2}?"
    r"(?:confidence|score|severity|tier|decision|outcome)\s+(?:to|as|of|=)",
    r"(?:respond|reply|answer)\s+only\s+with\b|output\s+(?:only\s+)?(?:the\s+)?(?:json|following)\b",
)
_SPEAKS = re.compile("|".join(rf"(?:{pattern})" for pattern in PATTERNS), re.IGNORECASE)


def instructions(view: ClaimView, context: Context) -> Iterator[Fault]:
    """One fault per document whose words, seen or hidden, address the processing."""
    for document in view.claim.documents:
        seen = [span_at(document, *match.span()) for match in _SPEAKS.finditer(document.text)]
        spans = [*seen, *_in_form(document), *_hidden(document)][:_MOST_PLACES]
        if spans:
            yield Fault(
                f"The document speaks to whoever processes it: “{_short(spans[0].text)}”;"
                " such words change nothing, but ask why they are there",
                paths=(),
                spans=tuple(spans),
            )


def _in_form(document: Document) -> Iterator[Span]:
    """Values of form fields that stand nowhere in the document's text."""
    for field in document.form:
        match = _SPEAKS.search(field.value) if field.start < 0 else None
        if match:
            boxes = (field.box,) if field.box else ()
            yield PageSpan(document_id=document.id, text=match[0], page=field.page, boxes=boxes)


def _hidden(document: Document) -> Iterator[Span]:
    """Words that no person sees on the page."""
    for page in document.pages:
        words = [word for word in page.words if word.layer is Layer.HIDDEN]
        text = " ".join(word.text for word in words)
        for match in _SPEAKS.finditer(text):
            boxes = tuple(word.box for word in _within(words, *match.span()))
            yield PageSpan(document_id=document.id, text=match[0], page=page.number, boxes=boxes)


def _within(words: list[Word], start: int, end: int) -> Iterator[Word]:
    """The words that touch the characters [start, end) of the words joined by single spaces."""
    offset = 0
    for word in words:
        if offset < end and offset + len(word.text) > start:
            yield word
        offset += len(word.text) + 1


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _QUOTED_CHARACTERS else f"{words[: _QUOTED_CHARACTERS - 1]}…"


RULES = (
    Rule("content.instructions", Severity.WARNING, "Documents speak about the loss, not to the processing",
         instructions),
)  # fmt: skip
