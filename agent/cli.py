"""`lodge`: the command line. Each wing registers its commands in the entry-point group `lodge.commands`."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import click

from agent.commands.logs import lines_to_stderr
from agent.commands.options import use_home
from pipelines.errors import LodgeError

GROUP = "lodge.commands"
# In the order in which a person meets them; commands that others register follow by name.
_ORDER = (
    "init", "doctor", "run", "check", "list", "show", "join", "split", "reprocess", "similar", "wording", "review",
    "policies", "user", "summary", "send", "types", "models", "demo", "eval", "fleet", "deploy",
)  # fmt: skip


class Lodge(click.Group):
    """A group that imports a command when it is called, and tells what a person can mend in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every registered command."""
        names = {point.name for point in entry_points(group=GROUP)}
        return [*(name for name in _ORDER if name in names), *sorted(names - set(_ORDER))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        return next((_load(point) for point in entry_points(group=GROUP, name=cmd_name)), None)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a LodgeError ends it with its exit code."""
        try:
            return super().invoke(ctx)
        except LodgeError as error:
            click.echo(f"lodge: {error}", err=True)
            ctx.exit(error.exit_code)


def _load(point: EntryPoint) -> click.Command:
    command = point.load()
    if not isinstance(command, click.Command):
        raise TypeError(f"{point.value} is registered in {GROUP} and is no click command")
    return command


@click.group(
    cls=Lodge,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "LODGE", "max_content_width": 100},
)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="LODGE_HOME",
    show_envvar=True,
    help="The folder that holds everything of this site (default: ~/lodge).",
)
@click.version_option(package_name="lodge", message="lodge %(version)s")
@click.pass_context
def lodge(context: click.Context, home: Path | None) -> None:
    """Claims are processed where they are lodged.

    \b
    A first look, with invented claims:   lodge demo
    A branch's first day:                 lodge init; lodge doctor; lodge run
    One document, nothing stored:         lodge check FILE

    Every setting has a twin in the environment (LODGE_…), and so has every option. Exit codes: 0 done, 1 not as it
    should be, 2 wrong usage, 3 something of this site needs the operator, 4 a document cannot be read, 5 the model
    cannot be used.
    """
    context.with_resource(lines_to_stderr())
    use_home(context, home)


def main() -> None:
    """The console command."""
    lodge(prog_name="lodge")
