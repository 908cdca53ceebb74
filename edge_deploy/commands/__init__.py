"""`lodge deploy`: from a table of sites to manifests, and from manifests to a box that runs."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import click

# In the order in which a person meets them.
COMMANDS = {
    "size": "edge_deploy.commands.size",
    "render": "edge_deploy.commands.render",
    "validate": "edge_deploy.commands.validate",
    "doors": "edge_deploy.commands.doors",
    "bundle": "edge_deploy.commands.bundle",
    "certificate": "edge_deploy.commands.certificate",
    "doctor": "edge_deploy.commands.doctor",
    "status": "edge_deploy.commands.status",
}


class Deploy(click.Group):
    """A group that imports a command when it is called: the Kubernetes client alone takes a second."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command whose module is there."""
        return [name for name, module in COMMANDS.items() if find_spec(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]}:{cmd_name} is no click command")
        return command


@click.group(cls=Deploy)
def deploy() -> None:
    """Bring Lodge onto the boxes of branches, and keep it there.

    \b
    lodge deploy render --example > leeds.yaml     a site file to start from
    lodge deploy render sites.csv --out rendered   one folder of manifests per branch
    lodge deploy validate rendered                 before anything is applied
    lodge deploy status --rendered rendered/leeds/lodge.yaml
    """
