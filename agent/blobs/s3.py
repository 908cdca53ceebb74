"""S3: document bytes in a bucket of an S3 server on the site, laid out as in the folder."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import httpx

from agent.backends.addresses import require_site_url, site_transport
from agent.blobs.faults import DiskFullError, StoreAwayError
from agent.blobs.signing import Signer
from pipelines.errors import OperatorError

if TYPE_CHECKING:
    from agent.settings import Settings

SETTING = "s3_endpoint (LODGE_S3_ENDPOINT)"
_CONNECT_SECONDS, _IDLE_SECONDS = 5.0, 30.0
_PROBE = ".lodge-check"
_PAUSES = (0.2, 1.0)  # seconds before the second and the third try
_FULL_STATUS = 507
_FULL_CODES = ("XMinioStorageFull", "QuotaExceeded", "XMinioAdminBucketQuotaExceeded", "InsufficientCapacity")
_KEY_CODES = ("InvalidAccessKeyId", "SignatureDoesNotMatch", "XAdminUserNotFound")  # the last: versitygw, with 404
_CODE = re.compile(rb"<Code>\s*([A-Za-z0-9]{1,60})\s*</Code>")


class S3:
    """One bucket, or a prefix in it. It connects to nothing but the site, and follows no redirect and no proxy."""

    def __init__(
        self,
        http: httpx.Client,
        signer: Signer,
        bucket: str,
        prefix: str = "",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = f"the bucket {bucket}"
        self._http = http
        self._signer = signer
        self._bucket = bucket
        self._prefix = prefix
        self._now = now
        self._sleep = sleep

    def has(self, sha256: str) -> bool:
        """Whether these bytes are here; StoreAwayError where the server cannot say."""
        response = self._ask("HEAD", self._path(sha256))
        if response.is_success:
            return True
        if response.status_code == httpx.codes.NOT_FOUND:
            # An answer to HEAD has no body: a bucket that is not there looks like an object that is not.
            return False
        # The same question as GET brings the reason with it.
        raise self._fault(self._ask("GET", self._path(sha256)))

    def read(self, sha256: str) -> bytes | None:
        """The sealed bytes, or None where they are not here."""
        response = self._ask("GET", self._path(sha256))
        if response.is_success:
            return response.content
        if _code(response) == "NoSuchKey":
            # Only this says so: servers answer 404 for a bucket or a key of theirs that is not there, too.
            return None
        raise self._fault(response)

    def write(self, sha256: str, sealed: bytes) -> None:
        """Keep the sealed bytes; they count as kept once the server has confirmed them."""
        response = self._ask("PUT", self._path(sha256), sealed)
        if not response.is_success:
            raise self._fault(response)

    def check(self) -> None:
        """Raise OperatorError where the server does not answer, or would not keep what this site puts there."""
        # Written, not asked: a key that may only read would look well otherwise.
        response = self._ask("PUT", self._place(_PROBE))
        if not response.is_success:
            raise self._fault(response)

    def clear_parts(self, before: float) -> None:
        """An object is one request, and a server drops one that was cut off: there are no parts."""

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _path(self, sha256: str) -> str:
        return self._place(f"{sha256[:2]}/{sha256}")

    def _place(self, name: str) -> str:
        return "/".join(("", self._bucket, *([self._prefix] if self._prefix else []), name))

    def _ask(self, method: str, path: str, body: bytes = b"") -> httpx.Response:
        """The server's answer; what fails for a moment is tried again, and every request may be repeated."""
        fault: StoreAwayError | DiskFullError | None = None
        for pause in (0.0, *_PAUSES):
            self._sleep(pause)
            try:
                response = self._send(method, path, body)
            except (httpx.TransportError, httpx.InvalidURL) as error:
                fault = StoreAwayError(
                    f"The document store at {self._http.base_url.host} does not answer ({type(error).__name__}). "
                    f"Start it, or check {SETTING}. Files stay in the inbox meanwhile."
                )
                continue
            if response.status_code < httpx.codes.INTERNAL_SERVER_ERROR or response.status_code == _FULL_STATUS:
                return response
            if _code(response) in _FULL_CODES:
                return response
            fault = self._fault(response)
        assert fault is not None
        raise fault

    def _send(self, method: str, path: str, body: bytes) -> httpx.Response:
        host = self._http.base_url.netloc.decode()
        headers = self._signer.headers(method, host, path, body, self._now())
        return self._http.request(method, quote(path, safe="/-_.~"), content=body, headers=headers)

    def _fault(self, response: httpx.Response) -> StoreAwayError | DiskFullError:
        """What an answer that is no success means to the operator; nothing of a request is quoted."""
        code, status = _code(response), response.status_code
        if status == _FULL_STATUS or code in _FULL_CODES:
            return DiskFullError()
        if code == "NoSuchBucket":
            return self._no_bucket()
        if code == "RequestTimeTooSkewed":
            return StoreAwayError(
                "The document store's clock and this machine's differ by minutes, so it refuses. Set both clocks."
            )
        if code == "AuthorizationHeaderMalformed":
            return StoreAwayError(
                f"The document store goes by another region than {self._signer.region}. Set s3_region to it "
                "(LODGE_S3_REGION)."
            )
        if code in _KEY_CODES or status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            return StoreAwayError(
                f"The document store refuses this site's key{f' ({code})' if code else ''}. Check s3_access_key, "
                f"s3_secret_key, and that the key may read and write {self.name}. Files stay in the inbox meanwhile."
            )
        said = f"HTTP {status} {code}".strip()
        return StoreAwayError(
            f"The document store is in trouble ({said}). See its log. Files stay in the inbox meanwhile."
        )

    def _no_bucket(self) -> StoreAwayError:
        return StoreAwayError(
            f"The document store has no bucket {self._bucket}. Make it, or check blobs (LODGE_BLOBS). "
            "Files stay in the inbox meanwhile."
        )


