"""The site's own Ed25519 key: made on site, never copied anywhere, known to the fleet by its public half."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agent.blobs import sync_folder
from pipelines.errors import OperatorError
from pipelines.privacy.summary import Acknowledgement, Enrolment, decode, encode

KEY_FILE = "site.key"
SITE_HEADER = "X-Lodge-Site"
SIGNATURE_HEADER = "X-Lodge-Signature"
ENROL_PATH = "/api/v1/enrol"
MESSAGES_PATH = "/api/v1/messages"


class Identity:
    """A site's private key and the random id under which the fleet knows it."""

    def __init__(self, site_id: str, key: Ed25519PrivateKey) -> None:
        self.site_id = site_id
        self._key = key

    @property
    def public_key(self) -> str:
        """The public half: 32 bytes in base64."""
        return base64.b64encode(self._key.public_key().public_bytes_raw()).decode("ascii")

    def sign(self, data: bytes) -> str:
        """The signature over `data`: 64 bytes in base64."""
        return base64.b64encode(self._key.sign(data)).decode("ascii")

    def headers(self, body: bytes) -> dict[str, str]:
        """The headers with which the fleet takes `body` from this site."""
        return {
            "Content-Type": "application/json",
            SITE_HEADER: self.site_id,
            SIGNATURE_HEADER: self.sign(body),
        }


def open_identity(home: Path, site_id: str) -> Identity:
    """The site's identity; its key is made on first use and is readable by its owner alone."""
    path = home / KEY_FILE
    if not path.exists():
        _write_new(path, Ed25519PrivateKey.generate().private_bytes_raw())
    if path.stat().st_mode & 0o077:
        raise OperatorError(f"Others can read {KEY_FILE} in the home folder. Run: chmod 600 {KEY_FILE}")
    raw = path.read_bytes()
    if len(raw) != 32:
        raise OperatorError(
            f"{KEY_FILE} in the home folder holds {len(raw)} bytes, not a key of 32. Restore it from a copy."
        )
    return Identity(site_id, Ed25519PrivateKey.from_private_bytes(raw))


def _write_new(path: Path, data: bytes) -> None:
    """Write `data` whole or not at all; where another process was first, its file stays."""
    part = path.with_name(f"{path.name}.{uuid4().hex}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
    sync_folder(path.parent)


def enrol(
    identity: Identity,
    fleet_url: str,
    token: str,
    record: Callable[[str, str, bytes], None],
    client: httpx.Client | None = None,
) -> None:
    """Make the site known to the fleet; may be repeated with the same token.

    `record` is given message id, kind and body, and keeps them before they leave.
    """
    message = _enrolment(identity, token)
    body = encode(message)
    record(message.message_id, message.kind, body)
    with client or httpx.Client(timeout=30, trust_env=False) as http:
        try:
            response = http.post(fleet_url.rstrip("/") + ENROL_PATH, content=body, headers=identity.headers(body))
        except httpx.HTTPError as error:
            raise OperatorError(f"The fleet did not answer ({type(error).__name__}). Check LODGE_FLEET_URL.") from None
    if response.status_code != httpx.codes.OK:
        raise OperatorError(f"The fleet refused the enrolment (HTTP {response.status_code}): {refusal(response)}")
    answer = decode(response.content)
    if not isinstance(answer, Acknowledgement) or answer.site_id != identity.site_id:
        raise OperatorError("What answered is not a Lodge fleet. Check LODGE_FLEET_URL.")


def _enrolment(identity: Identity, token: str) -> Enrolment:
    try:
        return Enrolment(
            message_id=str(uuid4()), site_id=identity.site_id, public_key=identity.public_key, token=token.strip()
        )
    except ValueError:
        raise OperatorError("The enrolment token is 43 letters and digits, as `lodge fleet token` prints it.") from None


def refusal(response: httpx.Response) -> str:
    """The one sentence with which a fleet refuses, or a plain one where it gave none."""
    try:
        sentence = str(response.json()["error"])
    except (ValueError, KeyError, TypeError):
        return "it gave no reason."
    return "".join(letter for letter in sentence if letter.isprintable())[:300]
