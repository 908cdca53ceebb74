"""Order: which of the listed actions comes next. The model may choose; it can choose nothing that is not listed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from pipelines.errors import ModelError
from pipelines.investigating.asking_again import NO_ENGINE
from pipelines.investigating.look import Action, Case, Means, Tool
from pipelines.ports import Model, Prompt
from pipelines.rules.rule import spoken

Order = Callable[[Sequence[Action], Case, Means], Action]

_MOST_CHOICES = 12
_WORDS = {
    Tool.ASK_AGAIN: "ask for it again with the lines around it",
    Tool.LOOK_CLOSER: "enlarge its place on the page and read that again",
    Tool.OTHER_DOCUMENT: "look for it in the other documents",
    Tool.LOOK_UP_POLICY: "compare with the policy register",
}
_SYSTEM = (
    "You choose the next step in checking an insurance claim that was read by a machine. Choose the step that is most "
    "likely to settle a finding."
)


def fixed(actions: Sequence[Action], case: Case, means: Means) -> Action:
    """The first: the gravest finding, and what is tried first for it."""
    return actions[0]


def at_random(seed: int) -> Order:
    """Any, the same ones for the same seed and claim."""

    def choose(actions: Sequence[Action], case: Case, means: Means) -> Action:
        return random.Random(f"{seed}:{case.claim.id}:{len(case.looks)}").choice(actions)

    return choose


def by_model(actions: Sequence[Action], case: Case, means: Means) -> Action:
    """The one that the model picks from the list; the first where it gives no usable answer."""
    model = means.model() if len(actions) > 1 else None
    if model is None:
        return actions[0]
    listed = {f"{number}": action for number, action in enumerate(actions[:_MOST_CHOICES], start=1)}
    try:
        chosen = model.answer(_prompt(listed, model)).data.get("step")
    except ModelError as error:
        if error.code in NO_ENGINE:
            raise
        chosen = None
    return listed.get(str(chosen), actions[0])


def _prompt(listed: dict[str, Action], model: Model) -> Prompt:
    lines = [
        f"{number}. Finding {action.finding.rule}: {spoken(action.path)}: {_WORDS[action.tool]}."
        for number, action in listed.items()
    ]
    schema = {
        "type": "object",
        "properties": {"step": {"enum": list(listed)}},
        "required": ["step"],
        "additionalProperties": False,
    }
    return Prompt(_SYSTEM, "Steps:\n" + "\n".join(lines), "Which step comes next? Answer with its number.", schema, 16)


# What the setting of an evaluation may name; "none" looks at nothing again.
ORDERS: dict[str, Callable[[int], Order] | None] = {
    "none": None,
    "fixed": lambda seed: fixed,
    "random": at_random,
    "model": lambda seed: by_model,
}


def order_named(name: str, seed: int = 0) -> Order | None:
    """The order of this name; None for "none". KeyError for any other."""
    make = ORDERS[name]
    return make(seed) if make else None
