"""Fuzzing: good and hostile files are changed at random, and nothing but UnreadableError may come of reading them.

Every reader is tried below the net that takes all its errors for damage; what comes after the readers (classify, read
what is exact, plan, fuse, check) may raise nothing at all. Each change follows from the seed and the file's number.
"""

from __future__ import annotations

import argparse
import logging
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import FrameType

from branch import branch_settings, notice

from agent.assembling import State
from agent.graph import work_through
from agent.sandbox import STRIKES, Sandbox, SandboxLimits
from agent.site import Site, documents_of, init_home, open_site
from hostile.case import HostileFile
from hostile.corpus import CORPUS, FOUND
from hostile.mails import attached, mixed
from hostile.offices import cells, docx, paragraph, xlsx
from hostile.pdfs import form, paper
from hostile.pictures import drawn
from hostile.structured import batch, claim, many
from pipelines.errors import UnreadableError
from pipelines.readers import READERS, ReadLimits, read
from pipelines.readers.reader import ReadTask

_MAX_SEED_BYTES = 60_000
_MAY_TAKE_SECONDS = 10  # of processor time; a small file that takes longer hangs
_LIMITS = ReadLimits(max_unpacked=4 << 20, max_pixels=1_000_000, ocr="none")
_NOW = datetime(2026, 4, 1, tzinfo=UTC)

_FIELD = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (b) /Rect [9 9 99 99] >>"


class HangError(Exception):
    """It took longer than a small file may."""


@dataclass
class Findings:
    """What fuzzing found: each kind of failure once, with the first file that showed it."""

    tried: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: dict[str, bytes] = field(default_factory=dict)

    def add(self, error: BaseException, data: bytes, where: str) -> None:
        """Keep the failure, if it is another than those before."""
        trace = [one for one in traceback.extract_tb(error.__traceback__) if "pipelines" in one.filename]
        place = f"{Path(trace[-1].filename).name}:{trace[-1].name}" if trace else "?"
        name = f"{where}: {type(error).__name__} at {place}"
        if name not in self.failures or len(data) < len(self.failures[name]):
            self.failures[name] = data


