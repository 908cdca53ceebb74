"""Rounds: every contender on the same papers, in turn, several times over.

Each round of each kind of run has processes of its own, so that no engine has any of a round's papers in its cache; all
of them start on the same invented letter, and what that takes since the process was started is a cold start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TypeVar

from agent.settings import Settings
from evals.benching.children import Child
from evals.benching.contenders import Contender
from evals.benching.journal import Journal
from evals.benching.papers import WARM_UP, Paper, shuffled, warm_up
from evals.benching.takes import BACKLOG, COLD, ONCE, SINGLE, Record, Take

T = TypeVar("T")

NO_MODEL = "none"  # the model's name of a contender that needs none
_NOTHING = Take(seconds=0.0, parts={})
Told = Callable[[int], None]  # so many papers more have been read


@dataclass(frozen=True)
class Plan:
    """What is to be measured. Seconds are measured on `timed`, the other `papers` are read once."""

    contenders: tuple[Contender, ...]
    models: tuple[str, ...]
    papers: tuple[Paper, ...]
    timed: tuple[Paper, ...]
    rounds: int
    seed: int

    @property
    def once(self) -> tuple[Paper, ...]:
        """The papers that are read once, to count what is right."""
        timed = {paper.number for paper in self.timed}
        return tuple(paper for paper in self.papers if paper.number not in timed)

    @property
    def readings(self) -> int:
        """How many papers will be read, by all together."""
        teams = sum(len(self.team(model)) for model in self.models)
        return teams * (2 * self.rounds * len(self.timed) + len(self.once))

    def team(self, model: str) -> list[Contender]:
        """Who is measured under this model; one that needs none is measured under the first."""
        return [one for one in self.contenders if one.needs_model or model == self.models[0]]


class Rounds:
    """Works a plan off, and keeps every take in the journal."""

    def __init__(self, plan: Plan, settings: Settings, journal: Journal, told: Told) -> None:
        self._plan = plan
        self._settings = settings
        self._journal = journal
        self._told = told
        self._first = warm_up()

    def run(self) -> None:
        """Everything that the journal does not have yet."""
        for model in self._plan.models:
            for number in range(self._plan.rounds):
                self._single(model, number, SINGLE, shuffled(self._plan.timed, self._plan.seed, number))
                self._backlog(model, number)
            self._single(model, 0, ONCE, self._plan.once)

    def _single(self, model: str, number: int, run: str, papers: Sequence[Paper]) -> None:
        """Paper by paper, each by all contenders in turn; who begins changes from paper to paper."""
        team = self._plan.team(model)
        open_ = [paper for paper in papers if not all(self._has(model, one, run, number, paper.number) for one in team)]
        self._told((len(papers) - len(open_)) * len(team))
        if not open_:
            return
        with ExitStack() as stack:
            children = [stack.enter_context(self._child(one, model, number)) for one in _turned(team, number)]
            for place, paper in enumerate(open_):
                for child in _turned(children, place):
                    if not self._has(model, child.contender, run, number, paper.number):
                        self._keep(model, child, run, number, paper.number, child.read(paper))
                self._told(len(team))
            for child in children:
                # The engines have now held what they hold at most.
                last = open_[-1].number
                self._keep(model, child, f"{run} memory", number, last, _NOTHING, child.memory())

    def _backlog(self, model: str, number: int) -> None:
        """One contender after the other with all papers at once; who begins changes from round to round."""
        papers = self._plan.timed
        for one in _turned(self._plan.team(model), number):
            if not self._has(model, one, BACKLOG, number, None):
                with self._child(one, model, number) as child:
                    takes, whole = child.read_all(papers)
                    name = _model_of(one, model)
                    parts = [
                        Record(model=name, contender=one.name, run=BACKLOG, round=number, paper=paper.number, take=take)
                        for paper, take in zip(papers, takes, strict=True)
                    ]
                    sums = parts[0].model_copy(
                        update={"run": f"{BACKLOG} whole", "take": whole, "memory": child.memory()}
                    )
                    self._journal.add(*parts, sums)
            self._told(len(papers))

    @contextmanager
    def _child(self, contender: Contender, model: str, number: int) -> Iterator[Child]:
        """A contender at work that has read the invented letter, which is kept as a cold start."""
        with Child(contender, model, self._settings) as child:
            self._keep(model, child, COLD, number, WARM_UP, child.first(self._first))
            yield child

    def _has(self, model: str, contender: Contender, run: str, number: int, paper: int | None) -> bool:
        return self._journal.has(_model_of(contender, model), contender.name, run, number, paper)

    def _keep(
        self,
        model: str,
        child: Child,
        run: str,
        number: int,
        paper: int,
        take: Take,
        memory: dict[str, int] | None = None,
    ) -> None:
        name = _model_of(child.contender, model)
        record = Record(
            model=name, contender=child.contender.name, run=run, round=number, paper=paper, take=take, memory=memory
        )
        self._journal.add(record)


def _model_of(contender: Contender, model: str) -> str:
    return model if contender.needs_model else NO_MODEL


def _turned(items: Sequence[T], number: int) -> list[T]:
    """The same items, begun with another one each time."""
    place = number % len(items)
    return [*items[place:], *items[:place]]
