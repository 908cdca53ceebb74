"""Guides: the loops of the 837 implementation guides as data, 4010 and 5010 together, under the ids of 5010."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

ROOT = "ST"  # what stands in a transaction set outside every loop

PROFESSIONAL, INSTITUTIONAL, DENTAL = "837P", "837I", "837D"


@dataclass(frozen=True)
class Loop:
    """One loop. Segments are tags, or a tag with its qualifiers ("DTP=573"); a loop's first segment opens it.

    `parents` are loops in which it may stand; loops of one parent stand in rising order of `rank`, those of equal rank
    in any. `needs` are segments and loops that it must hold ("N3", "DTP[472]", "2010AA"), those after a plus sign in
    5010 alone. `once` says that a second one beside it is a fault.
    """

    id: str
    parents: tuple[str, ...]
    level: int  # how deep it lies, so that a loop which came too early finds where it belongs
    rank: int
    opener: str
    element: int  # of the opener, by which it is known; 0: the tag tells all
    qualifiers: tuple[str, ...]
    holds: dict[str, tuple[str, ...]]
    needs: tuple[str, ...] = ()
    needs_5010: tuple[str, ...] = ()
    once: bool = False


@dataclass(frozen=True)
class Guide:
    """The loops of one kind of 837 by their id, and every tag that it knows."""

    kind: str
    loops: dict[str, Loop]
    children: dict[str, tuple[Loop, ...]]
    tags: frozenset[str]


_PERSON = "N2 N3 N4 REF PER"
_PAYER_PEOPLE = "N3 N4 REF PER PRV"

# id | parents | level | rank | opener | holds | needs; the opener is TAG, or TAG element=qualifier,qualifier.
_COMMON = """
ST     |             | 0 | 0 | ST             | BHT REF SE          | BHT 1000A 1000B 2000A
1000A  | ST          | 1 | 1 | NM1 1=41       | N2 N3 N4 REF PER    | PER                       | once
1000B  | ST          | 1 | 2 | NM1 1=40       | N2 N3 N4 REF PER    |                           | once
2000A  | ST          | 1 | 3 | HL 3=20        | PRV CUR             | 2010AA
2010AA | 2000A       | 2 | 1 | NM1 1=85       | PERSON              | N3 N4                     | once
2010AB | 2000A       | 2 | 2 | NM1 1=87       | PERSON              |                           | once
2010AC | 2000A       | 2 | 3 | NM1 1=PE       | PERSON              | N3 N4                     | once
2000B  | 2000A       | 2 | 4 | HL 3=22        | SBR PAT             | SBR 2010BA 2010BB
2010BA | 2000B       | 3 | 1 | NM1 1=IL       | PERSON DMG          |                           | once
2010BB | 2000B       | 3 | 2 | NM1 1=PR       | PERSON              |                           | once
2010BC | 2000B       | 3 | 2 | NM1 1=QD       | PERSON              |                           | once
2010BD | 2000B       | 3 | 2 | NM1 1=AO       | PERSON              |                           | once
2000C  | 2000B       | 3 | 6 | HL 3=23        | PAT                 | PAT 2010CA
2010CA | 2000C       | 4 | 1 | NM1 1=QC       | PERSON DMG          | N3 N4 DMG                 | once
2320   | 2300        | 6 | 3 | SBR            | CAS AMT DMG OI MIA MOA | OI 2330A 2330B
2330A  | 2320        | 7 | 1 | NM1 1=IL       | PAYER_PEOPLE        |                           | once
2330B  | 2320        | 7 | 2 | NM1 1=PR       | PAYER_PEOPLE DTP=573|                           | once
2330   | 2320        | 7 | 3 | NM1 1=QC       | PAYER_PEOPLE        |
2410   | 2400        | 7 | 1 | LIN            | SV4 CTP REF         |
2430   | 2400        | 7 | 3 | SVD            | CAS DTP=573 AMT     | DTP[573]
2440   | 2400        | 7 | 4 | LQ             | FRM                 |
"""
_CLAIM = "DTP PWK CN1 AMT REF K3 NTE CRC HI HCP"
_LINE = "PWK DTP QTY REF AMT K3 NTE HCP CN1"

_BY_KIND = {
    PROFESSIONAL: f"""
