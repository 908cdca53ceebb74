"""`lodge deploy doctor`: is this box as a branch's box must be?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from edge_deploy.box import DATA, Box
from edge_deploy.commands.doctor_checks import MACHINE
from edge_deploy.commands.doctor_parts import PARTS
from edge_deploy.commands.options import json_option, option, print_json, print_table
from edge_deploy.rendering import SITE
from edge_deploy.sites import BranchSite, read_site
from edge_deploy.standing import read_manifests
from pipelines.errors import UsageError

CHECKS = (*MACHINE, *PARTS)


@click.command()
@option(
    "--rendered",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The site's rendered lodge.yaml, with its site.yaml beside it (default: a 4 GB box of an unnamed site).",
)
@option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("/"), hidden=True)
@option("--data", default=DATA, show_default=True, help="Where K3s keeps its data, claims among it.")
@json_option
def doctor(rendered: Path | None, root: Path, data: str, as_json: bool) -> None:
    """Look a branch's box over, and say what to do about what is not as it must be. Run it as root, on the box.

    \b
    lodge deploy doctor --rendered /srv/lodge/leeds-north/lodge.yaml

    Exit codes: 0 nothing failed (there may be warnings), 1 something failed, 3 the site file is not right.
    """
    site = BranchSite(site="unnamed", host="claims.lodge.internal")
    if rendered is not None:
        place = rendered.parent / SITE
        if not place.is_file():
            raise UsageError(f"{SITE} is missing beside {rendered}. Copy the site's whole folder.")
        site = read_site(place)
    box = Box(site, read_manifests(rendered) if rendered else [], root, data)
    lines = [check(box) for check in CHECKS]
    failed = any(line.state == "fail" for line in lines)
    if as_json:
        print_json({"healthy": not failed, "checks": [asdict(line) for line in lines]})
    else:
        print_table((line.state, line.name, line.seen, line.remedy) for line in lines)
    raise SystemExit(1 if failed else 0)
