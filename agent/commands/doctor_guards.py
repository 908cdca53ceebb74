"""What `lodge doctor` says of the process that reads documents: which guards are on, and what a missing one means."""

from __future__ import annotations

from agent.commands.doctor_checks import Line
from agent.guards import GUARDS
from agent.sandbox import Sandbox
from agent.settings import Settings
from agent.site import sandbox_limits
from pipelines.errors import LodgeError

# Each way to keep the reading process from the network, from files, and from other programs; one of a row is enough.
_ALTERNATIVES = (
    ({"own_network", "no_connections", "system_calls"}, "no guard keeps it from the network"),
    ({"own_files", "system_calls"}, "no guard but the limits keeps it from files and programs"),
)


def guards(settings: Settings) -> list[Line]:
    """One line for the sandbox as a whole, and one for every guard that this system does not offer."""
    try:
        with Sandbox(sandbox_limits(settings)) as reading:
            active = reading.active_guards()
    except LodgeError as error:
        return [Line("sandbox", "fail", "does not start", str(error))]
    return lines_for(active)


def lines_for(active: tuple[str, ...]) -> list[Line]:
    """The lines for these active guards."""
    named = ", ".join(name for name in GUARDS if name in active)
    seen = f"{len(active)} of {len(GUARDS)} guards are on: {named or 'none'}"
    bare = [words for names, words in _ALTERNATIVES if not names & set(active)]
    if bare:
        whole = Line("sandbox", "fail", f"{seen}; {' and '.join(bare)}", "Run Lodge on a newer Linux.")
    else:
        whole = Line("sandbox", "ok", seen)
    return [whole, *(_missing(name) for name in GUARDS if name not in active)]


def _missing(name: str) -> Line:
    guard = GUARDS[name]
    said = f"not on, so it does not hold that {guard.means}"
    if guard.vital:
        return Line(f"guard {name}", "fail", said, f"Run Lodge on {guard.needs}.")
    return Line(f"guard {name}", "warn", said, f"It needs {guard.needs}. The other guards hold without it.")
