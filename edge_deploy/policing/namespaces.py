"""A node and parties around it, each in a network namespace of its own: their packets are real, and reach nothing else.

Each party has one cable, to the node, which forwards between them as a K3s box does between its pods. The namespaces
have no names: they are gone when this process is, however it ends.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from edge_deploy.policing.parties import Party, pod_address
from pipelines.errors import OperatorError

NODE = Party("node", pod_address(1))
_NEW_NETWORK = 0x40000000  # CLONE_NEWNET
_OWN = "/proc/thread-self/ns/net"
_SYSTEM = Path("/proc/sys/net/ipv4")  # of the namespace of whoever opens it
# A refusal must come back at once, for each of thousands of knocks.
_NODE_VALUES = {"ip_forward": "1", "icmp_ratemask": "0"}
_T = TypeVar("_T")


def missing() -> str | None:
    """Why no network can be laid here, in one line; None where it can."""
    for name, package in (("ip", "iproute2"), ("nft", "nftables")):
        if shutil.which(name) is None:
            return f"{name} is not on the path; install it with: apt-get install {package}"
    try:
        os.close(_new_namespace())
    except OSError as error:
        return f"network namespaces cannot be made here ({error.strerror}); run as root"
    return None


class Network:
    """Parties with cables to a node, until it is closed."""

    def __init__(self, parties: Iterable[Party]) -> None:
        """Lay the cables; nothing is forbidden yet."""
        self.parties = tuple(parties)
        self._namespaces: dict[Party, int] = {}
        try:
            for party in (NODE, *self.parties):
                self._namespaces[party] = _new_namespace()
            self.inside(NODE, _prepare_node)
            self._ip(NODE, ["link set lo up", f"addr add {NODE.address}/32 dev lo", *self._cables()])
            for party in self.parties:
                self._ip(party, _ends(party))
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Network:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the namespaces go, with all that is in them."""
        while self._namespaces:
            os.close(self._namespaces.popitem()[1])

    def inside(self, party: Party, act: Callable[[], _T]) -> _T:
        """What `act` returns where it runs as that party; sockets that it opens stay the party's."""

        def there() -> _T:
            _call("setns", self._namespaces[party], _NEW_NETWORK)
            return act()

        return _in_thread(there)

    def police(self, ruleset: str) -> None:
        """Have the node load an nftables ruleset; OperatorError with nft's complaint where it refuses."""
        self._run(NODE, ["nft", "-f", "-"], ruleset)

    def _cables(self) -> list[str]:
        lines = []
        for number, party in enumerate(self.parties):
            end = f"/proc/{os.getpid()}/fd/{self._namespaces[party]}"
            lines += [
                f"link add cable{number} type veth peer name eth0 netns {end}",
                f"link set cable{number} up",
                f"route add {party.address}/32 dev cable{number} src {NODE.address}",
            ]
        return lines

    def _ip(self, party: Party, lines: list[str]) -> None:
        self._run(party, ["ip", "-batch", "-"], "\n".join(lines))

    def _run(self, party: Party, command: list[str], text: str) -> None:
        done = self.inside(
            party, lambda: subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        )
        if done.returncode:
            said = done.stderr.strip().splitlines()
            raise OperatorError(f"{command[0]} at {party.name}: {said[0] if said else 'fails without a word'}")


def _ends(party: Party) -> list[str]:
    return [
        "link set lo up",
        f"addr add {party.address}/32 dev eth0",
        "link set eth0 up",
        f"route add {NODE.address}/32 dev eth0",
        f"route add default via {NODE.address} dev eth0",
    ]


def _prepare_node() -> None:
    for name, value in _NODE_VALUES.items():
        (_SYSTEM / name).write_text(value)


def _new_namespace() -> int:
    """A descriptor that keeps a new, empty network namespace alive."""

    def make() -> int:
        _call("unshare", _NEW_NETWORK)
        return os.open(_OWN, os.O_RDONLY | os.O_CLOEXEC)

    return _in_thread(make)


def _call(name: str, *values: int) -> None:
    # Python has these functions from 3.12 on.
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*values):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _in_thread(act: Callable[[], _T]) -> _T:
    """Run in a thread of its own: a namespace is entered by one thread, and ends with it."""
    with ThreadPoolExecutor(max_workers=1) as one:
        return one.submit(act).result()
