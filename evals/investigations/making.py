"""Make: the cases, each kind from its own seed: those that a further look can settle, and those that none can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from evals.investigations.case import Doubt
from evals.investigations.papers import Notice, estimate, mailed, police_report, scanned, scene_of
from pipelines.claim import Value
from sample_claims.drafting import draft
from sample_claims.facts.auto import draw_auto
from sample_claims.facts.health import draw_health
from sample_claims.facts.property import draw_property
from sample_claims.hand import Hand
from sample_claims.numbers import broken_vin
from sample_claims.planning import Slot
from sample_claims.plants import PLANTS
from sample_claims.scene import Scene
from sample_claims.truth import normal, truth_of
from sample_claims.writing import Pen

Made = tuple[bytes, dict[str, Value], Scene, tuple[str, ...]]  # the last: the fields that it is about

_TOLD = {
    "policy_number": "I forgot to fill in our policy, it is {}. The rest of the form should be complete.",
    "date_of_loss": "I was not sure about the form. It happened on {}, shortly before supper.",
    "estimate_amount": "The garage called this morning. The repair will cost {} in all.",
    "insured_name": "As to the form: I am {} and the car is insured in my name.",
}
_NEAR = {
    "policy_number": "I am writing about our car insurance, policy number {}.",
    "date_of_loss": "The accident happened on {}.",
    "vehicle_vin": "The VIN of the car is {}.",
    "estimate_amount": "The repair estimate is {}.",
}
_FAR = {
    "policy_number": "You will also want the policy. We never know where we put such things, and my wife went through "
    "every drawer until she had the folder in her hands. On its cover somebody wrote {}, and that must be it.",
    "date_of_loss": "You asked on which day it was. It is not easy to say after so long a week, with the children ill "
    "and the car in the yard. We looked it up in the kitchen calendar: {} it was.",
    "estimate_amount": "Then there is what the garage wants. The man walked round the car twice, shook his head, wrote "
    "for a while and had coffee. In the end he put {} on his sheet.",
}
_LETTERS = {"0": "O", "1": "I", "5": "S", "8": "B"}
_DRAW = {"auto": draw_auto, "property": draw_property, "health": draw_health}


def made_cases() -> Iterator[Doubt]:
    """All cases, the same bytes each time."""
    for kind, (make, count, solvable) in _KINDS.items():
        for number in range(count):
            data, truth, scene, sought = make(number, f"{kind}:{number}")
            yield Doubt(f"{kind}-{number:02d}", kind, data, truth, tuple(scene.policies), solvable, sought)
    yield from _planted()


def _blank_in_the_form(number: int, seed: str) -> Made:
    """A box of the form is blank, and the e-mail that it came with says what belongs there."""
    scene = scene_of(seed)
    path = tuple(_TOLD)[number % len(_TOLD)]
    notice = Notice(scene)
    form = notice.pdf(blank=(path,))
    other = Pen(scene, Hand(scene.rng, "letter"))
    words = _TOLD[path].format(other.tell(path))
    data = mailed(f"Good morning,\n\nattached is our notice of loss. {words}\n\nThank you.\n", [("form.pdf", form)])
    return data, {**notice.truth, path: normal(scene, path, other.written[path])}, scene, (path,)


def _small_in_the_scan(number: int, seed: str) -> Made:
    """A value was filled in small, and the scan is poor."""
    scene = scene_of(seed)
    path = ("date_of_loss", "vehicle_vin", "policy_number", "estimate_amount")[number % 4]
    size, dots = ((5.0, 150), (6.0, 100), (4.5, 150))[number % 3]
    notice = Notice(scene, small={path: size})
    return scanned(notice.pdf(), dots), notice.truth, scene, (path,)


def _letter_for_a_figure(number: int, seed: str) -> Made:
    """Somebody typed O for 0, and the page was scanned: in ink it is the register's number."""
    scene = _with_figure(seed, _LETTERS)
    policy = str(scene.values["policy_number"])
    at = max(place for place, sign in enumerate(policy) if sign in _LETTERS)
    notice = Notice(scene, {"policy_number": policy[:at] + _LETTERS[policy[at]] + policy[at + 1 :]})
    pdf = notice.pdf()
    return scanned(pdf, 200), {**notice.truth, "policy_number": policy}, scene, ("policy_number",)


def _slip_in_the_notice(number: int, seed: str) -> Made:
    """The notice has a wrong figure in its policy number; the garage's estimate has the right one."""
    scene = _with_figure(seed, "0123456789")
    policy = str(scene.values["policy_number"])
    paper, pen = estimate(scene)
    notice = Notice(scene, {"policy_number": _with_slip(policy)})
    data = mailed("Please find our notice and the estimate attached.\n", [("a.pdf", notice.pdf()), ("b.pdf", paper)])
    return data, {**_truth(pen), **notice.truth, "policy_number": policy}, scene, ("policy_number",)


def _slip_in_the_vin(number: int, seed: str) -> Made:
    """The VIN of the notice fails its check digit; the police report has it right."""
    scene = scene_of(seed)
    vin = str(scene.values["vehicle_vin"])
    paper, pen = police_report(scene)
    notice = Notice(scene, {"vehicle_vin": broken_vin(vin)})
    data = mailed("Attached are our notice and the police report.\n", [("a.pdf", notice.pdf()), ("b.pdf", paper)])
    return data, {**_truth(pen), **notice.truth, "vehicle_vin": vin}, scene, ("vehicle_vin",)


