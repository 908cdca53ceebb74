"""What was rendered against what a cluster has: fields that were rendered count, and what lets a pod do more.

The rest is the cluster's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

_QUANTITY = re.compile(r"^([0-9]+(?:\.[0-9]+)?)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][0-9]+)?$")
_FACTORS = {"": Decimal(1), "m": Decimal("0.001"), "k": Decimal(1000)}
_FACTORS |= {unit: Decimal(1000) ** (power + 2) for power, unit in enumerate("MGTPE")}
_FACTORS |= {f"{unit}i": Decimal(1024) ** (power + 1) for power, unit in enumerate("KMGTPE")}
_MEASURED = {"limits", "requests", "capacity", "hard", "overall", "storage", "sizeLimit", "nominalQuota", "default"}
# A variable that was added changes the agent, and a label that was added may let a pod through a policy.
_CLOSED = (("data",), ("spec", "selector"), ("spec", "podSelector"))
# Where nothing was rendered, these were added by a hand: the server fills in none of them, and each lets a pod do more.
_WATCHED = {
    "privileged", "allowPrivilegeEscalation", "runAsUser", "runAsNonRoot", "readOnlyRootFilesystem", "capabilities",
    "seccompProfile", "appArmorProfile", "seLinuxOptions", "procMount", "sysctls", "supplementalGroups", "hostNetwork",
    "hostPID", "hostIPC", "shareProcessNamespace", "hostAliases", "volumes", "volumeMounts", "volumeDevices", "env",
    "envFrom", "initContainers", "command", "args", "lifecycle", "resourceClaims", "tolerations", "nodeName",
    "externalIPs", "loadBalancerIP",
}  # fmt: skip
_MANY = 20


def differences(rendered: dict[str, Any], live: dict[str, Any]) -> list[str]:
    """The paths, dotted, at which `live` is not as rendered; of a Secret none: its values are not looked at."""
    skipped = _left_to_others(rendered)
    found = []
    for path in _differing(rendered, live, ()):
        if path not in skipped and path[0] not in ("status", "apiVersion") and path not in found:
            found.append(path)
    return [_dotted(path) for path in found[:_MANY]]


def quantity(value: object) -> Decimal | None:
    """The number that a Kubernetes quantity stands for; None where it is none."""
    match = _QUANTITY.match(str(value))
    if match is None or isinstance(value, bool):
        return None
    number, unit = match.group(1), match.group(2) or ""
    return Decimal(number + unit) if unit[:1] in "eE" and unit[1:].isdigit() else Decimal(number) * _FACTORS[unit]


def _differing(rendered: Any, live: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(rendered, dict) and isinstance(live, dict):
        yield from _in_maps(rendered, live, path)
    elif isinstance(rendered, list) and isinstance(live, list):
        if len(rendered) != len(live):
            yield path
        else:
            for index, (one, other) in enumerate(zip(rendered, live, strict=True)):
                yield from _differing(one, other, (*path, str(index)))
    elif not _same(rendered, live, path):
        yield path


def _in_maps(rendered: dict[str, Any], live: dict[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for key, value in rendered.items():
        if key in live:
            yield from _differing(value, live[key], (*path, key))
        elif not _empty(value) and not _dropped(path, key):
            yield (*path, key)
    for key in live:
        added = key not in rendered and (
            path in _CLOSED or ("spec" in path and key in _WATCHED and not _empty(live[key]))
        )
        if added:
            yield (*path, key)


def _same(rendered: Any, live: Any, path: tuple[str, ...]) -> bool:
    if rendered == live or (_empty(rendered) and _empty(live)):
        return True
    if _MEASURED & set(path[-2:]):
        one, other = quantity(rendered), quantity(live)
        return one is not None and one == other
    return False


def _empty(value: Any) -> bool:
    # The server does not keep what says nothing: an empty map, list or text, null, false, 0.
    if isinstance(value, dict):
        return all(_empty(part) for part in value.values())
    return value in (None, [], "", False, 0)


def _dropped(path: tuple[str, ...], key: str) -> bool:
    # Claims in a StatefulSet are kept without their kind by some versions.
    return "volumeClaimTemplates" in path and key in ("apiVersion", "kind")


def _left_to_others(rendered: dict[str, Any]) -> set[tuple[str, ...]]:
    labels = rendered.get("metadata", {}).get("labels") or {}
    # Kueue starts and stops its Jobs.
    return {("spec", "suspend")} if "kueue.x-k8s.io/queue-name" in labels else set()


def _dotted(path: tuple[str, ...]) -> str:
    text = ""
    for part in path:
        if part.isdigit():
            text += f"[{part}]"
        elif "." in part or "/" in part:
            text += f"[{part!r}]"
        else:
            text += f".{part}" if text else part
    return text
