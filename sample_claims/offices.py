"""Letters of a firm: its office manager or personnel department tells what happened."""

from __future__ import annotations

from types import ModuleType

from sample_claims.phrases import liability, workers_comp
from sample_claims.writing import Pen

KITS: dict[str, ModuleType] = {"liability": liability, "workers_comp": workers_comp}
_SOMETIMES = 0.5  # how often a fact that a letter can do without is in it
_ASIDE = 0.2


def body(pen: Pen) -> tuple[str, ...]:
    """The paragraphs of a firm's letter."""
    kit = KITS[pen.scene.claim_type]
    paragraphs = [pen.rng.choice(kit.OPENINGS)]
    for group in kit.ORDER:
        said = [text for topic in group if (text := _said(pen, kit, topic))]
        if said and pen.rng.random() < _ASIDE and (aside := pen.pick(kit.TOPICS["aside"])):
            said.insert(pen.rng.randint(0, len(said)), aside)
        if said:
            paragraphs.append(" ".join(said))
    left = [text for path in sorted(pen.scene.must - set(pen.written)) if (text := _wanted(pen, kit, path))]
    paragraphs += [" ".join(left)] if left else []
    return (*paragraphs, pen.rng.choice(kit.CLOSINGS))


def signature(pen: Pen) -> tuple[str, ...]:
    """The lines below the sign-off: who writes, as what, for whom."""
    lines = [pen.scene.extras["short_name"], pen.scene.extras["post"]]
    if pen.scene.knows("insured_name"):
        lines.append(pen.tell("insured_name"))
    return tuple(lines)


def _said(pen: Pen, kit: ModuleType, topic: str) -> str:
    if topic not in kit.ALWAYS and pen.rng.random() > _SOMETIMES:
        return ""
    return pen.pick(kit.TOPICS[topic])


def _wanted(pen: Pen, kit: ModuleType, path: str) -> str:
    wanted = [text for templates in kit.TOPICS.values() for text in templates if "{" + path + "}" in text]
    return pen.pick(wanted) if pen.scene.knows(path) else ""
