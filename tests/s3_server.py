"""A real S3 server on loopback: versitygw over a temporary folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from agent.settings import default_cache

ACCESS, SECRET, REGION = "branch", "not-a-secret-of-anyone", "us-east-1"
_START_SECONDS = 30.0


def find_versitygw() -> str:
    """The server's program; the test is skipped where there is none."""
    cache = Path(os.environ.get("LODGE_CACHE") or default_cache(os.environ))
    for place in (cache / "bin" / "versitygw", shutil.which("versitygw")):
        if place and Path(place).exists():
            return str(place)
    pytest.skip("versitygw is not built: edge_deploy/kube/build.sh versitygw")


class S3Server:
    """One server, which can be stopped and started again at the same address."""

    def __init__(self, folder: Path, certificate: tuple[Path, Path] | None = None) -> None:
        """A server over `folder`; with a certificate and its key it speaks TLS."""
        self._certificate = certificate
        self._program = find_versitygw()
        self.root = folder / "s3"
        self.root.mkdir()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"{'https' if self._certificate else 'http'}://127.0.0.1:{self.port}"

    def make_bucket(self, name: str) -> Path:
        """A bucket is a folder of the server's root."""
        place = self.root / name
        place.mkdir(exist_ok=True)
        return place

    def start(self) -> None:
        """Start it and wait until it answers."""
        environment = {**os.environ, "ROOT_ACCESS_KEY": ACCESS, "ROOT_SECRET_KEY": SECRET}
        words = [self._program, "--quiet", "--port", f"127.0.0.1:{self.port}", "--region", REGION]
        if self._certificate:
            words += ["--cert", str(self._certificate[0]), "--key", str(self._certificate[1])]
        words += ["posix", str(self.root)]
        self._process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            try:
                httpx.get(self.url, trust_env=False, verify=False)
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("versitygw does not answer")

    def stop(self) -> None:
        """Kill it, as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None