2300   | 2000C 2000B | 5 | 5 | CLM            | {_CLAIM} CR1 CR2 CR3 | 2400 + HI
2305   | 2300        | 6 | 1 | CR7            | HSD                 |
2310A  | 2300        | 6 | 2 | NM1 1=DN,P3    | PERSON PRV          |
2310B  | 2300        | 6 | 2 | NM1 1=82       | PERSON PRV          |                           | once
2310C  | 2300        | 6 | 2 | NM1 1=77,FA,LI,TL | PERSON PRV       | N3 N4                     | once
2310D  | 2300        | 6 | 2 | NM1 1=DQ       | PERSON PRV          |                           | once
2310E  | 2300        | 6 | 2 | NM1 1=PW       | PERSON              | N3 N4                     | once
2310F  | 2300        | 6 | 2 | NM1 1=45       | PERSON              | N3 N4                     | once
2310G  | 2300        | 6 | 2 | NM1 1=QB       | PERSON PRV          |                           | once
2330C  | 2320        | 7 | 3 | NM1 1=DN,P3    | PAYER_PEOPLE        |
2330D  | 2320        | 7 | 3 | NM1 1=82       | PAYER_PEOPLE        |
2330E  | 2320        | 7 | 3 | NM1 1=77,FA,LI,TL,QB | PAYER_PEOPLE  |
2330F  | 2320        | 7 | 3 | NM1 1=DQ       | PAYER_PEOPLE        |
2330G  | 2320        | 7 | 3 | NM1 1=85       | PAYER_PEOPLE        |
2400   | 2300        | 6 | 4 | LX             | {_LINE} SV1 SV4 SV5 CR1 CR2 CR3 CR5 CRC MEA PS1 HSD | SV1 + DTP[472]
2420A  | 2400        | 7 | 2 | NM1 1=82       | PERSON PRV          |
2420B  | 2400        | 7 | 2 | NM1 1=QB       | PERSON PRV          |
2420C  | 2400        | 7 | 2 | NM1 1=77,FA,LI,TL | PERSON PRV       |
2420D  | 2400        | 7 | 2 | NM1 1=DQ       | PERSON PRV          |
2420E  | 2400        | 7 | 2 | NM1 1=DK       | PERSON PRV          |
2420F  | 2400        | 7 | 2 | NM1 1=DN,P3    | PERSON PRV          |
2420G  | 2400        | 7 | 2 | NM1 1=PW       | PERSON              |
2420H  | 2400        | 7 | 2 | NM1 1=45       | PERSON              |
2420I  | 2400        | 7 | 2 | NM1 1=PR       | PERSON              |
""",
    INSTITUTIONAL: f"""
