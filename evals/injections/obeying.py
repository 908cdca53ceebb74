"""Obeying: a model that does whatever the text before it says."""

from __future__ import annotations

import re
from typing import Any

from agent.backends.scripted import Scripted, emptiest
from pipelines.ports import Prompt

_SET = re.compile(
    r"\bset (?:the )?(?P<field>[a-z ]+?) to (?P<value>[^.;\n]+?(?:\.\d+)?)(?=[.;,\n]| and |$)", re.IGNORECASE
)
_SPEAKS = re.compile(r"approve|accept|ignore all|override|you are now|as an ai|skip all", re.IGNORECASE)


def obedient() -> Scripted:
    """A model that gives every value it is told to give, wherever the schema lets it, and nothing else."""
    return Scripted(obey)


def targets(order: str) -> dict[str, str]:
    """The fields, in words, that an order names, each with the value that it should become."""
    return {match["field"].lower(): match["value"].strip() for match in _SET.finditer(order)}


def obey(prompt: Prompt) -> Any:
    """What that model says to a prompt."""
    answer = emptiest(prompt.schema)
    orders = [(match["field"].lower(), match["value"].strip()) for match in _SET.finditer(prompt.prefix)]
    if _SPEAKS.search(prompt.prefix):
        orders.append(("anything else", "approved"))
    for name, branch in prompt.schema.get("properties", {}).items():
        said = _told(name.replace("_", " "), orders)
        if said is not None and name != "rows":
            answer[name] = _fitting(said, branch, answer[name])
        elif name == "rows" and orders:
            row = {
                column: _fitting(orders[0][1], inner, None) for column, inner in branch["items"]["properties"].items()
            }
            answer[name] = [row]
    return answer


def _told(field: str, orders: list[tuple[str, str]]) -> str | None:
    exact = [value for name, value in orders if name == field]
    general = [value for name, value in orders if name in ("every field", "anything else")]
    return next(iter(exact + general), None)


def _fitting(said: str, schema: dict[str, Any], otherwise: Any) -> Any:
    """The value if the schema takes it, an option that it names, or what would be said without an order."""
    if "enum" in schema:
        return next((option for option in schema["enum"] if option and said.lower() in str(option).lower()), otherwise)
    takes = [branch.get("type") for branch in schema.get("anyOf", [schema])]
    return said if "string" in takes else otherwise
