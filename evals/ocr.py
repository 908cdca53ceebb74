"""`python -m evals.ocr`: how much of the sample claims survives a scanner, a fax or a phone, engine by engine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from evals.cases import open_cases
from evals.ocr_scores import DIGITAL, ScanScore, documents_of, measure
from sample_claims import Case
from sample_claims.degrading import DEGRADATIONS, degrade

_ENGINES = ("tesseract", "rapidocr", "auto")
_PRINT = ("digital_form", "letter")  # kinds of sample claims that come on paper
_FILLABLE = ("acroform",)  # what their fields hold is only print on a scan


def cases_for(cases: Sequence[Case], limit: int, kinds: Sequence[str] = _PRINT) -> list[Case]:
    """At most `limit` cases that come on paper: the first of every sort ("health-cms"), evenly spread, then seconds."""
    sorts: dict[str, list[Case]] = {}
    for case in cases:
        if case.truth.kind in kinds and case.path.suffix == ".pdf" and not case.truth.duplicate_of:
            sorts.setdefault(case.name.rpartition("-")[0], []).append(case)
    chosen: list[Case] = []
    for turn in range(max((len(group) for group in sorts.values()), default=0)):
        layer = [group[turn] for group in sorts.values() if turn < len(group)]
        room = limit - len(chosen)
        chosen += layer if len(layer) <= room else [layer[at * len(layer) // room] for at in range(room)]
    return chosen


def scores_of(cases: Sequence[Case], degradations: Sequence[str], engines: Sequence[str]) -> Iterator[ScanScore]:
    """Every case as it was made, and made worse in every way, read by every engine."""
    for case in cases:
        data = case.path.read_bytes()
        digital = documents_of(data, "none")
        yield measure(case, "as made", DIGITAL, data, digital)
        for degradation in degradations:
            picture = degrade(data, degradation, case.name)
            for engine in engines:
                yield measure(case, degradation, engine, picture, digital)


def table(scores: Sequence[ScanScore]) -> Table:
    """One line for each way of making pages worse and each engine."""
    made = Table(title="Values read from degraded pages, without a model")
    heads = ("pages", "engine", "right", "wrong", "missing", "silent", "right, flagged", "word errors", "CPU s/page")
    for head in heads:
        made.add_column(head, justify="left" if head in ("pages", "engine") else "right")
    for group in dict.fromkeys(score.group for score in scores):
        own = [score for score in scores if score.group == group]
        for kind, engine in dict.fromkeys((score.degradation, score.engine) for score in own):
            label = kind if group == "print" else f"{group}, {kind}"
            made.add_row(label, engine, *summed([s for s in own if (s.degradation, s.engine) == (kind, engine)]))
        for engine in dict.fromkeys(score.engine for score in own if score.engine != DIGITAL):
            made.add_row(f"all of {group}", engine, *summed([score for score in own if score.engine == engine]))
    return made


def summed(scores: Sequence[ScanScore]) -> tuple[str, ...]:
    """The counts of several scores, as they are shown."""

    def total(name: str) -> float:
        return float(sum(getattr(score, name) for score in scores))

    return (
        f"{total('right') / max(1, total('truth')):.1%}",
        f"{total('wrong'):.0f}",
        f"{total('missing') / max(1, total('truth')):.1%}",
        f"{total('silent'):.0f}",
        f"{total('flagged') / max(1, total('right')):.1%}",
        f"{total('word_errors') / max(1, total('words')):.1%}",
        f"{total('seconds') / max(1, total('pages')):.2f}",
    )


@click.command()
@click.option("--limit", type=click.IntRange(1), default=8, show_default=True, help="So many documents.")
@click.option("--seed", type=int, help="Documents made freshly from this seed, instead of the sample claims.")
@click.option("--acroforms", is_flag=True, help="Fillable forms instead: on a scan their fields are only print.")
@click.option("--engine", "engines", multiple=True, type=click.Choice(_ENGINES), help="Only this engine.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(DEGRADATIONS)), help="Only this degradation.")
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the scores here.")
def main(
    limit: int,
    seed: int | None,
    acroforms: bool,
    engines: tuple[str, ...],
    kinds: tuple[str, ...],
    json_file: Path | None,
) -> None:
    """Degrade documents, read them with each engine, and hold the values against the truth.

    "wrong": values that are not the truth's; "silent": those of which nothing tells, no finding and a score of at least
    0.9; "right, flagged": right values that a person is asked to look at all the same. "word errors":
    insertions, deletions and changes against the digital document's words in their order.
    """
    engines, kinds = engines or _ENGINES, kinds or tuple(DEGRADATIONS)
    with open_cases(None, seed) as found:
        cases = cases_for(found.cases, limit, _FILLABLE if acroforms else _PRINT)
        total = len(cases) * (len(kinds) * len(engines) + 1)
        everything = scores_of(cases, kinds, engines)
        scores = list(track(everything, "pages", total=total, console=Console(stderr=True)))
    Console(width=120).print(table(scores))
    if json_file:
        json_file.write_text(json.dumps([asdict(score) for score in scores], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
