"""Fit the weights of the score: `python -m evals.fit --run RESULTS CASES …`.

RESULTS is a file that `lodge eval --resume` has kept, CASES what it was run on: a folder, a seed, or "samples". What a
score is shown to be worth must be measured on other documents than those its weights were fitted on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from evals.cases import open_cases
from evals.logistic import Example, Signs, fit, log_loss
from evals.report import sureness_cells
from evals.results import Progress
from evals.running import score_cases
from evals.scoring import Proposal
from evals.sureness import sureness
from evals.weights_page import write_table
from pipelines.claim import ReadingSource
from pipelines.claim_types import CLAIM_TYPES
from pipelines.errors import LodgeError, UsageError
from pipelines.surety import AGAINST, FOR, Weights, surety, weights

_FILE = click.Path(dir_okay=False, exists=True, path_type=Path)
_WEIGHTS = Path(__file__).parent.parent / "pipelines" / "surety.json"
_HELD_OUT = "held_out"
_SIGNS = Signs(FOR, AGAINST)
_PENALTIES = (1.0, 3.0, 10.0)
_FOLDS = 5
_MOST_OF_ONE = 60  # values: a loss run has thousands, and all of one page go right or wrong together
_PROBABILITIES = frozenset({"unlikely_token", "improbable"})
_SILENCED = 0.25  # how much such an example counts beside the true one: enough to weigh "no_probability"
_SMALLEST = 0.005  # a weight below it is none


class Told(NamedTuple):
    """The proposals of one document of one run; a document keeps its name in every run."""

    case: str
    proposals: tuple[Proposal, ...]


@click.command()
@click.option("--run", "runs", type=(_FILE, str), multiple=True, required=True, metavar="RESULTS CASES",
              help="A run's results, and its cases; may be given several times.")  # fmt: skip
@click.option("--write", is_flag=True, help="Make these the weights of the pipeline, and renew the table in docs/.")
@click.option("--json", "as_json", is_flag=True, help="Print the weights as JSON.")
def main(runs: tuple[tuple[Path, str], ...], write: bool, as_json: bool) -> None:
    """Fit the weights that turn a value's traits into its score, and say what they are worth.

    What is printed as "other documents" comes of weights that were fitted without the document they judge.
    """
    try:
        told = [one for file, cases in runs for one in _told(file, cases)]
        if len({right for one in told for right in _marks(one)}) < 2:
            raise UsageError("The runs hold no wrong value, or no right one: there is nothing to tell apart.")
    except LodgeError as error:
        raise click.ClickException(str(error)) from None
    console = Console(stderr=True)
    apart = {
        penalty: _crossed(told, penalty)
        for penalty in track(_PENALTIES, "fitting", console=console, disable=not console.is_terminal)
    }
    penalty = min(apart, key=lambda one: _cost(told, apart[one]))
    found = Weights(fitted_on=_described(told), weights=_tidy(fit(_examples(told), _SIGNS, penalty)))
    if as_json:
        click.echo(found.model_dump_json(indent=1))
    else:
        _report(told, found, apart[penalty], penalty)
    if write:
        _WEIGHTS.write_text(json.dumps(found.model_dump(), indent=1) + "\n", encoding="utf-8")
        write_table(found)


def _told(file: Path, name: str) -> list[Told]:
    if _HELD_OUT in Path(name).parts:
        raise UsageError("Weights are not fitted on the held-out documents: they are there to measure with.")
    first = json.loads(file.read_text(encoding="utf-8").partition("\n")[0] or "{}")
    seed = int(name) if name.isdigit() else None
    folder = None if seed is not None or name == "samples" else Path(name)
    with open_cases(folder, seed) as cases:
        results = Progress(file, first).results
        scores = score_cases(cases.cases, [*results.values()], CLAIM_TYPES)
    if not any(score.proposals for score in scores):
        raise UsageError(f"The results of --run have no value that the cases {name} speak of.")
    return [Told(score.case, score.proposals) for score in scores]


def _marks(told: Told) -> Iterable[bool]:
    return (one.right for one in told.proposals)


def _examples(told: Iterable[Told]) -> list[Example]:
    """The values to learn from; those of one document count together as at most so many, for they are much alike."""
    found = []
    for document in told:
        times = min(1.0, _MOST_OF_ONE / max(1, len(document.proposals)))
        for one in document.proposals:
            found += [Example(one.traits, one.right, times)] if one.traits else []
            if one.traits.keys() & _PROBABILITIES:
                found.append(Example(_silenced(one.traits), one.right, times * _SILENCED))
    return found


def _silenced(traits: Mapping[str, float]) -> dict[str, float]:
    """The traits as an engine would leave them that tells no probabilities."""
    return {name: amount for name, amount in traits.items() if name not in _PROBABILITIES} | {"no_probability": 1.0}


def _crossed(told: Sequence[Told], penalty: float) -> list[dict[str, float]]:
    """For each document the weights that were fitted without it, in whichever run."""
    names = sorted({one.case for one in told})
    fold = {name: number % _FOLDS for number, name in enumerate(names)}
    by_fold = [
        fit(_examples(one for one in told if fold[one.case] != number), _SIGNS, penalty) for number in range(_FOLDS)
    ]
    return [by_fold[fold[one.case]] for one in told]


def _cost(told: Sequence[Told], used: Sequence[Mapping[str, float]]) -> float:
    return sum(log_loss(_examples([one]), by) for one, by in zip(told, used, strict=True))


def _described(told: Sequence[Told]) -> str:
    values = [one for document in told for one in document.proposals if one.traits]
    wrong = sum(not one.right for one in values)
    return f"{len(values)} proposed values of {len({one.case for one in told})} documents, {wrong} of them wrong"


def _tidy(found: Mapping[str, float]) -> dict[str, float]:
    return {name: round(weight, 3) for name, weight in found.items() if abs(weight) >= _SMALLEST}


def _report(told: Sequence[Told], found: Weights, apart: Sequence[Mapping[str, float]], penalty: float) -> None:
    console = Console(width=130)
    console.print(f"Fitted on {found.fitted_on}; penalty {penalty}")
    table = Table("", "proposed", "wrong", "AUROC", "AURC", "right of the surest 80 %", "Brier", "calibration error",
                  box=None, pad_edge=False)  # fmt: skip
    ways: list[tuple[str, Sequence[Mapping[str, float]]]] = [
        ("the weights in use", [weights().weights] * len(told)),
        ("these, on the same documents", [found.weights] * len(told)),
        ("fitted on other documents", apart),
    ]
    for way, used in ways:
        for label, keep in (("", None), (", read by a model", ReadingSource.MODEL)):
            judged = [_judged(one, by, keep) for one, by in zip(told, used, strict=True)]
            table.add_row(f"{way}{label}", *sureness_cells(sureness(judged)))
    console.print(table)
    for name, weight in sorted(found.weights.items(), key=lambda item: -item[1]):
        console.print(f"{name:24}{weight:8.3f}")


def _judged(told: Told, by: Mapping[str, float], keep: ReadingSource | None) -> list[Proposal]:
    """The proposals as these weights score them."""
    return [
        Proposal(one.path, one.right, one.taken, one.source, surety(one.traits, by), one.traits)
        for one in told.proposals
        if one.traits and keep in (None, one.source)
    ]


if __name__ == "__main__":
    main()
