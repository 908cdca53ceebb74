"""A site's settings as the variables of its ConfigMap, checked as the agent will check them."""

from __future__ import annotations

import difflib
from typing import Any

from pydantic import ValidationError

from agent.settings import PREFIX, Settings
from edge_deploy.sites import BranchSite, SettingValue
from pipelines.errors import OperatorError

CONFIG_MAP = "lodge-settings"
_PLACES = ("home", "inbox", "cache")  # the manifests mount volumes there
_SECRETS = ("key", "password", "token")


def variables(site: BranchSite, given: dict[str, str]) -> dict[str, str]:
    """The ConfigMap's variables: `given` by the overlays, then what follows from the site, then its settings."""
    own = {PREFIX + name.upper(): _text(value) for name, value in _named(site).items()}
    found = {**given, **_implied(site), **own}
    _check(site, found)
    return dict(sorted(found.items()))


def _named(site: BranchSite) -> dict[str, SettingValue]:
    for name in site.settings:
        if name not in Settings.model_fields:
            near = difflib.get_close_matches(name, Settings.model_fields, 1)
            hint = f" Do you mean {near[0]}?" if near else ""
            raise OperatorError(f"{site.site}: settings.{name} is no setting.{hint}")
        if name in _PLACES:
            raise OperatorError(f"{site.site}: settings.{name} is set by the manifests. Leave it out.")
        if any(word in name.split("_") for word in _SECRETS):
            raise OperatorError(f"{site.site}: settings.{name} is a secret. Put it into the Secret lodge-secrets.")
    return site.settings


def _implied(site: BranchSite) -> dict[str, str]:
    found = {f"{PREFIX}REVIEW_PUBLIC_URL": f"https://{site.host}"}
    if site.fleet:
        found[f"{PREFIX}FLEET_URL"] = site.fleet.url
    if site.inbox.kind != "host":
        # A share that is not mounted looks like an empty folder.
        found[f"{PREFIX}REQUIRE_SENTINEL"] = "true"
    return found


def _check(site: BranchSite, found: dict[str, str]) -> None:
    values: dict[str, Any] = {"home": "/var/lib/lodge"}
    for name, text in found.items():
        setting = name.removeprefix(PREFIX).lower()
        if text and name.startswith(PREFIX) and setting in Settings.model_fields:
            many = setting == "site_networks"
            values[setting] = [part.strip() for part in text.split(",")] if many else text
    try:
        Settings.model_validate(values)
    except ValidationError as error:
        raise OperatorError(
            "\n".join(f"{site.site}: {_fault(fault)}" for fault in error.errors(include_url=False))
        ) from None


def _fault(fault: Any) -> str:
    name = str(fault["loc"][0]) if fault["loc"] else "settings"
    message = str(fault["msg"]).removeprefix("Value error, ")
    return f"settings.{name} has the value {str(fault['input'])!r}: {message[:1].lower() + message[1:]}."


def _text(value: SettingValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, list) else str(value)
