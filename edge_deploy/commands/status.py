"""`lodge deploy status`: is the cluster as it was rendered?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from edge_deploy.cluster import Cluster
from edge_deploy.commands.options import json_option, option, print_json, print_table
from edge_deploy.standing import read_manifests, standings

_MARKS = {"as rendered": "ok", "waiting": "warn", "differs": "fail", "missing": "fail", "extra": "warn"}


@click.command()
@option(
    "--rendered",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The site's rendered lodge.yaml.",
)
@option("--kubeconfig", type=click.Path(dir_okay=False), envvar="KUBECONFIG", help="How the cluster is reached.")
@option("--context", "context_name", help="The kubeconfig's context (default: its current one).")
@json_option
def status(rendered: Path, kubeconfig: str | None, context_name: str | None, as_json: bool) -> None:
    """Compare a cluster with what was rendered for it.

    \b
    lodge deploy status --rendered rendered/leeds-north/lodge.yaml

    Only fields that were rendered are compared; what the cluster fills in is its own. Quantities are compared by value.
    Values of Secrets are never read. Exit codes: 0 all as rendered and running, 1 not so, 3 no answer.
    """
    found = standings(read_manifests(rendered), Cluster(kubeconfig, context_name))
    good = all(one.state == "as rendered" for one in found)
    if as_json:
        print_json({"as_rendered": good, "objects": [asdict(one) for one in found]})
    else:
        print_table((_MARKS[one.state], one.state, f"{one.kind}/{one.name}", ", ".join(one.seen)) for one in found)
        right = sum(one.state == "as rendered" for one in found)
        click.echo(f"{right} of {len(found)} objects are as rendered.")
    raise SystemExit(0 if good else 1)
