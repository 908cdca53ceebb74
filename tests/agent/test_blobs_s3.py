"""Blobs on an S3 server: what is refused, what is said, and that nothing is lost while it is away."""

from __future__ import annotations

import http.server
import logging
import os
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from branch import branch_settings, chatter, inbox_of, put
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from s3_server import ACCESS, SECRET, S3Server

from agent.blobs import Blobs, DiskFullError, StoreAwayError, open_blobs
from agent.blobs.s3 import S3, open_s3
from agent.blobs.signing import Signer
from agent.commands.doctor_checks import documents
from agent.settings import Settings, load_settings
from agent.site import init_home, open_site
from agent.worker import Worker
from pipelines.errors import OperatorError

KEYS = {"s3_access_key": ACCESS, "s3_secret_key": SECRET}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[S3Server]:
    server = S3Server(tmp_path)
    server.make_bucket("claims")
    server.start()
    yield server
    server.stop()


def settings_of(home: Path, url: str, **changes: object) -> Settings:
    return branch_settings(home, **({"blobs": "s3://claims/leeds", "s3_endpoint": url, **KEYS} | changes))


def without_pauses(settings: Settings, **changes: Any) -> Blobs:
    """The settings' store, which tries again at once."""
    kept = open_s3(settings)
    return Blobs(S3(kept._http, kept._signer, kept._bucket, kept._prefix, sleep=lambda seconds: None, **changes))


