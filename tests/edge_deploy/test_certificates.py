"""The branch's own CA and the review page's certificate."""

from __future__ import annotations

import base64
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from edge_deploy.certificates import _read_authority as read_authority
from edge_deploy.certificates import certify, make_leaf
from pipelines.errors import OperatorError

HOST = "claims.leeds.example"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def verify(folder: Path, host: str, at: datetime, leaf: x509.Certificate | None = None) -> None:
    """Verify as a browser does that trusts the branch's CA."""
    ca = x509.load_pem_x509_certificate((folder / "ca.crt").read_bytes())
    leaf = leaf or x509.load_pem_x509_certificates((folder / "review.crt").read_bytes())[0]
    verifier = PolicyBuilder().store(Store([ca])).time(at).build_server_verifier(x509.DNSName(host))
    verifier.verify(leaf, [])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_browser_that_trusts_the_ca_takes_the_certificate_for_its_host_alone(tmp_path: Path) -> None:
    found = certify(HOST, tmp_path, NOW)
    assert found.made == ("ca", "certificate")
    verify(tmp_path, HOST, NOW)
    verify(tmp_path, HOST, NOW + timedelta(days=396))
    for host, at in (("other.leeds.example", NOW), (HOST, NOW + timedelta(days=398))):
        with pytest.raises(VerificationError):
            verify(tmp_path, host, at)


def test_a_stolen_ca_key_makes_no_certificate_for_another_host(tmp_path: Path) -> None:
    certify(HOST, tmp_path, NOW)
    authority = read_authority(tmp_path)
    assert authority is not None
    forged = make_leaf("bank.example", ec.generate_private_key(ec.SECP256R1()), authority, NOW)
    with pytest.raises(VerificationError):
        verify(tmp_path, "bank.example", NOW, forged)


def test_the_certificate_lives_no_longer_than_browsers_allow_and_keys_are_the_owners(tmp_path: Path) -> None:
    certify(HOST, tmp_path / "tls", NOW)
    leaf, ca = x509.load_pem_x509_certificates((tmp_path / "tls" / "review.crt").read_bytes())
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=397)
    assert isinstance(ca.public_key(), ec.EllipticCurvePublicKey)
    assert stat.S_IMODE((tmp_path / "tls").stat().st_mode) == 0o700
    for name in ("ca.key", "review.key", "lodge-review-tls.yaml"):
        assert stat.S_IMODE((tmp_path / "tls" / name).stat().st_mode) == 0o600


def test_the_secret_holds_certificate_and_key(tmp_path: Path) -> None:
    found = certify(HOST, tmp_path, NOW)
    secret = yaml.safe_load(found.secret.read_text())
    assert (secret["kind"], secret["type"]) == ("Secret", "kubernetes.io/tls")
    assert (secret["metadata"]["name"], secret["metadata"]["namespace"]) == ("lodge-review-tls", "lodge")
    for name, file in (("tls.crt", "review.crt"), ("tls.key", "review.key")):
        assert base64.b64decode(secret["data"][name]) == (tmp_path / file).read_bytes()


def test_a_second_call_changes_nothing_and_a_late_one_renews_the_leaf_alone(tmp_path: Path) -> None:
    certify(HOST, tmp_path, NOW)
    before = contents(tmp_path)
    assert certify(HOST, tmp_path, NOW + timedelta(days=300)).made == ()
    assert contents(tmp_path) == before
    late = NOW + timedelta(days=380)
    assert certify(HOST, tmp_path, late).made == ("certificate",)
    after = contents(tmp_path)
    assert {name for name in before if before[name] == after[name]} == {"ca.crt", "ca.key"}
    verify(tmp_path, HOST, late + timedelta(days=300))


@pytest.mark.parametrize("lost", ["review.key", "review.crt", "lodge-review-tls.yaml", "ca.crt"])
def test_what_a_power_cut_left_out_is_made_good(tmp_path: Path, lost: str) -> None:
    certify(HOST, tmp_path, NOW)
    (tmp_path / lost).unlink()
    assert certify(HOST, tmp_path, NOW).made
    verify(tmp_path, HOST, NOW)


def test_another_host_or_a_missing_key_of_the_ca_is_told(tmp_path: Path) -> None:
    certify(HOST, tmp_path, NOW)
    with pytest.raises(OperatorError, match="for another host than claims"):
        certify("claims.york.example", tmp_path, NOW)
    with pytest.raises(OperatorError, match=r"The CA in .* expires"):
        certify(HOST, tmp_path, NOW + timedelta(days=3640))
    (tmp_path / "ca.key").unlink()
    with pytest.raises(OperatorError, match=r"ca\.key is missing"):
        certify(HOST, tmp_path, NOW)
