"""The certificate of a branch's review page, from a CA that is made on site and may name that one host alone."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import yaml
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from edge_deploy.files import write_whole
from pipelines.errors import OperatorError

SECRET, NAMESPACE = "lodge-review-tls", "lodge"
LEAF_DAYS = 397  # browsers refuse more
_CA_DAYS = 3650
# A box whose clock is a little behind must not refuse what was just made.
_BACKDATED = timedelta(hours=1)


@dataclass(frozen=True)
class Authority:
    """The CA of one host, with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Certified:
    """What lies in the folder now, and what this call made anew."""

    host: str
    expires: datetime
    made: tuple[str, ...]
    ca: Path
    secret: Path


def certify(host: str, folder: Path, now: datetime, renew_before_days: int = 30) -> Certified:
    """Make in `folder` what is missing or expires within `renew_before_days`; the CA is kept as long as it lives."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    renewal = timedelta(days=renew_before_days)
    made = []
    authority = _read_authority(folder)
    if authority is None:
        authority = make_authority(host, now)
        _write_key(folder / "ca.key", authority.key)
        write_whole(folder / "ca.crt", _pem(authority.certificate))
        made.append("ca")
    elif not _may_name(authority.certificate, host):
        raise OperatorError(f"The CA in {folder} is for another host than {host}. Give another folder with --out.")
    elif authority.certificate.not_valid_after_utc <= now + renewal:
        raise OperatorError(
            f"The CA in {folder} expires {authority.certificate.not_valid_after_utc:%Y-%m-%d}. Make a new one in "
            "another folder with --out, and let the browsers trust it before you change the Secret."
        )
    leaf = _read_leaf(folder, authority, host)
    if leaf is None or leaf.not_valid_after_utc <= now + renewal:
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = make_leaf(host, key, authority, now)
        _write_key(folder / "review.key", key)
        write_whole(folder / "review.crt", _pem(leaf) + _pem(authority.certificate))
        made.append("certificate")
    secret = folder / f"{SECRET}.yaml"
    if write_whole(secret, _secret(folder), mode=0o600) and "certificate" not in made:
        made.append("secret")
    return Certified(host, leaf.not_valid_after_utc, tuple(made), folder / "ca.crt", secret)


def make_authority(host: str, now: datetime) -> Authority:
    """A new CA (ECDSA P-256) whose certificates hold for `host` and names below it, and for no address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Lodge CA of {host}"[:64])])
    everywhere = [x509.IPAddress(ip_network(network)) for network in ("0.0.0.0/0", "::/0")]
    builder = (
        _builder(name, name, key, now, timedelta(days=_CA_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints([x509.DNSName(host)], everywhere), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return Authority(builder.sign(key, hashes.SHA256()), key)


def make_leaf(host: str, key: ec.EllipticCurvePrivateKey, authority: Authority, now: datetime) -> x509.Certificate:
    """A server's certificate for `host`, signed by `authority`; it does not outlive it."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64])])
    life = min(timedelta(days=LEAF_DAYS) - _BACKDATED, authority.certificate.not_valid_after_utc - now)
    ca = authority.certificate
    builder = (
        _builder(name, ca.subject, key, now, life)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False)
    )
    return builder.sign(authority.key, hashes.SHA256())


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    return x509.CertificateBuilder(
        subject_name=subject,
        issuer_name=issuer,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now.astimezone(UTC) - _BACKDATED,
        not_valid_after=now.astimezone(UTC) + life,
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _may_name(ca: x509.Certificate, host: str) -> bool:
    permitted = ca.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    names = [str(tree.value) for tree in permitted if isinstance(tree, x509.DNSName)]
    return any(host == name or host.endswith(f".{name}") for name in names)


def _read_authority(folder: Path) -> Authority | None:
    certificate, key = folder / "ca.crt", folder / "ca.key"
    # The key is written first: a key alone is what a power cut left, and nobody trusts it yet.
    if not certificate.exists():
        return None
    if not key.exists():
        raise OperatorError(f"{key} is missing. Put it back, or make a new CA in another folder with --out.")
    found = Authority(x509.load_pem_x509_certificate(certificate.read_bytes()), _read_key(key))
    if found.certificate.public_key() != found.key.public_key():
        raise OperatorError(f"{key} does not belong to {certificate}. Put the right one back.")
    return found


def _read_leaf(folder: Path, authority: Authority, host: str) -> x509.Certificate | None:
    certificate, key = folder / "review.crt", folder / "review.key"
    if not certificate.exists() or not key.exists():
        return None
    found = x509.load_pem_x509_certificates(certificate.read_bytes())[0]
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    try:
        found.verify_directly_issued_by(authority.certificate)
    except (InvalidSignature, ValueError, TypeError):
        return None
    whole = found.public_key() == _read_key(key).public_key()
    return found if whole and names.get_values_for_type(x509.DNSName) == [host] else None


def _read_key(path: Path) -> ec.EllipticCurvePrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError) as error:
        raise OperatorError(f"{path} cannot be read as a key: {error}. Put the right one back.") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise OperatorError(f"{path} is no key of an elliptic curve. Put the right one back.")
    return key


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_whole(path, text.decode(), mode=0o600)


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _secret(folder: Path) -> str:
    files = {"tls.crt": folder / "review.crt", "tls.key": folder / "review.key"}
    secret = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {
            "name": SECRET,
            "namespace": NAMESPACE,
            "labels": {"app.kubernetes.io/name": "lodge", "app.kubernetes.io/part-of": "lodge"},
        },
        "type": "kubernetes.io/tls",
        "data": {name: base64.b64encode(path.read_bytes()).decode() for name, path in files.items()},
    }
    return yaml.safe_dump(secret, sort_keys=False)
