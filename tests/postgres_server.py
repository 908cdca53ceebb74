"""A real PostgreSQL server on loopback over a temporary folder, run by another user than root."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import pytest

USER, PASSWORD = "lodge", "not-a-secret-of-anyone"
_START_SECONDS = 30.0


def find_programs(*, vector: bool = False) -> Path:
    """The folder of `initdb` and `postgres`; with `vector`, of a server that has pgvector. Skips without one."""
    if find_spec("psycopg") is None:
        pytest.skip("the driver of PostgreSQL is not installed: pip install 'lodge[postgres]'")
    places = []
    package = find_spec("pgserver")
    if package and package.submodule_search_locations:
        places.append(Path(package.submodule_search_locations[0]) / "pginstall" / "bin")
    if not vector:
        # Debian's is tried first: the package's is there for its pgvector.
        places[:0] = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        found = shutil.which("initdb")
        places += [Path(found).parent] if found else []
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    pytest.skip("pgserver is not installed" if vector else "no PostgreSQL server is installed")


class PostgresServer:
    """One server, which can be stopped and started again at the same address."""

    def __init__(self, *, vector: bool = False) -> None:
        self._programs = find_programs(vector=vector)
        self._folder = Path(tempfile.mkdtemp(prefix="lodge-postgres-"))
        self._user = (
            next((name for name in ("postgres", "nobody") if _is_user(name)), None) if not os.getuid() else None
        )
        if self._user:
            shutil.chown(self._folder, self._user)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        secret = self._folder / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        self._call("initdb", "-D", self._data, "-U", USER, "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8")

    def url(self, name: str = "postgres", *, password: str | None = PASSWORD) -> str:
        """The address of one of its databases."""
        secret = f":{password}" if password else ""
        return f"postgresql://{USER}{secret}@127.0.0.1:{self.port}/{name}"

    def new_database(self) -> str:
        """The name of a new, empty database."""
        import psycopg
        from psycopg import sql

        name = f"lodge_{uuid4().hex[:12]}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return name

    def start(self) -> None:
        """Start it and wait until it answers."""
        import psycopg

        words = [self._programs / "postgres", "-D", self._data, "-p", str(self.port), "-k", "", "-h", "127.0.0.1"]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                words, stdout=log, stderr=log, user=self._user, group=_group(self._user), cwd="/"
            )
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self._folder / "log").read_text())

    def stop(self, number: int = signal.SIGQUIT) -> None:
        """End it at once, as a power cut would; what it confirmed must be there again."""
        if self._process:
            self._process.send_signal(number)
            self._process.wait()
            self._process = None

    def remove(self) -> None:
        """Stop it and remove its folder."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _call(self, program: str, *words: object) -> None:
        subprocess.run(
            [self._programs / program, *map(str, words)],
            user=self._user, group=_group(self._user), check=True, capture_output=True, cwd="/",
        )  # fmt: skip


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _group(user: str | None) -> int | None:
    return pwd.getpwnam(user).pw_gid if user else None
