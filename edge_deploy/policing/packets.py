"""Servers that say who they are, and knocks at them: what passes is seen, not concluded."""

from __future__ import annotations

import errno
import os
import selectors
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType

from edge_deploy.policing.namespaces import Network
from edge_deploy.policing.parties import Party

SHUT = "shut"  # refused on the way, by the node
NOBODY = "nobody"  # let through, but no one listens
LOST = "lost"  # neither answered nor refused: the network is not as it should be
_KINDS = {"TCP": socket.SOCK_STREAM, "UDP": socket.SOCK_DGRAM}
_WAIT_SECONDS = 10.0  # answers and refusals come back at once; only what is lost takes this long
_AGAIN_SECONDS = 0.3
_AT_ONCE = 250  # sockets: the usual limit of a process is 1,024


@dataclass(frozen=True)
class Knock:
    """One attempt to be answered: from a party, at an address and port."""

    source: Party
    address: str
    port: int
    protocol: str = "TCP"


class Servers:
    """Listens in the name of parties; tells each caller the name of the party that it reached."""

    def __init__(self, network: Network, listening: Iterable[tuple[Party, str, int]]) -> None:
        self._selector = selectors.DefaultSelector()
        self._waking, self._woken = os.pipe()
        self._selector.register(self._waking, selectors.EVENT_READ, None)
        ports: dict[Party, list[tuple[str, int]]] = defaultdict(list)
        for party, protocol, port in listening:
            ports[party].append((protocol, port))
        for party, wanted in ports.items():
            for server in network.inside(party, lambda: [_listen(*one) for one in wanted]):  # noqa: B023 - runs now
                self._selector.register(server, selectors.EVENT_READ, party.name.encode())
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> Servers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.write(self._woken, b".")
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
        self._selector.close()
        os.close(self._waking)
        os.close(self._woken)

    def _serve(self) -> None:
        while True:
            for key, _ in self._selector.select():
                if not isinstance(key.fileobj, socket.socket):
                    return
                # A caller may be gone before it is answered.
                with suppress(OSError):
                    _answer(key.fileobj, key.data)


def _listen(protocol: str, port: int) -> socket.socket:
    server = socket.socket(socket.AF_INET, _KINDS[protocol])
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("0.0.0.0", port))  # noqa: S104 - of a namespace that nothing else reaches
    server.setblocking(False)
    if protocol == "TCP":
        server.listen(256)
    return server


def _answer(server: socket.socket, name: bytes) -> None:
    if server.type == socket.SOCK_DGRAM:
        _, caller = server.recvfrom(16)
        server.sendto(name, caller)
    else:
        found, _ = server.accept()
        with found:
            found.sendall(name)


def knock(network: Network, knocks: Sequence[Knock]) -> dict[Knock, str]:
    """The name of who answered each knock, or SHUT, NOBODY or LOST."""
    found: dict[Knock, str] = {}
    for start in range(0, len(knocks), _AT_ONCE):
        found |= _knock_at_once(network, knocks[start : start + _AT_ONCE])
    return found


def _knock_at_once(network: Network, knocks: Sequence[Knock]) -> dict[Knock, str]:
    found = dict.fromkeys(knocks, LOST)
    by_source: dict[Party, list[Knock]] = defaultdict(list)
    for one in knocks:
        by_source[one.source].append(one)
    callers: dict[socket.socket, Knock] = {}
    for source, some in by_source.items():
        callers |= zip(network.inside(source, lambda: [_call(one) for one in some]), some, strict=True)  # noqa: B023
    try:
        _listen_to(callers, found)
    finally:
        for caller in callers:
            caller.close()
    return found


def _listen_to(callers: dict[socket.socket, Knock], found: dict[Knock, str]) -> None:
    """Write down what each caller hears, until all have heard something or time is up."""
    with selectors.DefaultSelector() as waiting:
        for caller in callers:
            waiting.register(caller, selectors.EVENT_READ)
        end = time.monotonic() + _WAIT_SECONDS
        while waiting.get_map() and time.monotonic() < end:
            heard = waiting.select(_AGAIN_SECONDS)
            for key, _ in heard:
                if isinstance(key.fileobj, socket.socket):
                    found[callers[key.fileobj]] = _heard(key.fileobj)
                    waiting.unregister(key.fileobj)
            for key in waiting.get_map().values() if not heard else ():
                # A datagram may get lost, and nobody but its sender sends it again.
                if isinstance(key.fileobj, socket.socket) and key.fileobj.type == socket.SOCK_DGRAM:
                    _send(key.fileobj)


def _call(one: Knock) -> socket.socket:
    caller = socket.socket(socket.AF_INET, _KINDS[one.protocol])
    caller.setblocking(False)
    caller.connect_ex((one.address, one.port))
    if one.protocol == "UDP":
        _send(caller)
    return caller


def _send(caller: socket.socket) -> None:
    # A refusal that came meanwhile is heard when it is asked for.
    with suppress(OSError):
        caller.send(b"?")


def _heard(caller: socket.socket) -> str:
    # Asked for first: a caller on its way keeps trying after a refusal, and would hear nothing more.
    error = caller.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if not error:
        try:
            return caller.recv(256).decode() or NOBODY
        except OSError as failed:
            error = failed.errno or 0
    return {errno.EHOSTUNREACH: SHUT, errno.ECONNREFUSED: NOBODY}.get(error, LOST)
