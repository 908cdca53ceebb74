"""Somebody hurt at work: who, doing what, and what the job pays."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from sample_claims import numbers, people
from sample_claims.facts.casualty import pronouns, start_firm
from sample_claims.scene import TODAY, Scene
from sample_claims.words import casualty_losses, firms
from sample_claims.words.casualty_losses import Mishap

_TREATED = (
    "minor_by_employer",
    "minor_clinic",
    "minor_clinic",
    "emergency",
    "emergency",
    "hospitalized",
    "future_major",
)


def draw_workers_comp(rng: Random) -> Scene:
    """A clean first report of injury with everything that an ACORD 4 asks for."""
    scene, speaker = start_firm(rng, "workers_comp", casualty_losses.HR_POSTS)
    mishap = rng.choice(casualty_losses.MISHAPS)
    employee = people.draw_person(rng, age=(19, 63))
    scene.extras |= pronouns(employee)
    scene.values |= {
        "claims_administrator": rng.choice(casualty_losses.ADMINISTRATORS),
        "self_insured": False,
        "industry_code": numbers.digits(rng, 6),
        "preparer_title": scene.extras["post"],
        "preparer_phone": speaker.phone,
    }
    _employee(scene, employee, mishap)
    _wage(scene)
    _accident(scene, mishap)
    _afterwards(scene)
    return scene


def _employee(scene: Scene, employee: people.Person, mishap: Mishap) -> None:
    rng = scene.rng
    hired = TODAY - timedelta(days=rng.randint(200, 3400))
    scene.values |= {
        "employee_name": employee.name,
        "employee_address": employee.home.whole,
        "employee_phone": employee.phone,
        "employee_ssn": f"9{rng.randint(10, 99)}-{rng.randint(11, 49)}-{rng.randint(1111, 9898)}",  # never issued
        "employee_date_of_birth": employee.born.isoformat(),
        "employee_sex": employee.sex,
        "marital_status": rng.choice(("single", "married", "married", "divorced", "widowed")),
        "dependents": rng.randint(0, 4),
        "date_hired": hired.isoformat(),
        "state_of_hire": str(scene.values["loss_state"]),
        "occupation": mishap.job,
        "employment_status": rng.choice(("full_time", "full_time", "part_time", "seasonal")),
        "class_code": mishap.code,
    }
    scene.must |= {"employee_name"}


def _wage(scene: Scene) -> None:
    rng = scene.rng
    days = rng.choice((3, 4, 5, 5, 5))
    if rng.random() < 0.6:
        rate, period = rng.randint(1450, 3600) * 1, "hour"
        weekly = rate * 8 * days
    else:
        weekly = rng.randint(480, 1500) * 100
        rate, period = weekly, "week"
    scene.values |= {
        "wage_rate": f"{rate // 100}.{rate % 100:02d}",
        "wage_period": period,
        "average_weekly_wage": f"{weekly // 100}.{weekly % 100:02d}",
        "days_per_week": days,
        "full_pay_injury_day": rng.random() < 0.7,
        "salary_continued": rng.random() < 0.3,
    }


def _accident(scene: Scene, mishap: Mishap) -> None:
    rng = scene.rng
    hour = rng.randint(8, 17)
    provided = rng.random() < 0.7
    scene.values |= {
        "time_of_loss": f"{hour:02d}:{rng.randrange(0, 60, 5):02d}",
        "work_began_time": f"{rng.randint(5, hour - 2):02d}:{rng.choice((0, 30)):02d}",
        "loss_description": mishap.form,
        "on_premises": True,
        "department": mishap.department,
        "injury_type": mishap.injury,
        "body_part": mishap.part,
        "cause_code": mishap.cause,
        "equipment": mishap.equipment,
        "activity": mishap.activity,
        "work_process": mishap.process,
        "safeguards_provided": provided,
    }
    if provided:
        scene.values["safeguards_used"] = rng.random() < 0.6
    scene.told |= {"loss_description": mishap.told}


def _afterwards(scene: Scene) -> None:
    rng = scene.rng
    hurt, told = (date.fromisoformat(str(scene.values[path])) for path in ("date_of_loss", "date_reported"))
    treated = rng.choice(_TREATED)
    notified = hurt + timedelta(days=rng.randint(0, min(2, (told - hurt).days)))
    scene.values |= {
        "employer_notified_date": notified.isoformat(),
        "last_work_date": hurt.isoformat(),
        "initial_treatment": treated,
        "fatality": False,
        "prepared_date": told.isoformat(),
    }
    if treated != "minor_by_employer":
        scene.values |= {"physician_name": people.draw_person(rng).name, "hospital_name": rng.choice(firms.HOSPITALS)}
        scene.values["disability_began_date"] = (hurt + timedelta(days=1)).isoformat()
        if treated == "minor_clinic" and told > hurt + timedelta(days=2):
            scene.values["returned_to_work_date"] = (hurt + timedelta(days=2)).isoformat()
