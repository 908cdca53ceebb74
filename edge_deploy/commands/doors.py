"""`lodge deploy doors`: who may talk to whom, as the NetworkPolicies of a rendered set say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from edge_deploy.commands.options import json_option, print_json, print_table
from edge_deploy.policing.doors import Opening, openings, unruled
from edge_deploy.standing import read_manifests


@click.command()
@click.argument("rendered", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="RENDERED")
@json_option
def doors(rendered: Path, as_json: bool) -> None:
    """List who may talk to whom in a site's rendered manifests. What is not listed is shut.

    \b
    lodge deploy doors rendered/leeds-north/lodge.yaml

    The table is read from the NetworkPolicies, and needs no cluster. Exit codes: 0 every door is narrow, 1 one is open
    to everyone or on every port.
    """
    objects = read_manifests(rendered)
    found, open_pods = openings(objects), unruled(objects)
    narrow = not open_pods and not any(one.is_wide for one in found)
    if as_json:
        print_json({"narrow": narrow, "doors": [asdict(one) for one in found], "unruled": open_pods})
    else:
        print_table(_row(one) for one in found)
        click.echo(_summary(found, open_pods))
    raise SystemExit(0 if narrow else 1)


def _row(one: Opening) -> Sequence[str]:
    mark = "fail" if one.is_wide else "ok"
    by = ", ".join(one.policies) or "no policy"
    return mark, one.source, "→", one.target, ", ".join(one.ports), by


def _summary(found: Sequence[Opening], open_pods: Sequence[str]) -> str:
    lines = [f"no policy shuts {each}" for each in open_pods]
    count = f"{len(found)} {'door' if len(found) == 1 else 'doors'}"
    return "\n".join([*lines, f"{count}; all else is shut. The node itself reaches its pods, for their probes."])
