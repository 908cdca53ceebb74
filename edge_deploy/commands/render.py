"""`lodge deploy render`: site files to manifests."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from edge_deploy.commands.options import json_option, option, print_json
from edge_deploy.rendering import Written, remove, write
from edge_deploy.tables import read_sites
from pipelines.errors import UsageError

EXAMPLE = """\
# One branch. What is left out is as the overlays have it.
site: leeds-north                    # lower-case letters, digits, dashes; its folder has this name
overlays: [embedded]                 # the engine first; see docs/deploy.md
box: 4gb                             # 4gb or 16gb
host: claims.leeds-north.example     # the review page's name in the branch
# registry: registry.example/lodge   # where images come from; none: as loaded on the box
image: {tag: 0.1.0}                  # or digest: sha256:…
fleet:                               # leave it out, and no door is open
  url: https://fleet.example
  address: 10.0.0.5                  # a branch asks no outside DNS
  cidr: 10.0.0.5/32
inbox: {kind: host, path: /srv/lodge/inbox}
# inbox: {kind: nfs, server: nas.leeds-north.example, path: /claims}
# inbox: {kind: smb, source: //nas.leeds-north.example/claims, secret: lodge-inbox-smb}
storage: {claims: 20Gi, models: 10Gi}   # the size of claims cannot change once the volume is made
settings:                            # settings of `lodge` (docs/settings.md), no secrets
  time_zone: Europe/London
  currency: GBP
  # security_contact: mailto:security@leeds-north.example   # served as security.txt
"""


@click.command()
@click.argument("sites", type=click.Path(exists=True, path_type=Path), required=False)
@option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder that gets one folder per site.")
@option("--prune", is_flag=True, help="Remove rendered files of sites that are no longer in the table.")
@option("--karmada", is_flag=True, help="Also write karmada.yaml: the branch as OverridePolicies.")
@click.option("--example", is_flag=True, help="Print a commented site file and do nothing else.")
@json_option
def render(sites: Path | None, out: Path | None, prune: bool, karmada: bool, example: bool, as_json: bool) -> None:
    """Write the manifests of SITES: a site file, a table of sites (CSV), or a folder of site files.

    \b
    lodge deploy render --example > leeds.yaml
    lodge deploy render leeds.yaml --out rendered
    lodge deploy render sites.csv --out rendered --prune

    A table has one branch per row and dotted columns: site,host,box,overlays,fleet.url,settings.time_zone … Only
    files that change are written. A wrong site leaves all files as they were.
    """
    if example:
        click.echo(EXAMPLE, nl=False)
        return
    if sites is None or out is None:
        raise UsageError("Say which SITES, and --out FOLDER. A site file to start from: lodge deploy render --example")
    single = not sites.is_dir() and sites.suffix.lower() != ".csv"
    if prune and single:
        raise UsageError("--prune needs a table or a folder: one site file says nothing of the other sites.")
    found = read_sites(sites)
    terminal = Console(stderr=True)
    with Progress(console=terminal, transient=True, disable=not terminal.is_terminal or as_json) as progress:
        task = progress.add_task("Rendering", total=len(found))
        written = write(found, out, karmada, lambda _: progress.advance(task))
    left_over = () if single else written.left_over
    if prune:
        for name in left_over:
            remove(name, out)
    _say(written, left_over, prune, as_json)


def _say(written: Written, left_over: tuple[str, ...], pruned: bool, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "changed": list(written.changed),
                "unchanged": list(written.unchanged),
                "left_over": list(left_over),
                "pruned": pruned,
            }
        )
        return
    for name in written.changed:
        click.echo(f"changed  {name}")
    for name in left_over:
        click.echo(f"removed  {name}" if pruned else f"left over  {name}: no such site. Remove it with --prune")
    sites = "1 site" if len(written.changed) == 1 else f"{len(written.changed)} sites"
    click.echo(f"{sites} changed, {len(written.unchanged)} as they were.")
