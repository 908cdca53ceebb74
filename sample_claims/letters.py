"""Letters: a scene told in sentences, paragraph by paragraph, in one tone."""

from __future__ import annotations

from dataclasses import dataclass

from sample_claims import offices
from sample_claims.phrases import auto, health, notice
from sample_claims.phrases import property as home
from sample_claims.phrases.tones import TONED
from sample_claims.writing import Pen

_TYPES = {"auto": auto, "property": home, "health": health}
_SIGN_OFFS = ("Sincerely,", "Best regards,", "Yours truly,", "Kind regards,", "Respectfully,", "Thanks,", "Regards,")
_IN_TONE = 0.75  # how often somebody who writes tersely, or in a foreign language, does so in a given sentence
_SOMETIMES = 0.42  # how often a fact that a letter can do without is in it


@dataclass(frozen=True)
class Prose:
    """A letter before it has a shape: greeting, paragraphs, sign-off and the lines below it."""

    tone: str
    greeting: str
    paragraphs: tuple[str, ...]
    sign_off: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it as plain text."""
        return "\n\n".join((self.greeting, *self.paragraphs, "\n".join(self.sign_off)))


def tell(pen: Pen) -> Prose:
    """The scene as its insured (or the clinic's billing office) would write it."""
    if pen.scene.claim_type == "health":
        return _billing_office(pen)
    if pen.scene.claim_type in offices.KITS:
        return _firm(pen)
    tone = pen.rng.choice(notice.TONES)
    paragraphs = [pen.rng.choice(notice.OPENINGS[tone]), *_paragraphs(pen, tone), pen.rng.choice(notice.CLOSINGS[tone])]
    name = str(pen.scene.values["insured_name"])
    lines = [] if tone == "terse" else [pen.rng.choice(_SIGN_OFFS)]
    signed = pen.tell("insured_name") if "insured_name" not in pen.scene.silent else ""
    lines += [signed] if signed else []
    if pen.rng.random() < 0.4 and signed:
        lines += pen.tell("insured_address").split(", ", 1) if pen.scene.knows("insured_address") else []
    if pen.rng.random() < 0.4 and pen.scene.knows("insured_phone"):
        lines.append(pen.tell("insured_phone"))
    return Prose(tone, _greeting(pen, tone), tuple(paragraphs), tuple(lines) if name else ())


def _greeting(pen: Pen, tone: str) -> str:
    carrier = pen.tell("carrier") if pen.scene.knows("carrier") and pen.rng.random() < 0.5 else ""
    agency = pen.tell("agency") if pen.scene.knows("agency") and not carrier and pen.rng.random() < 0.3 else ""
    to = carrier or agency
    choices = {
        "formal": (f"Dear {to}," if to else "Dear Sir or Madam,", "To whom it may concern,"),
        "terse": (f"{to}:" if to else "Claims dept:",),
        "angry": (f"To {to}:" if to else "To the claims department:",),
    }.get(tone, (f"Dear {to}," if to else "Hello,", "Good morning,", f"Hi {pen.scene.extras['agent_first']},"))
    choice = pen.rng.choice(choices)
    if to and to not in choice:  # the address was not used after all
        pen.written.pop("carrier" if carrier else "agency", None)
    return choice


def _paragraphs(pen: Pen, tone: str) -> list[str]:
    kit = _TYPES[pen.scene.claim_type]
    topics = {**notice.TOPICS, **kit.TOPICS}
    toned = TONED.get((pen.scene.claim_type, tone), {})
    paragraphs = []
    order = [list(group) for group in kit.ORDER]
    for group in order[1:]:
        if pen.rng.random() < 0.3:
            pen.rng.shuffle(group)
    if pen.rng.random() < 0.3:
        order[0], order[1] = order[1], order[0]
    for group in order:
        said = []
        for topic in group:
            templates = toned.get(topic, ()) if pen.rng.random() < _IN_TONE else ()
            usable = templates if any(map(pen.can, templates)) else topics[topic]
            said += [sentence] if (sentence := _sentence(pen, usable, topic in kit.ALWAYS)) else []
        if said and pen.rng.random() < 0.22 and (aside := pen.pick(topics["aside"])):
            said.insert(pen.rng.randint(0, len(said)), aside)
        if said:
            paragraphs.append(" ".join(said))
    return paragraphs + _left_over(pen, topics)


def _sentence(pen: Pen, templates: tuple[str, ...], always: bool) -> str:
    if not always and pen.rng.random() > _SOMETIMES:
        return ""
    return pen.pick(templates)


def _left_over(pen: Pen, topics: dict[str, tuple[str, ...]]) -> list[str]:
    """Sentences for what has to stand in the letter and is not there yet."""
    said = []
    for path in sorted(pen.scene.must - set(pen.written)):
        wanted = [text for templates in topics.values() for text in templates if "{" + path + "}" in text]
        sentence = pen.pick(wanted) if pen.scene.knows(path) else ""
        said += [sentence] if sentence else []
    return [" ".join(said)] if said else []


def _firm(pen: Pen) -> Prose:
    paragraphs = offices.body(pen)
    carrier = pen.rng.random() < 0.5 and pen.scene.knows("carrier")
    greeting = f"Dear {pen.tell('carrier')}," if carrier else "Dear Sir or Madam,"
    return Prose("formal", greeting, paragraphs, (pen.rng.choice(_SIGN_OFFS), *offices.signature(pen)))


def _billing_office(pen: Pen) -> Prose:
    paragraphs = [pen.rng.choice(health.OPENINGS)]
    topics = dict(health.TOPICS)
    if not pen.scene.knows("diagnoses[1].code"):
        topics["diagnosis"] = topics["diagnosis_one"]
    for group in health.ORDER:
        said = []
        for topic in group:
            text = service_lines(pen) if topic == "lines" else _sentence(pen, topics[topic], topic in health.ALWAYS)
            said += [text] if text else []
        if said and pen.rng.random() < 0.2 and (aside := pen.pick(topics["aside"])):
            said.insert(0, aside)
        if said:
            paragraphs.append(" ".join(said))
    paragraphs += [*_left_over(pen, topics), pen.rng.choice(health.CLOSINGS)]
    lines = [pen.rng.choice(_SIGN_OFFS), f"{pen.scene.extras['agent']}, billing office"]
    if pen.scene.knows("billing_provider_name"):
        lines.append(pen.tell("billing_provider_name"))
    if pen.rng.random() < 0.5:
        lines.append(f"Billing phone {pen.tell('billing_provider_phone')}")
    greeting = f"To {pen.tell('payer_name')}:" if pen.rng.random() < 0.6 else "To the claims department:"
    return Prose("formal", greeting, tuple(paragraphs), tuple(lines))


def service_lines(pen: Pen) -> str:
    """One sentence per service line."""
    said = [pen.pick(health.TOPICS["line0"])]
    for number in range(1, pen.scene.rows("service_lines")):
        said.append(pen.pick(_numbered(number)))
    return " ".join(text for text in said if text)


def _numbered(number: int) -> list[str]:
    return [text.replace("[N]", f"[{number}]").replace("calledN", f"called{number}") for text in health.LATER_LINES]
