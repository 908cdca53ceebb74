"""Interview: a person is shown what was read of a document, value by value, and confirms or corrects it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from evals.labelling.papers import LabelPaper, rows_of
from evals.labelling.places import evidence, hints_for, stands
from pipelines.claim import Value
from pipelines.claim_types import ClaimType, FieldSpec
from pipelines.values import KINDS
from sample_claims.case import Truth

KEYS = "Enter: right   or type the value   -: not in the document   s: skip   b: back   q: save and quit"
_PLAIN = {True: "yes", False: "no"}


class Quit(Exception):  # noqa: N818  # no error: the person has had enough for today
    """The person wants to stop; everything so far is kept."""


class Interview:
    """Asks about one document. `ask` gets what a person types after a text, `tell` shows a line, `save` keeps."""

    def __init__(
        self,
        paper: LabelPaper,
        claim_type: ClaimType,
        truth: Truth,
        ask: Callable[[str], str],
        tell: Callable[[str], None],
        save: Callable[[Truth], None],
    ) -> None:
        self._paper = paper
        self._type = claim_type
        self._received_on: date = truth.received_at.date()
        self._ask = ask
        self._tell = tell
        self._save = save
        self._fields = dict(truth.fields)
        self._open = list(truth.to_confirm)
        self._truth = truth

    def run(self) -> Truth:
        """The truth after every open path was asked about; raises Quit where the person stops before."""
        done: list[tuple[str, Value | None]] = []
        place = 0
        while place < len(self._open):
            path = self._open[place]
            answer = self._question(path)
            if answer == "q":
                raise Quit
            if answer == "s":
                place += 1
            elif answer == "b":
                place = self._back(done, place)
            elif self._take(path, answer):
                done.append((path, self._truth.fields.get(path)))
                self._open.remove(path)
                self._keep()
        return self._keep()

    def _question(self, path: str) -> str:
        if path.endswith("[]"):
            rows = rows_of(path[:-2], self._fields)
            self._tell(f"\n{path[:-2]}: {len(rows)} rows so far.")
            return self._ask("Another row? Enter: no, +: yes")
        spec = self._spec(path)
        value = self._fields.get(path)
        options = f" one of {', '.join(spec.options)}" if spec.options and spec.kind == "enum" else ""
        shown = "nothing was read" if value is None else _shown(value)
        self._tell(f"\n{path} ({spec.kind}{options}): {shown}")
        line = "" if value is None else evidence(self._paper.claim, self._type, path, value, self._received_on)
        if line:
            self._tell(f"    {line}")
        return self._ask(">")

    def _take(self, path: str, answer: str) -> bool:
        """Whether the answer settles the path."""
        if path.endswith("[]"):
            return self._take_row(path[:-2], answer)
        if not answer:
            return True
        if answer == "-":
            self._fields.pop(path, None)
            return True
        spec = self._spec(path)
        hints = hints_for(self._paper.claim, self._type, spec, self._received_on)
        value = KINDS[spec.kind].parse(answer, hints)
        if value is None:
            self._tell(f"That is no {spec.kind}. {_EXAMPLES.get(spec.kind, 'Type it as the document has it.')}")
            return False
        if not stands(self._paper.claim, self._type, path, value, self._received_on):
            again = self._ask(
                "That does not stand in the document as typed. Enter: keep it all the same, n: type again"
            )
            if again:
                return False
        self._fields[path] = value
        return True

    def _take_row(self, record: str, answer: str) -> bool:
        if answer != "+":
            return not answer
        row = max(rows_of(record, [*self._fields, *self._open]), default=-1) + 1
        spec = self._type.record(record)
        place = self._open.index(f"{record}[]")
        self._open[place:place] = [f"{record}[{row}].{column.name}" for column in spec.fields] if spec else []
        return False

    def _back(self, done: list[tuple[str, Value | None]], place: int) -> int:
        """The question before comes again, with what was read as its value."""
        if not done:
            self._tell("This is the first one.")
            return place
        path, value = done.pop()
        if value is None:
            self._fields.pop(path, None)
        else:
            self._fields[path] = value
        self._open.insert(place, path)
        return place

    def _spec(self, path: str) -> FieldSpec:
        spec = self._type.spec(path)
        if spec is None:
            raise AssertionError("only paths of the type are asked about")
        return spec

    def _keep(self) -> Truth:
        fields = dict(self._ordered())
        truth = self._truth.model_copy(update={"fields": fields, "to_confirm": tuple(self._open)})
        self._save(truth)
        return truth

    def _ordered(self) -> list[tuple[str, Value]]:
        """The values in the order of the type, the rows of its lists one after the other."""
        names = [spec.name for spec in self._type.fields]
        names += [
            f"{record.name}[{row}].{spec.name}"
            for record in self._type.records
            for row in rows_of(record.name, self._fields)
            for spec in record.fields
        ]
        return [(name, self._fields[name]) for name in names if name in self._fields]


_EXAMPLES = {
    "date": "Write it like 2026-03-31, or as the document has it.",
    "time": "Write it like 14:30, or as the document has it.",
    "money": "Write it like 1250.00, or as the document has it.",
    "boolean": "Write yes or no.",
    "enum": "Write one of its options.",
    "integer": "Write a whole number.",
}


def _shown(value: Value) -> str:
    return _PLAIN[value] if isinstance(value, bool) else str(value)
