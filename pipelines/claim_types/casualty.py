"""What notices from a firm share, whoever was hurt: its policy, its name and address, whom to speak to."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.claim_types.notice import ADDRESS, BIRTH, CONTACT, EMAIL, NAME, PEOPLE, PHONE, POLICY, loss
from pipelines.claim_types.schema import FieldSpec, field, group, record

__all__ = ["ADDRESS", "BIRTH", "NAME", "PHONE", "WITNESSES", "firm", "occurrence", "policy", "speakers", "worded"]

INSURED = (
    "insured | insured information | insured details | named insured | policyholder | policyholder information"
    " | policyholder details | policy holder | insured party | insured business | the insured"
)
_TAX_NUMBER = (
    "FEIN | F.E.I.N. | federal employer identification number | federal employer id number | employer FEIN"
    " | FEIN (if applicable) | federal ID number | federal ID no | federal tax ID | federal tax ID number | EIN"
    " | employer identification number | tax ID | tax ID number | taxpayer ID | insured FEIN | insured's FEIN"
    " | employer's FEIN | federal ID | employer tax ID | FEIN number | tax identification number"
)


def worded(nouns: str, patterns: str) -> str:
    """Every pattern with every noun in its "{}": worded("claimant | injured party", "{} name | name of {}")."""
    return " | ".join(
        pattern.strip().format(noun.strip()) for noun in nouns.split("|") for pattern in patterns.split("|")
    )


def more(spec: FieldSpec, **words: str) -> FieldSpec:
    """The field with further words: more(spec, labels="a | b", phrases="…")."""
    added = {name: tuple(part.strip() for part in text.split("|")) for name, text in words.items()}
    return spec.model_copy(update={name: (*getattr(spec, name), *parts) for name, parts in added.items()})


def less(spec: FieldSpec, words: str) -> FieldSpec:
    """The field without these labels, which mean something else here."""
    gone = {part.strip() for part in words.split("|")}
    return spec.model_copy(update={"labels": tuple(label for label in spec.labels if label not in gone)})


def of(specs: Iterable[FieldSpec], names: str) -> tuple[FieldSpec, ...]:
    """Those of the fields that are named, in their own order."""
    return tuple(spec for spec in specs if spec.name in names.split())


def policy(names: str) -> tuple[FieldSpec, ...]:
    """The policy's fields of these names."""
    labels = {
        "claim_number": more(of(POLICY, "claim_number")[0], labels="occurrence number | notice number | claim file no"),
        "deductible_amount": more(of(POLICY, "deductible_amount")[0], labels="policy deductible"),
        "policy_effective_date": more(of(POLICY, "policy_effective_date")[0], phrases="policy runs from {}"
                                      " | policy period is {} | term started on {} | policy began on {}"
                                      " | in force since {} | covered since {}"),
        "policy_expiration_date": more(of(POLICY, "policy_expiration_date")[0], phrases="and ends on {}"
                                       " | does not expire until {}"),
        "carrier": more(of(POLICY, "carrier")[0], labels="carrier name | insurer name | name of carrier"
                        " | insurance company name | name of insurance company"
                        " | name of insurer", phrases="cover with {} | insured by {}"),
        "agency": more(of(POLICY, "agency")[0], labels="agency / producer | name of agency | broker/agent"),
    }  # fmt: skip
    return tuple(labels.get(spec.name, spec) for spec in of(POLICY, names))


