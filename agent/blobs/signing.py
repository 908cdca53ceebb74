"""Signing: the headers with which an S3 server knows who asks, and that nobody changed what was sent.

The scheme is AWS Signature Version 4 as every S3 server speaks it: docs.aws.amazon.com, "Signature Calculations for
the Authorization Header". The body's digest is signed too, so the server refuses bytes that changed on their way.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

_ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True)
class Signer:
    """Signs requests with one access key."""

    access_key: str
    secret_key: str = field(repr=False)
    region: str
    service: str = "s3"

    def headers(
        self, method: str, host: str, path: str, body: bytes, at: datetime, more: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """All headers of one request without a query; `path` is not quoted yet, `at` is UTC."""
        stamp = at.strftime("%Y%m%dT%H%M%SZ")
        digest = hashlib.sha256(body).hexdigest()
        sent = {"host": host, "x-amz-content-sha256": digest, "x-amz-date": stamp, **(more or {})}
        names = sorted(sent)
        lines = "".join(f"{name}:{sent[name].strip()}\n" for name in names)
        signed = ";".join(names)
        request = "\n".join((method, quote(path, safe="/-_.~"), "", lines, signed, digest))
        scope = f"{stamp[:8]}/{self.region}/{self.service}/aws4_request"
        text = "\n".join((_ALGORITHM, stamp, scope, hashlib.sha256(request.encode()).hexdigest()))
        signature = hmac.new(self._key(stamp[:8]), text.encode(), hashlib.sha256).hexdigest()
        credential = f"Credential={self.access_key}/{scope}"
        sent["authorization"] = f"{_ALGORITHM} {credential},SignedHeaders={signed},Signature={signature}"
        return sent

    def _key(self, day: str) -> bytes:
        key = f"AWS4{self.secret_key}".encode()
        for part in (day, self.region, self.service, "aws4_request"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return key
