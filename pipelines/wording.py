"""Wording: whether a narrative says something, and does not deny it. For triage, which asks; never for values."""

from __future__ import annotations

import re

_CLAUSE_END = re.compile(r"[.;!?\n]|\b(?:but|however|although|though|except|whereas|yet)\b", re.IGNORECASE)
_DENIED_BEFORE = re.compile(
    r"\b(?:no|not|never|nobody|none|without|denies|denied|deny|denying|neither|nor|negative|zero|nothing|cannot"
    r"|\w+n['’]t|free\s+of|instead\s+of|rather\s+than)\b(?!\s+(?:warning|signal|stopping|looking|only|just))",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^\w*\W{0,3}(?:none|nil|no\b|n/a|denied|negative|0\b|(?:was|were|is|are|has|have)\s+(?:not|neither)\b"
    r"|(?:was|were|is|are)n['’]t\b)",
    re.IGNORECASE,
)
STATE_REACH = 9  # words that a "no" reaches: "no one in either of the cars was hurt"
DEED_REACH = 2  # of a deed: "was not rear-ended", unlike "did not stop in time and rear-ended us"


def says(text: str, pattern: re.Pattern[str], reach: int = STATE_REACH) -> str | None:
    """The first words of `text` that fit `pattern` and are not denied in their clause ("no injuries"), or None.

    `reach` is how many words before them a denial may stand.
    """
    for match in pattern.finditer(text):
        before = _clause_before(text, match.start(), reach)
        if not _DENIED_BEFORE.search(before) and not _DENIED_AFTER.match(text[match.end() : match.end() + 40]):
            return " ".join(match[0].split())
    return None


def _clause_before(text: str, start: int, reach: int) -> str:
    """The few words that stand before `start` in the same clause."""
    ends = [match.end() for match in _CLAUSE_END.finditer(text, 0, start)]
    return " ".join(text[ends[-1] if ends else 0 : start].split()[-reach:])


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})", re.IGNORECASE)


# A word's common endings are left open: "fractur" is a fracture, fractured and fractures.
DEATH = _any(
    r"fatal(?:ly|ity|ities)?\b", r"died\b", r"(?:found|pronounced)\s+dead\b", r"deceased\b", r"(?:was|were)\s+killed\b",
    r"passed\s+away\b", r"succumbed\b", r"death\b",
)  # fmt: skip
AMPUTATION = _any(
    r"amputat", r"severed\b", r"loss\s+of\s+(?:an?\s+|the\s+|his\s+|her\s+)?(?:finger|hand|arm|leg|foot|eye|toe|thumb)"
)
GRAVE_INJURY = _any(
    r"fatal", r"died\b", r"(?:found|pronounced)\s+dead\b", r"deceased\b", r"killed\b", r"hospitali[sz]", r"surgery\b",
    r"(?:taken|transported|admitted|rushed|driven|brought|went|airlifted|stayed|treated|is|was|were|are)\s+(?:\w+\s+){0,4}?"
    r"hospital\b", r"emergency\s+room\b", r"^\W*hospital\b",
    r"intensive\s+care", r"ICU\b", r"fractur", r"broken\s+(?:\w+\s+)?(?:arm|leg|rib|bone|hip|neck|back|wrist|ankle"
    r"|collarbone|pelvis)", r"unconscious", r"amputat", r"paraly", r"brain\b", r"spinal\b", r"skull\b", r"airlifted\b",
    r"life[- ]threatening", r"critical\s+condition", r"severe\s+burns?",
)  # fmt: skip
INJURY = _any(
    r"injur", r"hurt\b", r"whiplash\b", r"concussion", r"bruis", r"lacerat", r"sprain", r"strain(?:ed)?\b",
    r"(?:neck|back|chest|shoulder|knee)\s+pain", r"ambulance\b", r"paramedics?\s+treated", r"bleeding\b", r"burns\s+to",
)  # fmt: skip
TOTAL_LOSS = _any(
    r"total\s+loss", r"total(?:l)?ed\b", r"write[- ]?off\b", r"written\s+off\b",
    r"beyond\s+(?:economic(?:al)?\s+)?repair",
    r"burne?d?t?\s+to\s+the\s+ground", r"burned\s+down\b", r"burnt\s+down\b",
    r"completely\s+(?:destroyed|burned|burnt|submerged|gutted)", r"(?:was|were|is)\s+destroyed", r"not\s+repairable",
    r"uneconomical\s+to\s+repair",
)  # fmt: skip
STRUCTURE = _any(
    r"frame\b", r"chassis\b", r"unibody\b", r"air\s?bags?\s+(?:were\s+|was\s+|all\s+)?(?:deployed|went\s+off)",
    r"rolled\s+over", r"rollover\b", r"overturned\b", r"submerged\b", r"engulfed\b", r"structural",
)  # fmt: skip

