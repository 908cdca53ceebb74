"""X12 837 files made for tests: whole ones, and pieces to break them with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from pipelines.claim import Defect, Document
from pipelines.readers import ReadLimits, read

GUIDES = {"837P": "005010X222A1", "837I": "005010X223A2", "837D": "005010X224A2"}
_SERVICE = {
    "837P": "SV1*HC:99213:25*{}*UN*1***1:2~",
    "837I": "SV2*0450*HC:99283*{}*UN*1~",
    "837D": "SV3*AD:D2391*{}****1~TOO*JP*3*M:O~",
}


def isa(element: str = "*", component: str = ":", ending: str = "~", control: str = "000000101") -> str:
    """An interchange header with these delimiters."""
    values = ("00", " " * 10, "00", " " * 10, "ZZ", "SENDER".ljust(15), "ZZ", "BRANCH".ljust(15), "260115", "0930", "^",
              "00501", control, "0", "T", component)  # fmt: skip
    return element.join(("ISA", *values)) + ending


def claim(number: str, kind: str = "837P", charges: Sequence[str] = ("75.00", "25.50"), extra: str = "") -> str:
    """One CLM with its lines; `extra` are segments in front of the diagnoses."""
    total = f"{sum(map(float, charges)):.2f}"
    place = "13:A:1" if kind == "837I" else "11:B:1"
    text = f"CLM*{number}*{total}***{place}*Y*A*Y*Y~"
    if kind == "837I":
        text += "DTP*434*RD8*20260105-20260107~CL1*1*7*01~"
    text += extra + "HI*ABK:J069*ABF:R059~"
    for position, charge in enumerate(charges, start=1):
        text += f"LX*{position}~{_SERVICE[kind].format(charge)}DTP*472*D8*20260105~"
    return text


def subscriber(number: int, claims: str, parent: int = 1, children: int = 0) -> str:
    """An HL 22 whose patient is the subscriber."""
    return (
        f"HL*{number}*{parent}*22*{children}~SBR*P*18*GRP{number}******CI~NM1*IL*1*OAKES*RUTH*M***MI*MEM{number}~"
        f"N3*1 PINE ST~N4*AKRON*OH*44301~DMG*D8*19800201*F~NM1*PR*2*STATE HEALTH PLAN*****PI*55555~{claims}"
    )


def dependent(number: int, parent: int, claims: str) -> str:
    """An HL 23 under an HL 22."""
    return (
        f"HL*{number}*{parent}*23*0~PAT*19~NM1*QC*1*OAKES*TIM~N3*1 PINE ST~N4*AKRON*OH*44301~DMG*D8*20150607*M~{claims}"
    )


def transaction(levels: str, kind: str = "837P", control: str = "0001", version: str | None = None) -> str:
    """A transaction set with a billing provider and these levels under it, its count right."""
    body = (
        f"ST*837*{control}*{version or GUIDES[kind]}~BHT*0019*00*77*20260112*1015*CH~"
        "NM1*41*2*CLEAR BILLING*****46*77001~PER*IC*ANN*TE*3305550100~NM1*40*2*STATE HEALTH PLAN*****46*55555~"
        "HL*1**20*1~NM1*85*2*LAKE CLINIC*****XX*1234567893~N3*9 LAKE RD~N4*AKRON*OH*44302~REF*EI*341234567~"
        f"PER*IC*JO*EM*a@b.example*TE*3305550199~{levels}"
    )
    return f"{body}SE*{body.count('~') + 1}*{control}~"


def interchange(*sets: str, control: str = "000000101", kind: str = "837P") -> str:
    """A whole file with one group."""
    group = f"GS*HC*SENDER*BRANCH*20260112*1015*1*X*{GUIDES[kind]}~"
    return f"{isa(control=control)}{group}{''.join(sets)}GE*{len(sets)}*1~IEA*1*{control}~"


def whole(kind: str = "837P", **attributes: object) -> str:
    """A file with one claim."""
    return interchange(transaction(subscriber(2, claim("A1", kind, **attributes)), kind), kind=kind)  # type: ignore[arg-type]


def documents_of(text: str | bytes, limits: ReadLimits | None = None) -> tuple[Document, ...]:
    """The documents of a file, through the registry of readers."""
    numbers = count()
    data = text if isinstance(text, bytes) else text.encode()
    return read(data, lambda: f"d{next(numbers)}", limits).documents


def defects_of(text: str) -> list[Defect]:
    """The defects of the first claim."""
    return list(documents_of(text)[0].defects)


def rules_of(text: str) -> list[str]:
    """The ids of the rules that tell the first claim's defects, each once."""
    return sorted({defect.rule for defect in defects_of(text)})


def without(text: str, starts: Callable[[str], bool]) -> str:
    """The file without the first segment that `starts` picks, SE counting again."""
    segments = text.split("~")
    segments.remove(next(segment for segment in segments if starts(segment)))
    return recounted("~".join(segments))


def recounted(text: str) -> str:
    """The file with its SE counts right again."""
    segments = text.split("~")
    start = 0
    for place, segment in enumerate(segments):
        if segment.startswith("ST*"):
            start = place
        elif segment.startswith("SE*"):
            segments[place] = f"SE*{place - start + 1}*{segment.split('*')[2]}"
    return "~".join(segments)
