"""The sections and titles of liability notices and first reports of injury."""

Sections = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def _paths(names: str) -> tuple[str, ...]:
    return tuple(names.split())


_POLICY = "carrier agency policy_number policy_effective_date policy_expiration_date claim_number"
LIABILITY: Sections = (
    (
        ("Policy", "Policy information", "Insurance"),
        _paths(f"{_POLICY} policy_form retroactive_date deductible_amount"),
    ),
    (
        ("Insured", "Insured information", "Named insured"),
        _paths("insured_name insured_address insured_phone insured_email insured_fein contact_name contact_phone"),
    ),
    (
        ("Limits", "Policy limits", "Limits of insurance"),
        _paths(
            "general_aggregate products_aggregate each_occurrence_limit premises_damage_limit medical_expense_limit"
            " personal_injury_limit"
        ),
    ),
    (
        ("Occurrence", "Loss", "Details of loss"),
        _paths(
            "date_of_loss time_of_loss date_reported loss_location loss_city loss_state loss_zip authority_contacted"
            " report_number loss_description"
        ),
    ),
    (
        ("Type of liability", "Liability information", "Liability"),
        _paths(
            "liability_type premises_interest premises_type product_role product_type product_manufacturer"
            " product_location"
        ),
    ),
    (
        ("Claimant", "Injured / property damaged", "Injured party"),
        _paths(
            "claimant_name claimant_address claimant_phone claimant_age claimant_sex claimant_occupation"
            " claimant_employer"
        ),
    ),
    (
        ("Injury or damage", "Injury and damage", "Injury / damage"),
        _paths(
            "injury_description taken_to fatality activity property_description property_estimate property_location"
            " property_seen_when"
        ),
    ),
    (("witnesses",), ()),
    (
        ("Attorney and suit", "Litigation", "Attorney / suit"),
        _paths("attorney_represented attorney_name attorney_phone suit_filed suit_served_date demand_amount"),
    ),
    (("Report", "Reported by"), _paths("reported_by reported_to")),
)
WORKERS_COMP: Sections = (
    (
        ("Employer", "Employer information"),
        _paths("insured_name insured_address insured_phone insured_email insured_fein industry_code"),
    ),
    (
        ("Carrier / claims administrator", "Insurance", "Policy information"),
        _paths(f"{_POLICY} claims_administrator self_insured"),
    ),
    (
        ("Employee", "Employee / wage", "Injured worker"),
        _paths(
            "employee_name employee_address employee_phone employee_ssn employee_date_of_birth employee_sex"
            " marital_status dependents date_hired state_of_hire occupation employment_status class_code"
        ),
    ),
    (
        ("Wage", "Wage information", "Wages"),
        _paths("wage_rate wage_period average_weekly_wage days_per_week full_pay_injury_day salary_continued"),
    ),
    (
        ("Occurrence", "Accident", "Injury information"),
        _paths(
            "work_began_time date_of_loss time_of_loss last_work_date employer_notified_date disability_began_date"
            " loss_location loss_city loss_state loss_zip on_premises department injury_type body_part cause_code"
            " equipment activity work_process loss_description safeguards_provided safeguards_used"
        ),
    ),
    (
        ("Treatment", "Medical treatment"),
        _paths("initial_treatment physician_name hospital_name returned_to_work_date fatality date_of_death"),
    ),
    (("witnesses",), ()),
    (
        ("Report", "Preparer information"),
        _paths("contact_name contact_phone date_reported prepared_date reported_by preparer_title preparer_phone"),
    ),
)
SECTIONS = {"liability": LIABILITY, "workers_comp": WORKERS_COMP}
TITLES = {
    "liability": (
        "GENERAL LIABILITY NOTICE OF OCCURRENCE / CLAIM",
        "Liability Claim Form",
        "NOTICE OF LIABILITY OCCURRENCE",
        "Third Party Liability Report",
    ),
    "workers_comp": (
        "WORKERS COMPENSATION - FIRST REPORT OF INJURY OR ILLNESS",
        "Employer's First Report of Injury",
        "EMPLOYER'S REPORT OF ACCIDENT AT WORK",
        "First Report of Occupational Injury or Disease",
    ),
}
