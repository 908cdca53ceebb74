"""What is asked and answered on the telephone about an accident at work, by topic."""

from sample_claims.phrases.talking_liability import FIRM, OFFICE, TELL
from sample_claims.phrases.turns import POLICY, WHEN, WHERE, Turn

TURNS: dict[str, Turn] = {
    "name": FIRM,
    "policy": POLICY,
    "who": (
        ("Who was hurt?", "What is the employee's name?", "What is the name of the injured worker?", "Who got hurt?"),
        (
            "{employee_name}.",
            "It is {employee_name}.",
            "Our employee {employee_name}.",
            "That would be {employee_name}.",
        ),
        True,
    ),
    "born": (
        ("What is the employee's date of birth?", "And the date of birth?", "Date of birth?"),
        ("{employee_date_of_birth}.", "It is {employee_date_of_birth}.", "Born {employee_date_of_birth}."),
        False,
    ),
    "social": (
        ("Do you have the social security number?", "And the social?"),
        ("{employee_ssn}.", "Yes, it is {employee_ssn}.", "The SSN is {employee_ssn}."),
        False,
    ),
    "job": (
        ("What is the job title?", "What is the occupation?", "What does the employee do? The job title, please."),
        ("{occupation}.", "{occupation}, that is the title.", "It is {occupation}."),
        True,
    ),
    "hired": (
        ("When was the employee hired?", "Hired when?", "What is the date of hire?"),
        ("{date_hired}.", "It was {date_hired}.", "Hired on {date_hired}."),
        False,
    ),
    "wage": (
        ("What is the rate of pay?", "What is the wage?", "How much do you pay?"),
        (
            "{~wage_period=hour}It is {wage_rate} per hour.",
            "{~wage_period=hour}{wage_rate} an hour.",
            "{~wage_period=week}It is {wage_rate} per week.",
            "{~wage_period=week}{wage_rate} a week.",
        ),
        True,
    ),
    "average": (
        ("What is the average weekly wage?", "And the average weekly wage?"),
        ("{average_weekly_wage}.", "It is {average_weekly_wage}.", "That comes to {average_weekly_wage}."),
        False,
    ),
    "when": WHEN,
    "where": WHERE,
    "what": TELL,
    "injury": (
        ("What is the nature of the injury?", "What kind of injury is it?", "What type of injury?"),
        ("{injury_type}.", "It is a {injury_type}.", "{injury_type}, the doctor says."),
        True,
    ),
    "part": (
        ("Which part of the body?", "What part of the body is affected?", "Which body part?"),
        ("{body_part}.", "The {body_part}.", "It is the {body_part}."),
        True,
    ),
    "told": (
        ("When was the employer notified?", "When were you told?", "When did you find out?"),
        ("{employer_notified_date}.", "It was {employer_notified_date}.", "On {employer_notified_date}."),
        False,
    ),
    "treated": (
        ("How was it treated?", "Was there any medical treatment?", "What was the treatment?"),
        (
            "{~initial_treatment=minor_by_employer}Just first aid.",
            "{~initial_treatment=minor_by_employer}First aid by employer, nothing else.",
            "{~initial_treatment=minor_clinic}At a walk-in clinic.",
            "{~initial_treatment=minor_clinic}A clinic looked at it.",
            "{~initial_treatment=emergency}In the emergency room.",
            "{~initial_treatment=emergency}The emergency department treated it.",
            "{~initial_treatment=hospitalized}Admitted to the hospital.",
            "{~initial_treatment=hospitalized}Kept overnight, still hospitalized.",
            "{~initial_treatment=future_major}Lost time anticipated, the doctor says.",
            "{~initial_treatment=future_major}There is major medical anticipated.",
        ),
        True,
    ),
    "hospital": (
        ("Which hospital or clinic?", "Which hospital?", "What hospital was it?"),
        ("{hospital_name}.", "It was {hospital_name}.", "{hospital_name}, I think."),
        False,
    ),
    "back": (
        ("When did the employee return to work?", "Returned to work when?"),
        ("{returned_to_work_date}.", "Back at work on {returned_to_work_date}."),
        False,
    ),
    "phone": OFFICE,
}