def firm(nouns: str, sections: str, *further: FieldSpec) -> tuple[FieldSpec, ...]:
    """The insured as a firm; `nouns` are what documents call it ("insured | employer")."""
    return group(
        "insured",
        sections,
        field("insured_name", "organisation", "The firm or person that holds the policy.",
              worded(nouns, "{} | {} name | {}'s name | name of {} | name of the {} | {} (name)")
              + " | primary insured | first named insured | our insured | your insured | business name"
              " | insured business | company insured | DBA | trading name | insured firm",
              section_labels=f"{NAME} | name & address | name and address | legal name",
              form="NamedInsured_FullName_A", critical=True, required=True,
              phrases="we are {} | writing for {} | writing on behalf of {} | calling from {} | calling for {}"
              " | this is about {} | named insured is {} | policy is in the name of {} | insured is {} | i work for {}"
              " | our insured {} | your insured {} | our company is {} | our firm is {} | i run {} | i manage {}"
              " | the insured {} | on behalf of {} | employer is {} | employed by {} | name of the business is {}"
              " | it is {} on the policy | insured business is {} | our firm {} | our company {} | insured {}",
              questions="name of the business | which company | name on the policy | whose policy | what business"
              " | the insured's name | which business | your company | the employer | name of the employer"
              " | named insured | calling from"),
        field("insured_address", "address", "The insured's postal address.",
              worded(nouns, "{} address | {}'s address | {} mailing address | {}'s mailing address | address of {}"
                     " | {} street address | mailing address of {}") + " | mailing address | business address",
              section_labels=ADDRESS, form="NamedInsured_MailingAddress_LineOne_A",
              phrases="our address is {} | we are located at {} | mailing address is {} | our office is at {}"
              " | business address is {} | write to us at {} | our mailing address is {} | papers to {}"
              " | we are based at {} | our offices are at {}",
              questions="your address | mailing address | address of the business | your business address"),
        field("insured_phone", "phone", "The insured's telephone number.",
              worded(nouns, "{} phone | {}'s phone | {} phone number | {} telephone | {}'s telephone | phone of {}"
                     " | telephone of {} | {} phone #") + " | primary phone | phone # primary | business phone",
              section_labels=PHONE, form="NamedInsured_Primary_PhoneNumber_A",
              phrases="reach us at {} | reach us on {} | call us at {} | call us on {} | our number is {}"
              " | our phone is {} | our phone number is {} | call me at {} | reach me at {} | my number is {}"
              " | reach me on {} | call me on {} | office number is {} | call our office at {} | our office line is {}",
              questions="phone number | number to reach | call you back | best number | reach you | telephone number"
              " | your number"),
        field("insured_email", "email", "The insured's e-mail address.",
              worded(nouns, "{} email | {}'s email | {} e-mail | email of {} | {} email address | e-mail of {}")
              + " | primary e-mail address | primary email address",
              section_labels=EMAIL, form="NamedInsured_Primary_EmailAddress_A",
              phrases="email us at {} | our email is {} | email me at {} | write to us at {}",
              questions="your email | email address", sole=True),
        field("insured_fein", "tax_id", "The insured's federal employer identification number.",
              _TAX_NUMBER, section_labels="tax id no | fein no",
              phrases="FEIN {} | FEIN is {} | federal ID is {} | tax ID is {} | EIN is {}",
              questions="federal id | fein | tax id | employer identification number"),
        *further,
    )  # fmt: skip


def occurrence(nouns: str, names: str, **further: str) -> tuple[FieldSpec, ...]:
    """When and where it happened; `nouns` are what documents call it beside loss and accident ("injury").

    `further` are more labels by field.
    """
    own = {
        "date_of_loss": worded(nouns, "date of {} | {} date | date and time of {} | date/time of {} | date & time of {}"
                               " | {} date and time"),
        "time_of_loss": worded(nouns, "time of {} | {} time | date and time of {} | date/time of {}"
                               " | date & time of {} | {} date and time"),
        "loss_location": worded(nouns, "location of {} | place of {} | {} location | where {} occurred | site of {}"
                                " | address of {} | address where {} occurred | location where {} occurred"
                                " | place where {} occurred | {} address | street address of {}")
        + " | describe location of occurrence if not at specific street address | exact location",
        "loss_city": worded(nouns, "city of {} | {} city | town of {}"),
        "loss_state": worded(nouns, "state of {} | {} state"),
        "loss_zip": worded(nouns, "zip of {} | {} zip | zip code of {} | {} zip code"),
        "loss_description": worded(nouns, "description of {} | describe the {} | how did the {} occur | how {} occurred"
                                   " | how the {} occurred | {} description | details of {} | facts of the {}"
                                   " | account of {} | circumstances of {} | describe how {} occurred"),
    }  # fmt: skip
    own |= further
    told = {
        "loss_location": "place was {} | place is {} | place of the accident is {} | location of the occurrence is {}"
        " | place of the occurrence is {} | accident was at {}",
        "date_of_loss": "this was on {} | " + worded(nouns, "date of {} is {{}} | date of the {} is {{}}"
            " | {} occurred on {{}} | {} of {{}}"
                               " | {} on {{}} | {} happened on {{}}"),
    }  # fmt: skip
    return tuple(
        more(
            spec, **{key: words[spec.name] for key, words in (("labels", own), ("phrases", told)) if spec.name in words}
        )
        for spec in of(loss({}), names)
    )


def speakers(*further: FieldSpec) -> tuple[FieldSpec, ...]:
    """Whom to speak to, who told and who was told."""
    known = {spec.name: spec for spec in of(PEOPLE, "contact_name contact_phone reported_by reported_to")}
    known["reported_by"] = more(
        known["reported_by"],
        labels="report prepared by | preparer | preparer's name | name of preparer | preparer name",
    )
    return group("contact", CONTACT, *known.values(), *further)


WITNESSES = record(
    "witnesses",
    "People who saw it happen.",
    "witness | witnesses | witness information | witness details | witness(es) | names of witnesses",
    (
        field("name", "name", "Name of the witness.",
              "witness name | name of witness | witness | witnessed by | name | name & address | full name"),
        field("phone", "phone", "Telephone number of the witness.",
              f"witness phone | witness telephone | phone (a/c, no) | business phone | {PHONE}"),
        field("address", "address", "Address of the witness.", f"witness address | {ADDRESS}"),
    ),
    max_rows=8,
)  # fmt: skip
