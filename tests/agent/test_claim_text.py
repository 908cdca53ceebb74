"""A claim at a terminal: what a handler reads first is short, and nothing is said twice."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from agent.commands.claim_text import claim_text
from pipelines.claim import Claim, Finding, Severity, Signal, Tier, Triage
from pipelines.claim_types import CLAIM_TYPES
from pipelines.deciding import decide

LATE = Finding(rule="dates.late_notice", severity=Severity.WARNING, message="Told late (rule dates.late_notice).")
PLATE = Finding(rule="vehicle.same_plate", severity=Severity.ERROR, message="One plate (rule vehicle.same_plate).")
HURT = ("Injuries are reported", "Loss description says “whiplash”", "Injured person 1 is listed")
AMOUNT = "Estimate amount 20,000.00 is 15,000 or more"
TRIAGE = Triage(
    tier=Tier.COMPLEX,
    reasons=(AMOUNT, *HURT, PLATE.message, LATE.message),
    signals=(
        Signal(name="injury", reasons=HURT),
        Signal(name="referral", reasons=(PLATE.message, LATE.message)),
    ),
)


def printed(claim: Claim, width: int) -> str:
    """The claim as printed on a terminal of this width."""
    out = StringIO()
    Console(file=out, width=width, highlight=False).print(claim_text(claim, CLAIM_TYPES))
    return out.getvalue()


def a_claim() -> Claim:
    claim = Claim(id="c", source_id="s", claim_type="auto", findings=(LATE, PLATE), triage=TRIAGE)
    return claim.model_copy(update={"decision": decide(claim, CLAIM_TYPES["auto"])})


def test_triage_is_a_line_for_each_signal() -> None:
    lines = [" ".join(line.split()) for line in printed(a_claim(), 120).splitlines()]
    start = lines.index(f"triage complex: {AMOUNT}")
    assert lines[start + 1 : start + 3] == [
        f"injury {'; '.join(HURT)}",
        "referral see vehicle.same_plate, dates.late_notice below",
    ]


def test_nothing_is_said_twice_and_everything_once() -> None:
    text = " ".join(printed(a_claim(), 120).split())
    for sentence in (AMOUNT, *HURT, LATE.message, PLATE.message):
        assert text.count(sentence) == 1


def test_a_narrow_terminal_wraps_under_the_words() -> None:
    lines = printed(a_claim(), 50).splitlines()
    injury = next(number for number, line in enumerate(lines) if line.startswith("injury"))
    assert all(len(line) <= 50 for line in lines)
    assert lines[injury + 1].startswith(" " * 10) and lines[injury + 1].strip()