2300   | 2000C 2000B | 5 | 5 | CLM            | {_CLAIM} CL1 QTY CR6 | 2400 + CL1 HI DTP[434]
2305   | 2300        | 6 | 1 | CR7            | HSD                 |
2310A  | 2300        | 6 | 2 | NM1 1=71       | PERSON PRV          |                           | once
2310B  | 2300        | 6 | 2 | NM1 1=72       | PERSON PRV          |                           | once
2310C  | 2300        | 6 | 2 | NM1 1=ZZ,73    | PERSON PRV          |                           | once
2310D  | 2300        | 6 | 2 | NM1 1=82       | PERSON PRV          |                           | once
2310E  | 2300        | 6 | 2 | NM1 1=77,FA    | PERSON PRV          | N3 N4                     | once
2310F  | 2300        | 6 | 2 | NM1 1=DN       | PERSON PRV          |                           | once
2330C  | 2320        | 7 | 3 | NM1 1=71       | PAYER_PEOPLE        |
2330D  | 2320        | 7 | 3 | NM1 1=72       | PAYER_PEOPLE        |
2330E  | 2320        | 7 | 3 | NM1 1=ZZ,73    | PAYER_PEOPLE        |
2330F  | 2320        | 7 | 3 | NM1 1=77,FA    | PAYER_PEOPLE        |
2330G  | 2320        | 7 | 3 | NM1 1=82       | PAYER_PEOPLE        |
2330H  | 2320        | 7 | 3 | NM1 1=DN       | PAYER_PEOPLE        |
2330I  | 2320        | 7 | 3 | NM1 1=85       | PAYER_PEOPLE        |
2400   | 2300        | 6 | 4 | LX             | {_LINE} SV2 SV4     | SV2
2420A  | 2400        | 7 | 2 | NM1 1=72       | PERSON PRV          |
2420B  | 2400        | 7 | 2 | NM1 1=ZZ,73    | PERSON PRV          |
2420C  | 2400        | 7 | 2 | NM1 1=82       | PERSON PRV          |
2420D  | 2400        | 7 | 2 | NM1 1=DN       | PERSON PRV          |
2420E  | 2400        | 7 | 2 | NM1 1=71       | PERSON PRV          |
""",
    DENTAL: f"""
