"""Numbers that look like the real thing: VINs and NPIs with their check digits, policy numbers, phones, plates."""

from __future__ import annotations

from random import Random

_VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
_VIN_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    "P": 7,
    "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_YEAR_LETTERS = "ABCDEFGHJKLMNPRSTVWXY123456789"  # 2010 = A; repeats every 30 years
_POLICY_SHAPES = {
    "auto": (
        "AC-#########",
        "PAP #### ####",
        "AUTO-####-####",
        "A@ ###-###-##",
        "####.###.##",
        "PA#-####-##",
        "@@#######",
    ),
    "property": ("HO3-####-##", "HO-#######", "H@ ### ### ##", "DP3-#####-#", "####.###.##", "HP########", "FO-####-@"),
    "liability": ("CGL-#######", "GL ### ####", "GL#-####-##", "BOP-####-###", "@@@ #######", "####.###.##"),
    "workers_comp": ("WC-#######", "WC ### ## ##", "WCA#-######", "@@## ######", "WC-####-##-#", "######-##"),
    "health": ("GRP-#####", "######-##", "@@######", "G####-###", "#######", "E@#####", "####.####"),
}


def digits(rng: Random, count: int) -> str:
    """That many random digits, the first not 0."""
    return str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in range(count - 1))


def shaped(rng: Random, shape: str) -> str:
    """A shape filled in: `#` becomes a digit, `@` a letter that no digit resembles."""
    filled = (rng.choice("ABCDEFGHJKLMNPRTWXY") if mark == "@" else mark for mark in shape)
    return "".join(str(rng.randint(1, 9)) if mark == "#" else mark for mark in filled)


def vin(rng: Random, wmi: str, year: int) -> str:
    """A VIN with the right check digit for a maker's code and a model year from 2010 to 2039."""
    body = wmi + "".join(rng.choice(_VIN_LETTERS) for _ in range(5)) + "0" + _YEAR_LETTERS[(year - 2010) % 30]
    body += rng.choice("ABCDEFGHJKLMNPRSTUVW") + f"{rng.randint(1, 999999):06d}"
    return body[:8] + vin_check_digit(body) + body[9:]


def vin_check_digit(vin: str) -> str:
    """The ninth character that a 17-character VIN must have (49 CFR 565.15)."""
    remainder = sum(_VIN_VALUES[letter] * weight for letter, weight in zip(vin, _VIN_WEIGHTS, strict=True)) % 11
    return "X" if remainder == 10 else str(remainder)


def broken_vin(vin: str) -> str:
    """The VIN with a wrong check digit."""
    return vin[:8] + ("4" if vin[8] != "4" else "7") + vin[9:]


def npi(rng: Random) -> str:
    """An NPI: ten digits that pass the Luhn check over 80840 + NPI."""
    body = "1" + "".join(str(rng.randint(0, 9)) for _ in range(8))
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed("80840" + body))]
    total = sum(number - 9 if number > 9 else number for number in doubled)
    return body + str(-total % 10)


def broken_npi(npi: str) -> str:
    """The NPI with a wrong check digit."""
    return npi[:9] + str((int(npi[9]) + 3) % 10)


def policy_number(rng: Random, line: str) -> str:
    """A policy number in one of the shapes that insurers of this line use."""
    return shaped(rng, rng.choice(_POLICY_SHAPES[line]))


def phone(rng: Random, area_code: str) -> str:
    """A number of the range kept for fiction, as ten digits."""
    return f"{area_code}5550{rng.randint(100, 199)}"


def plate(rng: Random) -> str:
    """A licence plate."""
    return shaped(rng, rng.choice(("@@@-####", "@@@ ####", "#@@@###", "###-@@@", "@@## @@@", "@@#####")))


def claim_number(rng: Random) -> str:
    """A claim number as carriers write them."""
    return shaped(rng, rng.choice(("CLM-2026-######", "CL######", "26-#######", "C26-#####-@", "2026/######")))
