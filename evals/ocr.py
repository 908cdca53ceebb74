"""`python -m evals.ocr`: how much of the sample claims survives a scanner, a fax or a phone, engine by engine."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from pipelines.claim import Document, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.classifying import UNKNOWN, classify
from pipelines.errors import UnreadableError
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse, seen_surely
from pipelines.readers import ReadLimits, read
from pipelines.values.comparing import same
from sample_claims import DOCUMENTS, Case, load_cases
from sample_claims.degrading import DEGRADATIONS, degrade, rendered

_ENGINES = ("tesseract", "rapidocr", "auto")
_KINDS = ("form", "letter", "cms", "acroform")  # sample claims that come on paper


@dataclass(frozen=True)
class Score:
    """One document, made worse in one way, read by one engine."""

    case: str
    degradation: str
    engine: str
    seconds: float  # of reading, a page
    pages: int
    digital: int  # values that the digital document gives rightly
    kept: int  # of these, rightly read from the scan
    truth: int  # values that stand in the document
    right: int  # of these, rightly read from the scan
    wrong: int  # values read from the scan that are not the truth's
    silent: int  # of these, without a word that the place is hard to read
    word_errors: int
    words: int
    character_errors: int
    characters: int


def values_of(documents: Sequence[Document], case: Case) -> tuple[dict[str, Value], set[str]]:
    """What code alone reads, by path; and the paths whose words the engine was unsure of."""
    name = classify(documents, CLAIM_TYPES).claim_type
    if name == UNKNOWN:
        return {}, set()
    claim_type = CLAIM_TYPES[name]
    material = Material(tuple(documents), claim_type, case.truth.received_at.date())
    fused = fuse(claim_type, read_exact(material).readings)
    doubtful = {path for finding in fused.findings for path in finding.paths}
    return {field.path: field.value for field in fused.fields}, doubtful & {
        field.path for field in fused.fields if seen_surely(field.chosen) < 1
    }


def right_paths(values: dict[str, Value], case: Case) -> set[str]:
    """The paths of the truth whose value was read rightly."""
    claim_type = CLAIM_TYPES[case.truth.claim_type]
    found = set()
    for path, value in case.truth.fields.items():
        spec = claim_type.spec(path)
        if spec and path in values and same(spec.kind, values[path], value):
            found.add(path)
    return found


def measure(case: Case, degradation: str, engine: str, picture: bytes, digital: Sequence[Document]) -> Score:
    """Read one picture file with one engine and hold it against the digital document and the truth."""
    started = time.monotonic()
    documents = _read(picture, engine)
    seconds = time.monotonic() - started
    values, doubtful = values_of(documents, case)
    base = right_paths(values_of(digital, case)[0], case)
    right = right_paths(values, case)
    wrong = set(values) - right
    expected, seen = _words(digital), _words(documents)
    pages = sum(len(document.pages) for document in documents) or 1
    return Score(
        case=case.name,
        degradation=degradation,
        engine=engine,
        seconds=seconds,
        pages=pages,
        digital=len(base),
        kept=len(base & right),
        truth=len(case.truth.fields),
        right=len(right),
        wrong=len(wrong),
        silent=len(wrong - doubtful - set(values_of(digital, case)[0])),
        word_errors=_distance(expected, seen),
        words=len(expected),
        character_errors=_distance("".join(sorted(expected)), "".join(sorted(seen))),
        characters=sum(len(word) for word in expected),
    )


def _read(data: bytes, engine: str) -> tuple[Document, ...]:
    numbers = count(1)
    try:
        return read(data, lambda: f"document-{next(numbers)}", ReadLimits(ocr=engine)).documents
    except UnreadableError:
        return ()


def _words(documents: Sequence[Document]) -> list[str]:
    """Letters and digits, word by word in alphabetical order: columns may come in another order and be as right."""
    return sorted(
        word
        for document in documents
        for page in document.pages
        for word in "".join(c if c.isalnum() else " " for c in document.text[page.start : page.end]).split()
    )


def _distance(a: Sequence[str], b: Sequence[str]) -> int:
    """How many insertions, deletions and changes turn one into the other."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]