def seeds() -> list[bytes]:
    """Good files of every reader, and the hostile ones that are small."""
    rows = b"Policy Number: AP-1\nDate of Loss: 2026-03-02\n"
    good = [
        paper(),
        form(b"6 0 R", [_FIELD], b"/Annots [6 0 R]"),
        mixed([b"Content-Type: text/plain\n\n" + rows, attached(paper()), attached(rows, kind=b"text/plain")]),
        notice(1),
        batch(3),
        claim(),
        many(2),
        claim() + b"\n" + claim() + b"\n",
        docx(paragraph(b"Policy Number: AP-1") * 3),
        xlsx(cells(3, 3)),
        b"<html><body><h1>NOTICE</h1><table><tr><td>Policy Number<td>AP-1</table></body></html>",
        b"{\\rtf1\\ansi{\\fonttbl\\f0 Arial;}\\f0\\b Policy Number:\\b0  AP-1\\par Date of Loss: 2026-03-02\\par}",
        *(drawn(kind, (120, 60)) for kind in ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")),
    ]  # fmt: skip
    samples = Path(__file__).resolve().parents[2] / "sample_claims" / "documents"
    files = sorted(path for path in samples.glob("*") if path.suffix in (".pdf", ".eml", ".txt"))[::12]
    good += [data for path in files if len(data := path.read_bytes()) <= _MAX_SEED_BYTES]
    return good + [data for file in CORPUS if (data := _small(file))]


def _small(file: HostileFile) -> bytes:
    if file.kind in ("archive", "picture") or "GB" in file.name or "MB" in file.name or "million" in file.name:
        return b""  # bombs, and what takes long to make
    data = file.make() if file.small else b""
    return data if len(data) <= _MAX_SEED_BYTES else b""


def changed(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """`data` with a few changes of the kinds that break parsers."""
    held = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(held) + 1)
        end = min(len(held), at + chance.choice((1, 2, 4, 16, 200)))
        match chance.randrange(9):
            case 0:
                held[at:end] = chance.randbytes(end - at)
            case 1:
                del held[at:end]
            case 2:
                held[at:at] = held[at:end] * chance.choice((1, 3, 50))
            case 3:
                held[at:end] = chance.choice(_TOKENS)
            case 4:
                start = chance.randrange(len(other) + 1)
                held[at:at] = other[start : start + chance.choice((4, 40, 400))]
            case 5:
                del held[at:]
            case 6 if end > at:
                held[at] ^= 1 << chance.randrange(8)
            case 7:
                held[at:at] = chance.choice(_TOKENS) * chance.choice((1, 30, 300))
            case _:
                other_at = chance.randrange(len(held) + 1)
                held[at:end], held[other_at : other_at + 4] = held[other_at : other_at + 4], held[at:end]
    return bytes(held[:_MAX_SEED_BYTES])


_TOKENS = (
    b"0", b"-1", b"4294967295", b"9" * 40, b"1e999", b"NaN", b"\0", b"\xff\xff\xff\xff", b"\n", b"~", b"*", b":", b"^",
    b"[", b"]", b"{", b"}", b"<", b">", b"(", b")", b'"', b"'", b"\\", b"<<", b">>", b" 0 R", b" obj\n", b"endstream",
    b"null", b"true", b"[[", b'{"a":', b"CLM*", b"HL*1*1*22*1~", b"SE*", b"ISA*", b"--", b"=?utf-8?B?", b"\r", b"\t",
    b"\xe2\x80\xae", b"\xc0\x80", b"2026-02-30", b"$-1.00", b"Date of Loss: ", b"99999-99-99", b"\\bin", b"\\u-1?",
    b"<td colspan=9999>", b"&#x110000;", b"</table>", b"/Kids", b"/Parent", b"/Length 99999999",
)  # fmt: skip


def below_the_net(data: bytes, ids: Iterator[int]) -> str:
    """Read with the first reader that takes the bytes, without the net; the outcome's name."""

    def inner(data: bytes, task: ReadTask) -> object:
        return read(data, lambda: str(next(ids)), _LIMITS)

    task = ReadTask(lambda: str(next(ids)), _LIMITS, inner, count(1), has_time=lambda: False)  # type: ignore[arg-type]
    for reader in READERS:
        if reader.recognises(data):
            reader.read(data, task)
            return reader.name
    return "nobody's"


def after_the_readers(site: Site, data: bytes, ids: Iterator[int]) -> None:
    """Take whatever documents there are through the corridor."""
    try:
        documents = read(data, lambda: str(next(ids)), _LIMITS, has_time=lambda: False).documents
    except UnreadableError:
        return
    for ordinal in sorted({document.claim for document in documents})[:3]:
        own = documents_of(documents, ordinal)
        corridor = site.corridor_for(_NOW)
        work_through(corridor, State(claim_id=str(next(ids)), source_id="source", ordinal=ordinal, documents=own))
    [document.model_dump_json() for document in documents]


def guarded(findings: Findings, where: str, data: bytes, work: Callable[[], object]) -> None:
    """Do `work` within the time that it may take, and keep whatever else than UnreadableError comes of it."""
    signal.setitimer(signal.ITIMER_VIRTUAL, _MAY_TAKE_SECONDS)
    try:
        findings.outcomes[f"{where}: {work()}"] += 1
    except UnreadableError as error:
        findings.outcomes[f"{where}: {error.code}"] += 1
    except Exception as error:  # MemoryError and RecursionError among them
        findings.add(error, data, where)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def hunt(site: Site, sandbox: Sandbox, chosen: Sequence[bytes], seed: int, minutes: float, findings: Findings) -> None:
    """Change, read, and look, until the time is over."""
    ids = count()
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        chance = random.Random(f"{seed}:{findings.tried}")
        data = changed(chance.choice(chosen), chance.choice(chosen), chance)
        findings.tried += 1
        # The sandbox comes first: what ends a process would end this one, and is kept.
        try:
            sandbox.read(data)
        except UnreadableError as error:
            findings.outcomes[f"sandbox: {error.code}"] += 1
            if error.code in STRIKES:
                findings.failures.setdefault(f"sandbox: {error.code} {data[:8]!r}", data)
                continue
        guarded(findings, "reader", data, lambda data=data: below_the_net(data, ids))
        guarded(findings, "corridor", data, lambda data=data: after_the_readers(site, data, ids))


def ring(number: int, frame: FrameType | None) -> None:
    """Say that it took too long."""
    raise HangError


def main() -> int:
    """Hunt, tell what was found, and keep it where asked; exit code 1 where there is something."""
    parser = argparse.ArgumentParser(prog="hostile.fuzz", description="Change files at random and read them.")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", action="store_true", help=f"keep what was found in {FOUND.name}/")
    arguments = parser.parse_args()
    signal.signal(signal.SIGVTALRM, ring)
    logging.disable()  # the libraries tell of every fault
    findings = Findings()
    limits = SandboxLimits(cpu_seconds=_MAY_TAKE_SECONDS, wall_seconds=60.0, read=_LIMITS)
    with tempfile.TemporaryDirectory() as folder:
        settings = branch_settings(Path(folder) / "home")
        init_home(settings)
        with open_site(settings) as site, Sandbox(limits) as sandbox:
            hunt(site, sandbox, seeds(), arguments.seed, arguments.minutes, findings)
    print(f"seed {arguments.seed}: {findings.tried} files, {len(findings.failures)} kinds of failure")
    for name, times in findings.outcomes.most_common(25):
        print(f"{times:7d}  {name}")
    for number, (name, data) in enumerate(findings.failures.items(), 1):
        print(f"FAILURE {number} ({len(data)} bytes) {name}")
        if arguments.keep:
            FOUND.mkdir(exist_ok=True)
            (FOUND / f"{arguments.seed}-{number:03d}").write_bytes(data)
    return 1 if findings.failures else 0


if __name__ == "__main__":
    sys.exit(main())
