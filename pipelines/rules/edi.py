"""EDI: how an X12 file is built: envelopes, loops, segments. The reader finds the faults; these rules tell them."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.rule import Check, ClaimView, Fault, Rule

_TOPIC = "edi"


def defects(rule: str) -> Check:
    """A check that no document has a defect that this rule tells."""

    def check(view: ClaimView, context: Context) -> Iterator[Fault]:
        for document in view.claim.documents:
            for defect in document.defects:
                if defect.rule == f"{_TOPIC}.{rule}":
                    yield Fault(defect.message, (), spans=defect.spans)

    return check


def _rule(name: str, severity: Severity, title: str) -> Rule:
    return Rule(f"{_TOPIC}.{name}", severity, title, defects(name))


RULES: tuple[Rule, ...] = (
    _rule("truncated", Severity.ERROR, "The X12 file goes on to its end"),
    _rule("bad_count", Severity.ERROR, "The X12 file holds as many segments, sets and groups as it counts"),
    _rule("control_number", Severity.WARNING, "The control numbers at both ends of an X12 envelope are the same"),
    _rule("hl_parent", Severity.ERROR, "The levels of the X12 file hang together"),
    _rule("loop_order", Severity.WARNING, "The loops of the X12 file stand in their order"),
    _rule("missing_segment", Severity.WARNING, "The X12 file has the segments that its guide demands"),
    _rule("unknown_segment", Severity.WARNING, "The X12 file has only segments that its guide knows"),
    _rule("element", Severity.WARNING, "Elements of the X12 file are there, and no longer than the guide allows"),
    _rule("delimiters", Severity.WARNING, "The X12 file names its delimiters where they must be named"),
    _rule("other_transaction", Severity.NOTE, "The X12 file holds claims alone"),
)
