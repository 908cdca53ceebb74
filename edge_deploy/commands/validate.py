"""`lodge deploy validate`: rendered manifests, checked before anything is applied."""

from __future__ import annotations

from collections import Counter
from ipaddress import ip_network
from pathlib import Path

import click

from edge_deploy.commands.options import json_option, option, print_json
from edge_deploy.validating import schemas
from edge_deploy.validating.checking import Report, check_set
from edge_deploy.validating.definitions import Definitions
from edge_deploy.validating.scene import Network, Options
from edge_deploy.validating.sets import find_sets
from pipelines.errors import UsageError


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@option("--kubernetes", "minors", multiple=True, metavar="1.34", help="A Kubernetes minor (default: all there are).")
@option(
    "--crds",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of CustomResourceDefinitions; kinds that none of them defines are then faults.",
)
@option(
    "--registry", "registries", multiple=True, metavar="PREFIX", help="Where images may come from (default: anywhere)."
)
@option("--network", "networks", multiple=True, metavar="CIDR", help="A network that egress rules may lead to.")
@option("--made-on-site", multiple=True, metavar="KIND/NAME", help="What is made on the box: a Secret, a StorageClass.")
@option("--schemas-only", is_flag=True, help="Check schemas, not Lodge's own rules: for manifests of others.")
@json_option
@click.pass_context
def validate(
    context: click.Context,
    paths: tuple[str, ...],
    minors: tuple[str, ...],
    folders: tuple[Path, ...],
    registries: tuple[str, ...],
    networks: tuple[str, ...],
    made_on_site: tuple[str, ...],
    schemas_only: bool,
    as_json: bool,
) -> None:
    """Check rendered manifests offline: schemas of each Kubernetes minor, custom resources, Lodge's own rules.

    PATH is a file, a folder, a kustomize folder (built with kubectl), or - for standard input. One line a fault;
    ends with 1 where there is one.

    \b
    lodge deploy validate rendered --crds crds
    lodge deploy validate leeds.yaml --kubernetes 1.34 --kubernetes 1.37
    """
    chosen = _chosen(minors)
    options = Options(registries, _networks(networks), _on_site(made_on_site))
    crds = Definitions.of_folders(folders) if folders else None
    reports = [check_set(each, chosen, crds, options, not schemas_only) for each in find_sets(paths)]
    total = _sum(reports, chosen)
    if as_json:
        print_json(_as_json(total, len(reports)))
    else:
        _print(total, len(reports))
    if total.faults:
        context.exit(1)


def _chosen(minors: tuple[str, ...]) -> tuple[str, ...]:
    known = schemas.minors()
    wanted = [minor.removeprefix("v") for minor in minors]
    for minor in wanted:
        if minor not in known:
            raise UsageError(f"--kubernetes {minor} is not known. Use one of {', '.join(known)}.")
    return tuple(minor for minor in known if minor in wanted) or known


def _networks(texts: tuple[str, ...]) -> tuple[Network, ...]:
    found = []
    for text in texts:
        try:
            found.append(ip_network(text))
        except ValueError:
            raise UsageError(f"--network {text} is no network. Write it as 10.0.0.0/24.") from None
    return tuple(found)


def _on_site(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name.count("/") != 1:
            raise UsageError(f"--made-on-site {name} is not written as KIND/NAME, as in Secret/lodge-tls.")
    return names


def _sum(reports: list[Report], minors: tuple[str, ...]) -> Report:
    total = Report(minors, unchecked=Counter())
    for report in reports:
        total.objects += report.objects
        total.faults += report.faults
        total.unchecked += report.unchecked
    return total


def _summary(total: Report, sets: int) -> str:
    parts = f"{total.objects} objects in {sets} {'set' if sets == 1 else 'sets'}"
    unchecked = f", {sum(total.unchecked.values())} not checked" if total.unchecked else ""
    count = f"{len(total.faults)} {'fault' if len(total.faults) == 1 else 'faults'}"
    return f"{parts} × Kubernetes {', '.join(total.minors)}: {count}{unchecked}"


def _print(total: Report, sets: int) -> None:
    for fault in total.faults:
        click.echo(fault.line())
    for kind, count in sorted(total.unchecked.items()):
        click.echo(f"not checked: {count} {kind}; name its definition with --crds")
    click.echo(_summary(total, sets))


def _as_json(total: Report, sets: int) -> dict[str, object]:
    return {
        "kubernetes": list(total.minors),
        "sets": sets,
        "objects": total.objects,
        "faults": [fault.as_json() for fault in total.faults],
        "not_checked": dict(sorted(total.unchecked.items())),
    }
