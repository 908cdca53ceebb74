"""Licences: each package has one, it goes with Apache-2.0, and docs/licences.md says what the lock says."""

from __future__ import annotations

import pytest

from edge_deploy.licence_page import page
from edge_deploy.licence_table import EXCEPTIONS, REVIEWED
from edge_deploy.licences import PROJECT, Licensed, licence_of, licences, read_project, refuse_unknown
from pipelines.errors import OperatorError

in_checkout = pytest.mark.skipif(
    not (PROJECT / "requirements.lock").is_file(), reason="requirements.lock is not part of the wheel"
)


@in_checkout
def test_every_package_of_the_lock_has_a_licence_that_fits() -> None:
    found = licences(*read_project())
    refuse_unknown(found)
    assert {one.name for one in found} >= {"click", "xllamacpp", "psycopg", "pytest"}


@in_checkout
def test_the_page_is_fresh() -> None:
    kept = (PROJECT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert kept == page(licences(*read_project())), (
        "docs/licences.md is stale. Write it anew with: python -m edge_deploy.licences --out docs/licences.md"
    )


@in_checkout
def test_no_reviewed_entry_or_exception_is_left_over() -> None:
    names = {pin.name for pin in read_project()[0]}
    assert set(REVIEWED) <= names and {name for name, _ in EXCEPTIONS} <= names
    assert all(expression in REVIEWED[name].split(" AND ") for name, expression in EXCEPTIONS)


@pytest.mark.parametrize(
    ("expression", "fits"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-2.0-only", True),
        ("Apache-2.0 AND GPL-2.0-only", False),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("MIT AND (GPL-3.0-only OR AGPL-3.0-only)", False),
        ("GPL-3.0-only OR MIT AND AGPL-3.0-only", False),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
        ("GPL-3.0-or-later", False),
        ("GPL-2.0-or-later", False),
        ("LicenseRef-Proprietary", False),
        ("(MIT", False),
        ("MIT MIT", False),
        ("", False),
    ],
)
def test_an_expression_is_read_as_spdx_means_it(expression: str, fits: bool) -> None:
    one = Licensed("some-package", expression, "required")
    assert one.may_ship is fits
    if not fits:
        with pytest.raises(OperatorError, match="some-package"):
            refuse_unknown([one])


def test_an_exception_is_for_its_package_alone() -> None:
    assert Licensed("tesserocr", "MIT AND GPL-2.0-or-later", "optional").may_ship
    assert Licensed("tesserocr", "MIT AND GPL-2.0-or-later", "optional").duties
    assert not Licensed("other", "MIT AND GPL-2.0-or-later", "optional").may_ship


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("fastapi", "MIT"),
        ("openpyxl", "MIT"),
        ("pathspec", "MPL-2.0"),
        ("distro", "Apache-2.0"),
        ("psycopg", "LGPL-3.0-only"),
        ("no-such-package-anywhere", ""),
    ],
)
def test_a_package_s_own_words_become_spdx(name: str, expression: str) -> None:
    assert licence_of(name) == expression