def test_the_published_example_of_a_signature() -> None:
    """AWS's own example of a GET of a bucket's object, with its test key."""
    secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    signer = Signer("AKIAIOSFODNN7EXAMPLE", secret, "us-east-1")
    at = datetime(2013, 5, 24, tzinfo=UTC)
    headers = signer.headers("GET", "examplebucket.s3.amazonaws.com", "/test.txt", b"", at, more={"range": "bytes=0-9"})
    assert headers["authorization"].endswith("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
    assert secret not in repr(signer)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"s3_endpoint": None}, "no address is set"),
        ({"s3_endpoint": "http://192.0.2.7:7070"}, "Claims must not leave the site"),
        ({"s3_endpoint": "ftp://127.0.0.1"}, "not an http:// or https:// address"),
        ({"s3_endpoint": "http://127.0.0.1:7070/bucket"}, "scheme, host and port"),
        ({"s3_access_key": None}, "no key is set"),
        ({"s3_secret_key": None}, "no key is set"),
        ({"s3_secret_key_file": "/nowhere/secret"}, "/nowhere/secret cannot be read"),
        ({"s3_ca_file": "/nowhere/ca.pem"}, "/nowhere/ca.pem cannot be read"),
    ],
)
def test_settings_that_do_not_fit_are_told(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    settings = settings_of(tmp_path, "http://127.0.0.1:7070", **changes)
    with pytest.raises(OperatorError, match=said) as caught:
        open_blobs(settings)
    assert SECRET not in str(caught.value) and "\n" not in str(caught.value)
    assert documents(settings).state == "fail"


@pytest.mark.parametrize("value", ["s3://", "s3://UPPER", "s3://claims/../x y", "ftp://claims", "s3://claims//x"])
def test_a_bucket_is_written_in_one_way(tmp_path: Path, value: str) -> None:
    with pytest.raises(OperatorError, match="LODGE_BLOBS"):
        load_settings(tmp_path, {"LODGE_BLOBS": value})


def test_a_server_in_a_declared_network_is_let_in(tmp_path: Path) -> None:
    open_blobs(settings_of(tmp_path, "https://192.0.2.7:7070", site_networks=("192.0.2.0/24",))).close()


def test_the_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    settings = settings_of(tmp_path, "http://127.0.0.1:1", s3_secret_key=None, s3_secret_key_file=tmp_path / "secret")
    assert open_s3(settings)._signer.secret_key == SECRET
    assert SECRET not in repr(settings_of(tmp_path, "http://127.0.0.1:1"))


@pytest.mark.s3
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"s3_secret_key": "another"}, "refuses this site's key"),
        ({"s3_access_key": "nobody"}, "refuses this site's key"),
        ({"blobs": "s3://nowhere"}, "no bucket nowhere"),
        ({"s3_region": "eu-west-1"}, "another region than eu-west-1"),
    ],
)
def test_what_the_server_refuses_is_one_clear_line(
    server: S3Server, tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    right = open_blobs(settings_of(tmp_path, server.url))
    sha256 = right.put(b"whole")
    settings = settings_of(tmp_path, server.url, **changes)
    blobs = open_blobs(settings)
    for act in (blobs.check, lambda: blobs.put(b"more"), lambda: blobs.get(sha256)):
        # Never "missing": what cannot be asked for is not lost.
        with pytest.raises(StoreAwayError, match=said) as caught:
            act()
        assert "\n" not in str(caught.value)
        for hidden in (SECRET, "another", sha256):
            assert hidden not in str(caught.value).removesuffix(said) or hidden == "another"
    assert documents(settings).state == "fail"
    assert documents(settings_of(tmp_path, server.url)).state == "ok"


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate of this machine's address, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "s3.branch.example")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    begin = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=2))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = tmp_path / "s3.pem", tmp_path / "s3.key"
    files[0].write_bytes(made.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files


@pytest.mark.s3
def test_a_server_is_known_by_the_sites_own_authority(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    server = S3Server(tmp_path, certificate)
    server.make_bucket("claims")
    server.start()
    try:
        blobs = open_blobs(settings_of(tmp_path / "home", server.url, s3_ca_file=certificate[0]))
        assert blobs.get(blobs.put(b"sealed on its way")) == b"sealed on its way"
        with pytest.raises(StoreAwayError, match="does not answer"):
            without_pauses(settings_of(tmp_path / "home", server.url)).put(b"to whom?")
    finally:
        server.stop()


@pytest.mark.s3
def test_clocks_that_differ_are_named(server: S3Server, tmp_path: Path) -> None:
    late = without_pauses(settings_of(tmp_path, server.url), now=lambda: datetime.now(UTC) - timedelta(hours=2))
    with pytest.raises(StoreAwayError, match="clock"):
        late.put(b"x")


@pytest.mark.s3
def test_a_body_that_was_changed_on_its_way_is_refused(server: S3Server, tmp_path: Path) -> None:
    kept = open_s3(settings_of(tmp_path, server.url))
    path = kept._path("ab" * 32)
    headers = kept._signer.headers("PUT", f"127.0.0.1:{server.port}", path, b"as it was", datetime.now(UTC))
    assert kept._http.request("PUT", path, content=b"as it is!", headers=headers).is_client_error
    assert kept.read("ab" * 32) is None


@pytest.mark.s3
def test_a_full_server_is_a_full_disk(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", small], check=False).returncode:
        pytest.skip("a small file system cannot be mounted here")
    server = S3Server(small)
    try:
        server.make_bucket("claims")
        server.start()
        blobs = without_pauses(settings_of(tmp_path / "home", server.url))
        with pytest.raises(DiskFullError):
            blobs.put(os.urandom(2 << 20))
        assert blobs.get(blobs.put(b"small")) == b"small"
    finally:
        server.stop()
        subprocess.run(["umount", small], check=True)


@pytest.mark.s3
def test_no_file_is_lost_while_the_store_is_away(
    server: S3Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Files wait in the inbox, sources wait to be read, and all of it comes through once the store is back."""
    settings = settings_of(tmp_path / "home", server.url)
    init_home(settings)
    with open_site(settings) as site:
        put(settings, "1.txt", chatter(1))
        inbox_of(site).drain()
        server.stop()
        path = put(settings, "2.txt", chatter(2))
        assert inbox_of(site).sweep() == []
        assert path.exists() and "does not answer" in caplog.text
        with pytest.raises(StoreAwayError):
            Worker(site).run_once()
        counts = site.store.counts()
        assert (counts.quarantine, counts.received + counts.working) == (0, 1), "what cannot be fetched now is not lost"
    with open_site(settings) as site:  # a branch starts before its store does
        put(settings, "3.txt", chatter(3))
        assert inbox_of(site).sweep() == []
    server.start()
    later = datetime.now(UTC) + timedelta(minutes=5)
    with open_site(settings) as site:
        assert len(inbox_of(site).drain()) == 2
        assert not any(settings.inbox.iterdir())
        Worker(site, now=lambda: later).run_once()
        counts = site.store.counts()
        assert (counts.received, counts.working) == (0, 0)
        assert counts.review + counts.quarantine == 3
    assert SECRET not in caplog.text


@pytest.mark.s3
@pytest.mark.slow
def test_files_that_come_while_the_store_comes_and_goes_are_each_kept_once(server: S3Server, tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "home", server.url)
    init_home(settings)
    names = [f"{number}.txt" for number in range(24)]
    stop = threading.Event()
    with open_site(settings) as site:
        thread = threading.Thread(target=inbox_of(site).run_forever, args=(stop,))
        thread.start()
        for number, name in enumerate(names):
            put(settings, name, chatter(number))
            if number % 6 == 2:
                server.stop()
            if number % 6 == 5:
                server.start()
        thread.join(0.5)
        end = datetime.now(UTC) + timedelta(seconds=60)
        while any(settings.inbox.iterdir()) and datetime.now(UTC) < end:
            thread.join(0.2)
        stop.set()
        thread.join()
        assert not any(settings.inbox.iterdir())
        assert site.store.counts().received == len(names)
        for number in range(len(names)):
            site.blobs.get(site.blobs.put(chatter(number)))
    kept = [path for path in (server.root / "claims").rglob("*") if path.is_file()]
    assert len(kept) == len(names)


class _Troubled(http.server.BaseHTTPRequestHandler):
    """Answers each request with the next of its class's answers, for ever with the last."""

    answers: list[tuple[int, bytes]]
    seen = 0

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, body = self.answers[min(type(self).seen, len(self.answers) - 1)]
        type(self).seen += 1
        self.send_response(status)
        if status // 100 == 3:
            self.send_header("Location", "http://192.0.2.7/claims")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_PUT = do_HEAD = _answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def troubled() -> Iterator[tuple[str, type[_Troubled]]]:
    """A server whose troubles a real one cannot be talked into."""
    handler = type("Handler", (_Troubled,), {"answers": [(500, b"")]})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", handler
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("answers", "asked", "error", "said"),
    [
        ([(503, b"<Error><Code>SlowDown</Code></Error>")], 3, StoreAwayError, "HTTP 503 SlowDown"),
        ([(500, b"<Code>Jane Roe</Code>")], 3, StoreAwayError, r"HTTP 500\)"),
        ([(507, b"")], 1, DiskFullError, "full"),
        ([(500, b"<Code>XMinioStorageFull</Code>")], 1, DiskFullError, "full"),
        ([(307, b"")], 1, StoreAwayError, "HTTP 307"),
        ([(500, b""), (503, b""), (200, b"")], 3, None, ""),
    ],
)
def test_trouble_is_met_with_a_few_tries(
    troubled: tuple[str, type[_Troubled]],
    tmp_path: Path,
    answers: list[tuple[int, bytes]],
    asked: int,
    error: type[OperatorError] | None,
    said: str,
) -> None:
    url, handler = troubled
    handler.answers = answers
    blobs = without_pauses(settings_of(tmp_path, url))
    if error is None:
        blobs.check()
    else:
        with pytest.raises(error, match=said) as caught:
            blobs.check()
        assert "Jane" not in str(caught.value)
    assert handler.seen == asked


def test_logs_hold_no_key(
    troubled: tuple[str, type[_Troubled]], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(StoreAwayError):
        without_pauses(settings_of(tmp_path, troubled[0])).put(b"Jane Roe")
    assert SECRET not in caplog.text and "Jane" not in caplog.text