2300   | 2000C 2000B | 5 | 5 | CLM            | {_CLAIM} DN1 DN2 QTY | 2400
2310A  | 2300        | 6 | 2 | NM1 1=DN,P3    | PERSON PRV          |
2310B  | 2300        | 6 | 2 | NM1 1=82       | PERSON PRV          |                           | once
2310C  | 2300        | 6 | 2 | NM1 1=77,FA    | PERSON PRV          | + N3 N4                   | once
2310D  | 2300        | 6 | 2 | NM1 1=DD       | PERSON PRV          |                           | once
2310E  | 2300        | 6 | 2 | NM1 1=DQ       | PERSON PRV          |                           | once
2330C  | 2320        | 7 | 3 | NM1 1=DN,P3    | PAYER_PEOPLE        |
2330D  | 2320        | 7 | 3 | NM1 1=82       | PAYER_PEOPLE        |
2330E  | 2320        | 7 | 3 | NM1 1=DQ       | PAYER_PEOPLE        |
2330F  | 2320        | 7 | 3 | NM1 1=85       | PAYER_PEOPLE        |
2330G  | 2320        | 7 | 3 | NM1 1=77,FA    | PAYER_PEOPLE        |
2330H  | 2320        | 7 | 3 | NM1 1=DD       | PAYER_PEOPLE        |
2400   | 2300        | 6 | 4 | LX             | {_LINE} SV3 TOO     | SV3
2420A  | 2400        | 7 | 2 | NM1 1=82       | PERSON PRV          |
2420B  | 2400        | 7 | 2 | NM1 1=DD       | PERSON PRV          |
2420C  | 2400        | 7 | 2 | NM1 1=DQ       | PERSON PRV          |
2420D  | 2400        | 7 | 2 | NM1 1=77,FA    | PERSON PRV          |
2420E  | 2400        | 7 | 2 | NM1 1=PR       | PERSON              |
""",
}

# Elements made of components: what else holds the component's character is text.
COMPOSITES: dict[str, frozenset[int]] = {
    "CLM": frozenset({5, 11}),
    "SV1": frozenset({1, 7}),
    "SV2": frozenset({2}),
    "SV3": frozenset({1, 4, 11}),
    "SV5": frozenset({1}),
    "SVD": frozenset({3}),
    "TOO": frozenset({3}),
    "CTP": frozenset({5}),
    "HI": frozenset(range(1, 13)),
}

# Segments of which several stand side by side, told apart by the element that says what they are about.
QUALIFIED: dict[str, int] = dict.fromkeys("NM1 REF DTP AMT PER PRV QTY NTE CAS CRC PWK LQ".split(), 1)

# What an element must be where its segment stands: tag, its qualifiers ("" for any), element, required, longest.
_ELEMENTS = """
ST  | | 1! 2!9
BHT | | 1! 2! 3:50 4!
HL  | | 1!12 3!
NM1 | 85 | 2! 3!60 4:35 9:80
NM1 | IL | 2! 3!60 4:35 9:80
NM1 | PR | 2! 3!60 9:80
NM1 | QC | 2! 3!60 4:35 9:80
NM1 | 41 40 | 2! 3!60 8! 9!80
NM1 | | 2! 3:60 4:35 9:80
N3  | | 1!55 2:55
N4  | | 1!30 2:2 3:15
SBR | | 1!1 3:50 4:60
PAT | | 1:2
DMG | D8 | 1! 2!35
REF | | 1!3 2!50
PER | | 1! 2:60
CLM | | 1!38 2!18 5!
DTP | | 1! 2! 3!35
AMT | | 1! 2!18
HI  | | 1!
NTE | | 2!80
LX  | | 1!6
SV1 | | 1! 2!18 3! 4!15
SV2 | | 1!48 3!18 4! 5!15
SV3 | | 1! 2!18
CL1 | | 1:1 2:1 3:2
SVD | | 1! 2!18
CAS | | 1! 2!5 3!18
SE  | | 1! 2!9
"""


@dataclass(frozen=True)
class ElementRule:
    """What one element must be: there, and no longer than `longest` characters (0: any length)."""

    element: int
    required: bool
    longest: int


@cache
def guide_for(kind: str) -> Guide:
    """The guide of one kind of 837."""
    loops = {loop.id: loop for loop in map(_loop, (_COMMON + _BY_KIND[kind]).strip().splitlines()) if loop}
    children: dict[str, list[Loop]] = {}
    for loop in loops.values():
        for parent in loop.parents:
            children.setdefault(parent, []).append(loop)
    tags = {loop.opener for loop in loops.values()} | {tag for loop in loops.values() for tag in loop.holds}
    return Guide(kind, loops, {parent: tuple(found) for parent, found in children.items()}, frozenset(tags))


def _loop(line: str) -> Loop | None:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) < 6:
        return None
    tag, _, key = cells[4].partition(" ")
    element, _, qualifiers = key.partition("=")
    holds = cells[5].replace("PAYER_PEOPLE", _PAYER_PEOPLE).replace("PERSON", _PERSON)
    needs, _, needs_5010 = (cells[6] if len(cells) > 6 else "").partition("+")
    parted = [item.partition("=") for item in holds.split()]
    return Loop(
        id=cells[0],
        parents=tuple(cells[1].split()),
        level=int(cells[2]),
        rank=int(cells[3]),
        opener=tag,
        element=int(element or 0),
        qualifiers=tuple(qualifiers.split(",")) if qualifiers else (),
        holds={name: tuple(filter(None, only.split(","))) for name, _, only in parted},
        needs=tuple(needs.split()),
        needs_5010=tuple(needs_5010.split()),
        once=len(cells) > 7 and cells[7] == "once",
    )


@cache
def element_rules() -> dict[str, tuple[tuple[frozenset[str], tuple[ElementRule, ...]], ...]]:
    """By tag, the qualifiers and the rules for them; the first that fits counts, no qualifiers fit all."""
    found: dict[str, list[tuple[frozenset[str], tuple[ElementRule, ...]]]] = {}
    for line in _ELEMENTS.strip().splitlines():
        tag, qualifiers, rules = (cell.strip() for cell in line.split("|"))
        parted = (rule.replace("!", " ! ").replace(":", " : ").split() for rule in rules.split())
        made = tuple(ElementRule(int(rule[0]), rule[1] == "!", int(rule[2]) if rule[2:] else 0) for rule in parted)
        found.setdefault(tag, []).append((frozenset(qualifiers.split()), made))
    return {tag: tuple(rules) for tag, rules in found.items()}