_THEM = (
    r"(?:(?:the\s+)?(?:other|third[- ]party|adverse|second|at[- ]fault|oncoming)\s+(?:driver|vehicle|party|car|truck"
    r"|van|pickup|motorist|suv)|(?:another|a|an)\s+(?:\w+\s+){0,2}?(?:driver|vehicle|car|truck|van|pickup|motorist|suv|taxi|bus"
    r"|motorcycle|sedan)|vehicle\s*#?\s*2|veh\.?\s*2|V2|third\s+party|claimant\s+(?:driver|vehicle))"
)
_US = r"(?:me|us|my|our|insured|the\s+insured|iv|vehicle\s*#?\s*1|v1|his|her|their)"
_WRONG = (
    r"(?:ran|failed\s+to|crossed|disregarded|ignored|turned\s+(?:left\s+)?in\s+front|backed\s+into|backed\s+up\s+into"
    r"|pulled\s+out|merged\s+into|rear[- ]ended|sideswiped|struck|hit|collided\s+with|ran\s+into|cut\s+off|cut\s+in"
    r"|lost\s+control|was\s+(?:cited|ticketed|at\s+fault|speeding|texting|drunk)|admitted|received\s+a\s+(?:citation|ticket)"
    r"|swerved|changed\s+lanes|slammed\s+into|was\s+found\s+at\s+fault)"
)
THIRD_PARTY_FAULT = _any(
    r"rear[- ]ended\s+by\b", r"(?:was|were|been|got|being)\s+(?:(?!not\b|never\b)\w+\s+)?rear[- ]ended",
    rf"rear[- ]ended\s+{_US}\b",
    rf"{_THEM}(?:['’]s)?\s+(?:\w+\s+){{0,4}}?{_WRONG}",
    rf"(?:struck|hit|sideswiped|t-boned|bumped|damaged)\s+(?:from\s+behind\s+)?by\s+{_THEM}",
    r"(?:hit|struck)\s+(?:\w+\s+){0,3}?while\s+(?:it\s+was\s+)?(?:legally\s+)?parked", r"hit[- ]and[- ]run\b",
    r"(?:negligen|at\s+fault:?\s+other)", r"other\s+(?:driver|party)\s+(?:is|was)\s+at\s+fault",
)  # fmt: skip
THIRD_PARTY_CAUSE = _any(
    r"negligen", r"contractor['’]?s?\s+(?:\w+\s+){0,3}?(?:left|caused|damaged|broke|cut|failed|hit|punctured|error)",
    r"(?:left|caused|damaged|broken|cut|hit|punctured|done|installed)\s+by\s+(?:\w+\s+){0,2}?contractor",
    r"neighbou?r['’]?s\s+(?:\w+\s+){0,3}?(?:tree|branch|fence|fire|pipe|unit|flat|apartment|car|leak|hose|bath)",
    r"upstairs\s+(?:unit|apartment|flat|neighbou?r|tenant)", r"defective\b",
    r"manufactur\w+\s+defect", r"recalled\b", r"faulty\s+(?:wiring|installation|appliance|part|heater|valve|hose)",
    r"installed\s+by\b", r"improperly\s+installed", r"delivery\s+(?:truck|van|driver)", r"utility\s+company",
)  # fmt: skip
