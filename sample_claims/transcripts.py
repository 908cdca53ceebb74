"""Transcripts: a call to the claims line, turn by turn, with hesitation and corrections."""

from __future__ import annotations

from datetime import date, timedelta

from sample_claims.hand import ordinal
from sample_claims.phrases import talking
from sample_claims.phrases.turns import Turn
from sample_claims.writing import Pen

_FILLERS = (
    "Uh, ",
    "Um, ",
    "Yeah, so ",
    "Okay, ",
    "Let me see. ",
    "Well, ",
    "Hold on. Okay, ",
    "Er, ",
    "Let me think, ",
)
_SMALL_WORDS = frozenset(
    "a at about basically best call child code date first from in it like my next no not on over policy reading report"
    " self send so that the then there they this total under we yeah yes you".split()
)
_AGENT_NODS = (
    "Okay.",
    "Thank you.",
    "Got it.",
    "All right.",
    "I see.",
    "Mm-hm.",
    "Perfect.",
    "I am sorry to hear that.",
)


def transcribe(pen: Pen) -> str:
    """The whole call as text."""
    scene, rng = pen.scene, pen.rng
    agent, caller = rng.choice(
        (("Agent", "Caller"), ("AGENT", "CALLER"), (scene.extras["taker_first"], "Caller"), ("A", "C"))
    )
    started = f"{rng.randint(8, 17):02d}:{rng.randint(0, 59):02d}"
    lines = [
        rng.choice(
            (
                f"Call transcript, line {rng.randint(2, 9)}, {started}",
                f"[Recording starts {started}]",
                "CLAIMS LINE CALL, MACHINE TRANSCRIPT",
            )
        )
    ]
    lines += ["", f"{agent}: {rng.choice(talking.GREETINGS).replace('AGENT', _taker(pen))}"]
    lines.append(f"{caller}: {rng.choice(talking.HELLOS[scene.claim_type])}")
    for question, replies, always in _turns(pen):
        if not always and rng.random() > 0.5:
            continue
        reply = pen.pick(replies)
        if not reply:
            continue
        nod = f"{rng.choice(_AGENT_NODS)} " if rng.random() < 0.4 else ""
        lines.append(f"{agent}: {nod}{rng.choice(question)}")
        lines.append(f"{caller}: {_hesitate(pen, reply) if rng.random() < 0.45 else reply}")
        if rng.random() < 0.12 and (aside := pen.pick(talking.ASIDES)):
            lines.append(f"{caller}: {aside}")
    lines.append(f"{agent}: {rng.choice(talking.ENDS)}")
    lines.append(
        f"{caller}: {rng.choice(('Thanks, bye.', 'Okay, thank you.', 'Great, bye now.', 'Thank you so much.'))}"
    )
    return "\n".join(lines) + "\n"


def _taker(pen: Pen) -> str:
    """The name of whoever takes the call: in a loss notice, the one to whom the loss is reported."""
    if pen.scene.claim_type == "health":
        return pen.scene.extras["taker"]
    return pen.tell("reported_to")


def _hesitate(pen: Pen, reply: str) -> str:
    """The reply after a filler; only words that are no names lose their capital."""
    filler = pen.rng.choice(_FILLERS)
    first, _, rest = reply.partition(" ")
    if filler.endswith((", ", "so ")) and first.strip(",.").lower() in _SMALL_WORDS:
        first = first.lower()
    return f"{filler}{first} {rest}".rstrip()


def _turns(pen: Pen) -> list[Turn]:
    """Questions and the replies to them; the day of the loss is sometimes put right in the same breath."""
    _slip(pen)
    turns: list[Turn] = []
    for topic, (question, replies, always) in talking.TURNS[pen.scene.claim_type].items():
        if topic == "lines":
            turns += _line_turns(pen)
        elif topic == "when" and pen.rng.random() < 0.5:
            turns.append((question, talking.CORRECTED[pen.scene.claim_type], always))
        else:
            turns.append((question, replies, always))
    return turns


def _slip(pen: Pen) -> None:
    path = "date_of_loss" if pen.scene.claim_type != "health" else "service_lines[0].date_from"
    right = date.fromisoformat(str(pen.scene.values[path]))
    wrong = right - timedelta(days=pen.rng.choice((1, 2, 3)))
    pen.scene.extras |= {"wrong_day": f"{wrong:%B} {ordinal(wrong.day)}", "wrong_weekday": f"{wrong:%A}"}


def _line_turns(pen: Pen) -> list[Turn]:
    turns: list[Turn] = []
    for number in range(1, pen.scene.rows("service_lines")):
        replies = tuple(
            text.replace("[N]", f"[{number}]").replace("calledN", f"called{number}") for text in talking.MORE_LINES
        )
        turns.append((("Anything else?", "What is the next one?", "And after that?", "More lines?"), replies, True))
    return turns
