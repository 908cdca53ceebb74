"""Pages: seconds to read a page, beside plain pypdf for digital ones and plain Tesseract for scanned ones.

`python -m evals.pages`: every document is read both ways by turns in the same run, several rounds; what counts are the
ratios of the medians.
"""

from __future__ import annotations

import io
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

import click
import pypdf
from PIL import Image
from rich.console import Console
from rich.progress import track

import sample_claims
from agent.commands.options import json_option, option
from agent.commands.output import console, print_json, table
from pipelines.errors import UnreadableError
from pipelines.readers import ReadLimits, read
from sample_claims.degrading import rendered

_SAMPLES = Path(sample_claims.__file__).parent / "documents"
Way = Callable[[bytes], object]


@dataclass(frozen=True)
class Pace:
    """Seconds a page of one way to read, median over documents of the median over rounds, and its ratio to plain."""

    pages: int
    way: str
    seconds: float
    plain: str
    plain_seconds: float

    @property
    def ratio(self) -> float:
        """How many times the plain way's time this takes."""
        return self.seconds / self.plain_seconds


def lodge(engine: str) -> Way:
    """Reading as Lodge does; `engine` reads pictures."""
    limits = ReadLimits(ocr=engine)
    return lambda data: read(data, lambda: str(uuid4()), limits)


def plain_pypdf(data: bytes) -> object:
    """Only the text, as pypdf gives it."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def plain_tesseract(data: bytes) -> object:
    """Only the text, as Tesseract's own command gives it."""
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        file.write(data)
        file.flush()
        return subprocess.run(["tesseract", file.name, "stdout"], capture_output=True, check=True).stdout


def pace(documents: Sequence[tuple[bytes, int]], way: tuple[str, Way], plain: tuple[str, Way], rounds: int) -> Pace:
    """Both ways on each document by turns; `documents` are bytes and how many pages they are."""
    mine, theirs = [], []
    for data, pages in documents:
        for one in (way[1], plain[1]):  # what is loaded when first needed belongs to neither
            _seconds(one, data)
        times: dict[str, list[float]] = {way[0]: [], plain[0]: []}
        for number in range(rounds):
            for name, one in (way, plain)[:: 1 if number % 2 else -1]:
                times[name].append(_seconds(one, data) / pages)
        mine.append(statistics.median(times[way[0]]))
        theirs.append(statistics.median(times[plain[0]]))
    total = sum(pages for _, pages in documents)
    return Pace(total, way[0], statistics.median(mine), plain[0], statistics.median(theirs))


def _seconds(way: Way, data: bytes) -> float:
    started = time.perf_counter()
    with suppress(UnreadableError):
        way(data)
    return time.perf_counter() - started


def paces(limit: int, rounds: int, engines: Sequence[str]) -> Iterator[Pace]:
    """Digital pages first, then pictures of the same pages with each engine."""
    files = sorted(_SAMPLES.glob("*.pdf"))
    chosen = [path.read_bytes() for path in files[:: max(1, len(files) // limit)][:limit]]
    counted = [(data, _pages(data)) for data in chosen]
    digital = [(data, pages) for data, pages in counted if pages]
    yield pace(digital, ("digital", lodge("none")), ("pypdf", plain_pypdf), rounds)
    if shutil.which("tesseract") is None:
        return
    pictures = [(_png(data), 1) for data, _ in digital[: max(1, limit // 4)]]
    for engine in engines:
        yield pace(pictures, (f"scanned, {engine}", lodge(engine)), ("tesseract", plain_tesseract), max(1, rounds // 2))


def _pages(data: bytes) -> int:
    try:
        return len(pypdf.PdfReader(io.BytesIO(data)).pages)
    except pypdf.errors.PyPdfError:
        return 0


def _png(data: bytes) -> bytes:
    """The first page as a scanner gives it, 200 dots to the inch."""
    out = io.BytesIO()
    Image.fromarray(rendered(data)[0]).convert("L").save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


@click.command("pages")
@option("--limit", type=click.IntRange(1), default=24, show_default=True, help="How many documents.")
@option("--rounds", type=click.IntRange(1), default=5, show_default=True, help="How often each is read each way.")
@option(
    "--engine", "engines", multiple=True, default=("tesseract", "auto"), show_default=True, help="What reads scans."
)
@json_option
def pages(limit: int, rounds: int, engines: tuple[str, ...], as_json: bool) -> None:
    """Measure seconds a page beside plain pypdf and plain Tesseract.

    \b
    python -m evals.pages
    python -m evals.pages --limit 8 --rounds 3 --engine tesseract --json
    """
    steps = track(paces(limit, rounds, engines), "ways", total=1 + len(engines), console=Console(stderr=True))
    found = list(steps)
    if as_json:
        print_json([{**asdict(one), "ratio": round(one.ratio, 2)} for one in found])
        return
    rows = (
        (one.way, str(one.pages), f"{1000 * one.seconds:.0f} ms", one.plain, f"{1000 * one.plain_seconds:.0f} ms",
         f"{one.ratio:.1f}")
        for one in found
    )  # fmt: skip
    console().print(table(("pages", "number", "a page", "beside plain", "a page", "times"), rows))


if __name__ == "__main__":
    pages()
