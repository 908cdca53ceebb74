"""Dental claims: teeth and surfaces, work on teeth that are gone, predeterminations, orthodontics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.identifiers import of_kind
from pipelines.rules.rule import ClaimView, Fault, Rule, sentence_case, spoken
from pipelines.rules.services import in_order
from pipelines.values.dental import INTERNATIONAL, UNIVERSAL, teeth

ONLY = ("dental",)
# Fillings, crowns, root canals, extractions: work on one tooth, by the first figures of its code.
ON_ONE_TOOTH = re.compile(r"D(?:2[1-3]|27[1-9]|29[1-4]|3[1-4]|71[1-4]|72[1-5])")
# A filling says which surfaces it fills.
FILLING = re.compile(r"D2(?:1[4-6]|33|39)")
# What is done to a tooth that must still be there.
ON_A_STANDING_TOOTH = re.compile(r"D(?:2[1-9]|3[1-4]|71[1-4])")


def tooth(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Teeth that the numbering in use does not know."""
    for row in view.rows("service_lines"):
        path = f"{row}.tooth"
        said, system = view.text(path), view.text(f"{row}.tooth_system")
        known = {"JP": UNIVERSAL, "JO": INTERNATIONAL}.get(system or "", UNIVERSAL | INTERNATIONAL)
        odd = [one for one in teeth(said or "") if one not in known]
        if odd:
            name = {"JP": "universal", "JO": "international"}.get(system or "", "universal or the international")
            yield Fault(
                f"{sentence_case(spoken(path))} is {', '.join(odd)}; the {name} numbering has no such tooth", (path,)
            )


def tooth_missing(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Work on one tooth that does not say on which."""
    for row in view.rows("service_lines"):
        code = view.text(f"{row}.procedure") or ""
        if ON_ONE_TOOTH.match(code) and not view.has(f"{row}.tooth"):
            yield Fault(f"Procedure {code} is done to one tooth; {spoken(f'{row}.tooth')} not found",
                        (f"{row}.procedure", f"{row}.tooth"))  # fmt: skip


def surfaces_missing(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A filling that does not say which surfaces it fills, or surfaces of no tooth."""
    for row in view.rows("service_lines"):
        code = view.text(f"{row}.procedure") or ""
        if FILLING.match(code) and not view.has(f"{row}.surfaces"):
            yield Fault(f"Procedure {code} is a filling; {spoken(f'{row}.surfaces')} not found",
                        (f"{row}.procedure", f"{row}.surfaces"))  # fmt: skip
        elif view.has(f"{row}.surfaces") and not view.has(f"{row}.tooth"):
            yield Fault(f"{sentence_case(spoken(f'{row}.surfaces'))} stands without a tooth", (f"{row}.surfaces",))


def missing_tooth_treated(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A filling, crown, root canal or extraction of a tooth that the claim says is missing."""
    gone: dict[str, str] = {}
    for row in view.rows("missing_teeth"):
        if view.text(f"{row}.status") in (None, "missing"):
            gone |= dict.fromkeys(teeth(view.text(f"{row}.tooth") or ""), f"{row}.tooth")
    for row in view.rows("service_lines"):
        path = f"{row}.tooth"
        if ON_A_STANDING_TOOTH.match(view.text(f"{row}.procedure") or ""):
            for one in teeth(view.text(path) or ""):
                if one in gone:
                    yield Fault(
                        f"{sentence_case(spoken(path))} is {one}, which the claim lists as missing", (path, gone[one])
                    )


def predetermination_dated(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A request for predetermination whose services have days already, or a bill whose services have none."""
    asks = view.text("transaction_type") == "predetermination"
    dated = [f"{row}.date_from" for row in view.rows("service_lines") if view.has(f"{row}.date_from")]
    if asks and dated:
        yield Fault(
            f"The claim asks for a predetermination, but {len(dated)} of its services have been dated",
            ("transaction_type", *dated),
        )
    undated = [
        f"{row}.date_from"
        for row in view.rows("service_lines")
        if view.has(f"{row}.charge") and not view.has(f"{row}.date_from")
    ]
    if not asks and undated:
        yield Fault(f"{', '.join(map(sentence_case, map(spoken, undated)))} not found", tuple(undated))


def accident_incomplete(view: ClaimView, context: Context) -> Iterator[Fault]:
    """An accident without its day, or a car accident without its state."""
    cause = view.text("treatment_cause")
    if cause and not view.has("accident_date"):
        yield Fault(f"Treatment results from {spoken(cause)}; accident date not found",
                    ("treatment_cause", "accident_date"))  # fmt: skip
    if cause == "auto_accident" and not view.has("auto_accident_state"):
        yield Fault("Treatment results from auto accident; auto accident state not found",
                    ("treatment_cause", "auto_accident_state"))  # fmt: skip


RULES = (
    Rule("medical.tooth", Severity.WARNING, "Teeth are numbered as the numbering in use has them", tooth,
         needs=("service_lines[].tooth",), types=ONLY, optional=True),
    Rule("medical.tooth_surfaces", Severity.WARNING, "Tooth surfaces and areas are as such codes are made",
         of_kind("tooth_surfaces", "oral_area"), types=ONLY),
    Rule("medical.tooth_missing", Severity.WARNING, "Work on one tooth says on which", tooth_missing,
         needs=("service_lines[].procedure",), types=ONLY, optional=True),
    Rule("medical.surfaces_missing", Severity.WARNING, "Fillings say which surfaces they fill", surfaces_missing,
         needs=("service_lines",), types=ONLY, optional=True),
    Rule("medical.missing_tooth_treated", Severity.ERROR, "No work is done on teeth that are missing",
         missing_tooth_treated, needs=("missing_teeth[].tooth", "service_lines[].tooth"), types=ONLY, optional=True),
    Rule("medical.accident_incomplete", Severity.WARNING, "An accident has its day, a car accident its state",
         accident_incomplete, needs=("treatment_cause",), types=ONLY, optional=True),
    Rule("dates.predetermination", Severity.WARNING, "Services are dated unless a predetermination is asked for",
         predetermination_dated, needs=("service_lines",), types=ONLY, optional=True),
    Rule("dates.prior_placement", Severity.WARNING, "The earlier prosthesis came before the new one",
         in_order("prior_placement_date", "service_lines[0].date_from"),
         needs=("prior_placement_date", "service_lines[].date_from"), types=ONLY, optional=True),
)  # fmt: skip