def open_s3(settings: Settings) -> S3:
    """The bucket that the settings name; OperatorError where one is missing, or the address is not on the site.

    It does not connect yet: a branch starts before its document store does.
    """
    endpoint = (settings.s3_endpoint or "").rstrip("/")
    if not endpoint:
        raise OperatorError(f"blobs is {settings.blobs}, and no address is set. Set {SETTING} to the S3 server's.")
    require_site_url(endpoint, SETTING, settings.site_networks)
    if urlsplit(endpoint).path or urlsplit(endpoint).query or urlsplit(endpoint).username:
        raise OperatorError(
            f"{SETTING} has more than scheme, host and port. Write it like https://s3.branch.example:7070."
        )
    bucket, _, prefix = settings.blobs.removeprefix("s3://").partition("/")
    transport = site_transport(SETTING, settings.site_networks, verify=_trust(settings))
    http = httpx.Client(
        base_url=endpoint,
        timeout=httpx.Timeout(_IDLE_SECONDS, connect=_CONNECT_SECONDS),
        transport=transport,
        trust_env=False,
        follow_redirects=False,
    )
    return S3(http, _signer(settings), bucket, prefix.strip("/"))


def _signer(settings: Settings) -> Signer:
    secret = settings.s3_secret_key
    if settings.s3_secret_key_file:
        try:
            secret = settings.s3_secret_key_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            words = type(error).__name__
            raise OperatorError(
                f"{settings.s3_secret_key_file} cannot be read ({words}). It must hold the S3 server's secret key."
            ) from None
    if not settings.s3_access_key or not secret:
        raise OperatorError(
            f"blobs is {settings.blobs}, and no key is set. Set s3_access_key (LODGE_S3_ACCESS_KEY) and s3_secret_key "
            "(LODGE_S3_SECRET_KEY), or s3_secret_key_file (LODGE_S3_SECRET_KEY_FILE)."
        )
    return Signer(settings.s3_access_key, secret, settings.s3_region)


def _trust(settings: Settings) -> ssl.SSLContext | bool:
    if settings.s3_ca_file is None:
        return True
    try:
        return ssl.create_default_context(cafile=settings.s3_ca_file)
    except (OSError, ssl.SSLError) as error:
        raise OperatorError(
            f"{settings.s3_ca_file} cannot be read ({type(error).__name__}). s3_ca_file (LODGE_S3_CA_FILE) is the "
            "certificate of the authority that signed the S3 server's."
        ) from None


def _code(response: httpx.Response) -> str:
    """S3's own word for a fault: a closed form, so that it may be quoted."""
    found = None if response.is_success else _CODE.search(response.content)
    return found[1].decode() if found else ""
