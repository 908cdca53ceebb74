"""`lodge init`: make a site."""

from __future__ import annotations

import click

from agent.commands.options import home_option, json_option, settings_with
from agent.commands.output import print_json
from agent.settings import SETTINGS_FILE
from agent.site import init_home


@click.command()
@json_option
@home_option
def init(as_json: bool) -> None:
    """Make a site: the home folder with its store, its inbox and its random id. What is there already stays.

    \b
    lodge init
    lodge --home /srv/lodge init

    Exit codes: 0 done, 3 the home folder cannot be made.
    """
    settings = settings_with()
    site_id = init_home(settings)
    if as_json:
        print_json({"home": str(settings.home), "inbox": str(settings.inbox), "site_id": site_id})
        return
    click.echo(f"Home   {settings.home}\nInbox  {settings.inbox}\nSite   {site_id}\n")
    click.echo(
        f"Settings go into {settings.home / SETTINGS_FILE}, or into the environment. Next:\n"
        "  lodge models pull                 the model's weights\n"
        "  lodge policies import FILE        the branch's policies\n"
        "  lodge user add NAME               a login for a handler\n"
        "  lodge doctor                      is all as it must be?\n"
        "  lodge run                         take in what is put into the inbox\n"
        "  lodge review                      the handlers' page"
    )
