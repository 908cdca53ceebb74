"""Invented letters for measuring engines, and what is asked of them. No claim of the site is ever used for that."""

from __future__ import annotations

from typing import Any

from pipelines.ports import Prompt

_SYSTEM = "You copy values from a document, word for word, and return them as JSON. Null where the document is silent."
_NAMES = ("Ottoline Farrow", "Casimir Bligh", "Ines Quarrington", "Leopold Stace", "Wilma Thackray")
_TOWNS = ("Fernhollow", "Eastmere", "Millbrae", "Coldwater Bay", "Saltmarsh")
_FIELDS = {
    "policy_number": "the policy number",
    "date_of_loss": "the date of the loss, as it is written",
    "insured_name": "the name of the person who writes",
    "place": "the town where it happened",
    "estimate": "the amount of the repair estimate",
    "telephone": "the telephone number of the person who writes",
}
_LETTER = """{town}, {day} March 2031

Dear Sir or Madam,

Policy {policy}: damage to my car

I am insured with you under the number above and have to report an accident. On {loss} March 2031, at about half past
seven in the morning, I drove along the Old Quay Road in {town}. It had frozen in the night and the road was white. A
van in front of me stopped at the crossing by the chapel. I braked, but my car slid on the ice, struck the back of the
van with its left corner and then came to rest against the railing of the bridge. Nobody was hurt. The driver of the van
and I looked at the damage together; his rear door is bent, and two bars of the railing are broken. He was friendly, and
we gave each other our names and numbers. A constable came by on a bicycle and wrote down what we told him.

My car has a broken headlamp, a dented wing and a bumper that hangs down. It can still be driven, but not at night. The
garage on Tanner Street has looked at it and estimates the repair at ${amount}. They could begin on Monday of next week
if you agree, and they would keep the old parts for your adjuster. I have taken photographs of the crossing, of both
cars and of the railing, and will gladly send them. The town has not yet written to me about the railing.

Please tell me how to go on. I can be reached at (555) 010-{phone} on weekdays after five.

Yours faithfully,
{name}
"""


def letter(number: int) -> str:
    """An invented letter; another for each number, so that no engine has read it before."""
    return _LETTER.format(
        name=_NAMES[number % len(_NAMES)],
        town=_TOWNS[number // 2 % len(_TOWNS)],
        day=10 + number % 18,
        loss=9 + number % 18,
        policy=f"{'KLMNP'[number % 5]}T {417 + 31 * number}-{5200 + 77 * number}",
        amount=f"{1100 + 137 * number}.{10 + number % 90}",
        phone=f"{1000 + 613 * number % 9000}",
    )


def claim_questions(text: str) -> list[Prompt]:
    """Six questions about a letter, each by itself."""
    value = {"anyOf": [{"type": "string", "maxLength": 60}, {"type": "null"}]}
    return [
        Prompt(_SYSTEM, text, f"Copy {words}.", _schema(name, value), max_tokens=80) for name, words in _FIELDS.items()
    ]


def reading_question(text: str) -> Prompt:
    """A question whose answer is bound to be: what it costs is reading the letter."""
    return Prompt(_SYSTEM, text, "Have you read it?", _schema("read", {"enum": [True]}), max_tokens=20)


def writing_question(text: str) -> Prompt:
    """A question whose answer is a text of a certain length: behind a letter that was read, it costs writing."""
    told = {"type": "string", "minLength": 200, "maxLength": 200}
    return Prompt(_SYSTEM, text, "Tell in your own words what happened.", _schema("told", told), max_tokens=200)


def _schema(name: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": {name: value}, "required": [name], "additionalProperties": False}