def cases_for(limit: int) -> list[Case]:
    """At most `limit` of the sample claims that come on paper, evenly spread."""
    found = [case for case in load_cases(DOCUMENTS) if case.truth.kind in _KINDS and case.path.suffix == ".pdf"]
    return [found[number * len(found) // limit] for number in range(min(limit, len(found)))]


def scores_of(cases: Sequence[Case], degradations: Sequence[str], engines: Sequence[str]) -> Iterator[Score]:
    """Every case, made worse in every way, read by every engine."""
    for case in cases:
        data = case.path.read_bytes()
        digital = _read(data, "none")
        for degradation in degradations:
            picture = degrade(data, degradation, case.name)
            for engine in engines:
                yield measure(case, degradation, engine, picture, digital)


def plain_tesseract(data: bytes) -> float | None:
    """Seconds a page that the command `tesseract` takes for the pages of a PDF, as pictures; None where it is not."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    from PIL import Image

    with tempfile.TemporaryDirectory(prefix="lodge-ocr-") as folder:
        pages = rendered(data)
        started = 0.0
        for number, page in enumerate(pages):
            path = Path(folder) / f"{number}.png"
            Image.fromarray(page).save(path, dpi=(200, 200))
            before = time.monotonic()
            subprocess.run(
                [program, str(path), "-", "-l", "eng"],
                check=True,
                capture_output=True,
                env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"},
            )
            started += time.monotonic() - before
        return started / len(pages)


def table(scores: Sequence[Score]) -> Table:
    """One line for each way of making pages worse and each engine."""
    made = Table(title="Fields read from degraded pages")
    for head in (
        "pages",
        "engine",
        "of digital",
        "of truth",
        "wrong",
        "unflagged",
        "word errors",
        "char errors",
        "s/page",
    ):
        made.add_column(head, justify="left" if head in ("pages", "engine") else "right")
    for kind in dict.fromkeys(score.degradation for score in scores):
        for engine in dict.fromkeys(score.engine for score in scores):
            made.add_row(kind, engine, *summed([s for s in scores if (s.degradation, s.engine) == (kind, engine)]))
    for engine in dict.fromkeys(score.engine for score in scores):
        made.add_row("all", engine, *summed([score for score in scores if score.engine == engine]))
    return made


def summed(scores: Sequence[Score]) -> tuple[str, ...]:
    """The shares of several scores, as they are shown."""

    def total(name: str) -> float:
        return float(sum(getattr(score, name) for score in scores))

    return (
        f"{total('kept') / max(1, total('digital')):.1%}",
        f"{total('right') / max(1, total('truth')):.1%}",
        f"{total('wrong'):.0f}",
        f"{total('silent'):.0f}",
        f"{total('word_errors') / max(1, total('words')):.1%}",
        f"{total('character_errors') / max(1, total('characters')):.1%}",
        f"{total('seconds') / max(1, total('pages')):.2f}",
    )


@click.command()
@click.option("--limit", type=click.IntRange(1), default=6, show_default=True, help="So many sample claims.")
@click.option("--engine", "engines", multiple=True, type=click.Choice(_ENGINES), help="Only this engine.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(DEGRADATIONS)), help="Only this degradation.")
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the scores here.")
def main(limit: int, engines: tuple[str, ...], kinds: tuple[str, ...], json_file: Path | None) -> None:
    """Degrade sample claims, read them with each engine, and compare the fields with those of the digital documents.

    "of digital": of the values which code alone reads rightly from the digital document, the share that is right from
    the scan. "unflagged": wrong values that the digital document does not give either and that no finding doubts.
    """
    cases = cases_for(limit)
    engines, kinds = engines or _ENGINES, kinds or tuple(DEGRADATIONS)
    everything = scores_of(cases, kinds, engines)
    console = Console(stderr=True)
    scores = list(track(everything, "pages", total=len(cases) * len(kinds) * len(engines), console=console))
    Console().print(table(scores))
    plain = [seconds for case in cases if (seconds := plain_tesseract(case.path.read_bytes())) is not None]
    own = [s.seconds / s.pages for s in scores if (s.engine, s.degradation) == ("tesseract", "clean")]
    if plain and own:
        ratio = sum(own) / len(own) / (sum(plain) / len(plain))
        Console().print(
            f"Clean pages: {sum(own) / len(own):.2f} s/page with Lodge's preparation and layout, "
            f"{sum(plain) / len(plain):.2f} s/page with the command tesseract: {ratio:.2f} times."
        )
    if json_file:
        json_file.write_text(json.dumps([asdict(score) for score in scores], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
