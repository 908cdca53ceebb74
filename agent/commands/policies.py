"""`lodge policies`: the branch's policy register."""

from __future__ import annotations

from pathlib import Path

import click

from agent.commands.options import home_option, home_settings, json_option
from agent.commands.output import print_json
from agent.site import open_site

_SHOWN = 20


@click.group()
def policies() -> None:
    """The policy register that claims are looked up in.

    \b
    lodge policies import policies.csv
    lodge policies count

    It is a copy of a file that the branch keeps: CSV with a header line, or SQLite with a table `policies`. Columns:
    policy number, line, status, insured name, effective date, expiration date, vin, covers, limit, deductible.
    """


@policies.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@home_option
def import_policies(file: Path, as_json: bool) -> None:
    """Put the policies of FILE in the place of the whole register.

    Lines that cannot be understood are left out and told by their number. Exit codes: 0 done, 1 some lines were left
    out, 3 the file holds no policy; the register is then as it was.
    """
    with open_site(home_settings()) as site:
        imported = site.policies.import_policies(file)
    skipped = [{"line": row.line, "column": row.column, "reason": row.reason} for row in imported.skipped]
    if as_json:
        print_json({"policies": imported.count, "skipped": skipped})
    else:
        click.echo(f"The register has {imported.count} policies.")
        for row in imported.skipped[:_SHOWN]:
            click.echo(f"Left out: line {row.line}, {row.column}: {row.reason}", err=True)
        if len(skipped) > _SHOWN:
            click.echo(f"… and {len(skipped) - _SHOWN} more lines.", err=True)
    raise SystemExit(1 if skipped else 0)


@policies.command()
@json_option
@home_option
def count(as_json: bool) -> None:
    """Say how many policies the register has; it is not listed, for it holds personal data."""
    with open_site(home_settings()) as site:
        number = site.policies.count()
    if as_json:
        print_json({"policies": number})
    else:
        click.echo(f"The register has {number} policies.")