def _rows_in_the_scan(number: int, seed: str) -> Made:
    """An estimate in small type, scanned poorly, so that a row may be misread and the sum no longer holds."""
    scene = scene_of(seed)
    notice = Notice(scene)
    pdf, pen = estimate(scene)
    pictures = scanned(pdf, (95, 85, 80)[number % 3])
    data = mailed("Our notice, and the estimate as a scan.\n", [("a.pdf", notice.pdf()), ("b.tiff", pictures)])
    truth = {**_truth(pen), **notice.truth}
    return data, truth, scene, tuple(path for path in truth if path.startswith("estimate_lines[") and "amount" in path)


def _far_from_its_cue(number: int, seed: str) -> Made:
    """A letter without a label: what the value is, and the value, stand sentences apart."""
    scene = scene_of(seed)
    path = ("policy_number", "date_of_loss", "estimate_amount")[number % 3]
    pen = Pen(scene, Hand(scene.rng, "letter"))
    told = {name: pen.tell(name) for name in ("insured_name", "vehicle_vin", "policy_number", "date_of_loss")}
    told["estimate_amount"] = pen.tell("estimate_amount")
    far = _FAR[path].format(told[path])
    rest = " ".join(text.format(told[name]) for name, text in _NEAR.items() if name != path)
    text = f"Dear claims department,\n\n{rest} The other car hit ours at the crossing and dented the door.\n\n{far}\n\n"
    text += f"Yours truly,\n{told['insured_name']}\n"
    return text.encode(), _truth(pen), scene, (path,)


def _slip_and_nothing_else(number: int, seed: str) -> Made:
    """The policy number has a wrong figure, and no paper has the right one: the document says what it says."""
    scene = _with_figure(seed, "0123456789")
    wrong = _with_slip(str(scene.values["policy_number"]))
    notice = Notice(scene, {"policy_number": wrong})
    data = scanned(notice.pdf(), 200) if number % 2 else notice.text().encode()
    return data, {**notice.truth, "policy_number": wrong}, scene, ()


def _letter_of_a_stranger(number: int, seed: str) -> Made:
    """The number with O for 0 is that of a policy of somebody else: nothing says that it is this claim's."""
    scene = _with_figure(seed, _LETTERS)
    policy = str(scene.values["policy_number"])
    at = max(place for place, sign in enumerate(policy) if sign in _LETTERS)
    typed = policy[:at] + _LETTERS[policy[at]] + policy[at + 1 :]
    notice = Notice(scene, {"policy_number": typed})
    data = scanned(notice.pdf(), 200)
    for row in scene.policies:
        row.insured_name, row.vin = "Somebody Else", ""
    return data, {**notice.truth, "policy_number": typed}, scene, ()


def _blank_and_untold(number: int, seed: str) -> Made:
    """A box is blank, and the e-mail beside the form speaks of other numbers and days."""
    scene = scene_of(seed)
    path = tuple(_TOLD)[number % len(_TOLD)]
    notice = Notice(scene)
    form = notice.pdf(blank=(path,))
    words = (
        "Attached is our notice of loss. You can reach me until 4/2/2026 under ticket TK-55120-7; I have paid $45.00 "
        "for the towing already, and Walter Pym of our office knows about it."
    )
    return mailed(f"Good morning,\n\n{words}\n", [("form.pdf", form)]), notice.truth, scene, ()


def _planted() -> Iterator[Doubt]:
    """Forms and letters of which something is wrong indeed, as the sample claims have them."""
    for line, draw in _DRAW.items():
        for number, plant in enumerate(PLANTS[line]):
            kinds = plant.kinds or ("form", "letter")
            kind = next((one for one in ("form", "letter", "packet", "cms") if one in kinds), None)
            if kind is None:
                continue
            rng = Random(f"planted:{line}:{number}")
            scene = draw(rng)
            plant.apply(scene)
            document = draft(Slot(line, kind, "columns" if kind == "form" else "txt", plant), scene)
            truth = truth_of(document, "planted")
            name = f"planted-{line}-{plant.name}"
            yield Doubt(
                name, "planted", document.data, truth.fields, tuple(scene.policies), False, (), truth.expected_findings
            )


def _truth(pen: Pen) -> dict[str, Value]:
    return {path: normal(pen.scene, path, value) for path, value in pen.written.items()}


def _with_figure(seed: str, figures: dict[str, str] | str) -> Scene:
    """A scene whose policy number has one of these figures behind its first three signs."""
    for turn in range(100):
        scene = scene_of(f"{seed}:{turn}")
        number = str(scene.values["policy_number"])
        if any(sign in figures for sign in number[3:]):
            return scene
    raise AssertionError("no such number is ever drawn")


def _with_slip(number: str) -> str:
    """The number with its last figure wrong."""
    at = max(place for place, sign in enumerate(number) if sign.isdigit())
    return f"{number[:at]}{(int(number[at]) + 4) % 10}{number[at + 1 :]}"


_Make = Callable[[int, str], Made]
_KINDS: dict[str, tuple[_Make, int, bool]] = {
    "blank_in_the_form": (_blank_in_the_form, 8, True),
    "small_in_the_scan": (_small_in_the_scan, 18, True),
    "letter_for_a_figure": (_letter_for_a_figure, 10, True),
    "slip_in_the_notice": (_slip_in_the_notice, 6, True),
    "slip_in_the_vin": (_slip_in_the_vin, 5, True),
    "far_from_its_cue": (_far_from_its_cue, 6, True),
    "rows_in_the_scan": (_rows_in_the_scan, 6, True),
    "slip_and_nothing_else": (_slip_and_nothing_else, 6, False),
    "letter_of_a_stranger": (_letter_of_a_stranger, 4, False),
    "blank_and_untold": (_blank_and_untold, 4, False),
}
