"""The policy register: CSV and SQLite files in, policies out, all or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from agent.policies import PolicyRegister
from agent.policy_files import Skipped, number_key, read_policies
from pipelines.errors import OperatorError
from pipelines.ports import Policies, Policy

HEADER = "policy_number,line,status,insured_name,effective_date,expiration_date,vin,covers,limit,deductible\n"
ROW = "QX-1001,auto,active,Ada Quill,2026-01-01,2027-01-01,1M8GDM9AXKP042788,collision;comprehensive,25000.00,500.00\n"
POLICY = Policy(
    "QX-1001", "auto", "active", "Ada Quill", date(2026, 1, 1), date(2027, 1, 1), ("1M8GDM9AXKP042788",),
    ("collision", "comprehensive"), Decimal("25000.00"), Decimal("500.00"),
)  # fmt: skip


def _register() -> PolicyRegister:
    return PolicyRegister(Database(memory=True))


def _file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "register.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_register_is_empty_until_something_is_imported(tmp_path: Path) -> None:
    register: Policies = _register()
    assert register.is_empty()
    assert register.find("QX-1001") is None
    made = _register()
    assert made.import_policies(_file(tmp_path, HEADER + ROW)).count == 1
    assert not made.is_empty()


@pytest.mark.parametrize("number", ["QX-1001", "qx1001", " QX 1001 ", "Qx–1001"])
def test_numbers_are_compared_without_spaces_hyphens_or_case(tmp_path: Path, number: str) -> None:
    register = _register()
    register.import_policies(_file(tmp_path, HEADER + ROW))
    assert register.find(number) == POLICY


@pytest.mark.parametrize(
    "text",
    [
        "Policy No;LOB;Policy Status;Policyholder;Start Date;Expiry;VINs;Perils;Sum Insured;Excess\n"
        'QX-1001;Personal Auto;In Force;Ada Quill;01/01/2026;01/01/2027;1m8gdm9axkp042788;"collision;comprehensive";'
        '"$25,000.00";500\n',
        "POLICY NUMBER\tline of business\tnamed insured\teffective\texpiration\tvin\tcovers\tlimit\tdeductible\n"
        "QX-1001\tautomobile\tAda Quill\tJanuary 1, 2026\tJan 1, 2027\t1M8GDM9AXKP042788\tcollision|comprehensive"
        "\t25000\t500\n",
        "\ufeff" + HEADER + ROW.replace("active", "Current").replace(",500.00", ",$500"),
        "\r\n" + (HEADER + ROW).replace("\n", "\r\n"),
    ],
)
def test_files_are_read_in_the_ways_branches_write_them(tmp_path: Path, text: str) -> None:
    found = read_policies(_file(tmp_path, text))
    assert found.skipped == ()
    assert found.policies == (POLICY,)


def test_one_day_above_twelve_tells_that_the_file_writes_days_first(tmp_path: Path) -> None:
    text = "policy,effective,expiration\nA1,01/02/2026,31/01/2027\n"
    (policy,) = read_policies(_file(tmp_path, text)).policies
    assert (policy.effective_date, policy.expiration_date) == (date(2026, 2, 1), date(2027, 1, 31))


def test_a_file_in_a_windows_code_page_is_read(tmp_path: Path) -> None:
    (policy,) = read_policies(_file(tmp_path, "policy,insured\nA1,Zoë Müller\n", "cp1252")).policies
    assert policy.insured_name == "Zoë Müller"


def test_several_rows_of_a_policy_are_several_vehicles(tmp_path: Path) -> None:
    second = "qx1001,auto,,Ada Quill,,,1HGCM82633A004352,glass,,\n"
    (policy,) = read_policies(_file(tmp_path, HEADER + ROW + second)).policies
    assert policy.vins == ("1M8GDM9AXKP042788", "1HGCM82633A004352")
    assert policy.covers == ("collision", "comprehensive", "glass")
    assert policy.limit == Decimal("25000.00")


def test_without_a_status_column_policies_are_active_and_an_empty_status_is_none(tmp_path: Path) -> None:
    assert read_policies(_file(tmp_path, "policy\nA1\n")).policies[0].status == "active"
    assert read_policies(_file(tmp_path, "policy,status\nA1,\n")).policies[0].status == ""
    assert read_policies(_file(tmp_path, "policy,status\nA1,Canceled\n")).policies[0].status == "cancelled"
    assert read_policies(_file(tmp_path, "policy,status\nA1,On  review\n")).policies[0].status == "on_review"


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",auto,active,Ada Quill,,,,,,\n", "policy_number", "empty"),
        ("ZZ-7,auto,active,Ada Quill,someday,,,,,\n", "effective_date", "not a date"),
        ("ZZ-7,auto,active,Ada Quill,2027-01-01,2026-01-01,,,,\n", "expiration_date", "before the effective date"),
        ("ZZ-7,auto,active,Ada Quill,,,,,lots,\n", "limit", "not an amount"),
        ("ZZ-7,auto,active,Ada Quill,,,,,,plenty\n", "deductible", "not an amount"),
        ("QX 1001,auto,active,Berta Vane,,,,,,\n", "insured_name", "differs from line 2 of the same policy"),
    ],
)
def test_lines_left_out_are_told_without_their_values(tmp_path: Path, row: str, column: str, reason: str) -> None:
    register = _register()
    imported = register.import_policies(_file(tmp_path, HEADER + ROW + "\n" + row))
    assert imported.count == 1
    assert imported.skipped == (Skipped(4, column, reason),)
    told = repr(imported)
    assert not any(value in told for value in ("ZZ-7", "Quill", "Vane", "someday", "lots", "plenty", "1001"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,line\nAda Quill,auto\n", "no column for the policy number"),
        ("", "no column for the policy number"),
        (HEADER, "No policy could be read"),
        (HEADER + ",auto,,,,,,,,\n", "1 lines were left out"),
    ],
)
def test_a_file_without_policies_changes_nothing(tmp_path: Path, text: str, says: str) -> None:
    register = _register()
    register.import_policies(_file(tmp_path, HEADER + ROW))
    with pytest.raises(OperatorError, match=says) as raised:
        register.import_policies(_file(tmp_path, text))
    assert "Quill" not in str(raised.value)
    assert register.find("QX-1001") == POLICY


def test_an_import_replaces_all_that_was_there(tmp_path: Path) -> None:
    register = _register()
    register.import_policies(_file(tmp_path, HEADER + ROW))
    register.import_policies(_file(tmp_path, "policy,line\nA1,home\n"))
    assert register.find("QX-1001") is None
    assert register.count() == 1


def test_an_import_that_breaks_half_way_leaves_the_register_as_it_was(tmp_path: Path) -> None:
    register = _register()
    register.import_policies(_file(tmp_path, HEADER + ROW))
    twice = [Policy("B1", "auto", "active", "Berta Vane"), Policy("b-1", "auto", "active", "Berta Vane")]
    with pytest.raises(sqlite3.IntegrityError):
        register.replace(twice)
    assert register.find("QX-1001") == POLICY
    assert register.count() == 1


def test_a_sqlite_file_is_read_and_not_written(tmp_path: Path) -> None:
    path = tmp_path / "policies.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute('create table policies ("Policy Number", insured, "Effective Date", "limit", vin, vin2)')
        connection.execute(
            "insert into policies values (?, ?, ?, ?, ?, ?)",
            ("QX-1001", "Ada Quill", "2026-01-01 00:00:00", 25000, None, "x"),
        )
        connection.execute("insert into policies values ('A1', null, 'soon', null, null, null)")
        connection.commit()
    before = path.read_bytes()
    found = read_policies(path)
    assert [(policy.policy_number, policy.effective_date, policy.limit) for policy in found.policies] == [
        ("QX-1001", date(2026, 1, 1), Decimal("25000.00"))
    ]
    assert found.skipped == (Skipped(2, "effective_date", "not a date"),)
    assert path.read_bytes() == before


def test_files_that_cannot_be_read_say_so_without_their_name(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="cannot be read: No such file") as raised:
        read_policies(tmp_path / "quill.csv")
    assert "quill" not in str(raised.value)
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table people (name)")
        connection.commit()
    with pytest.raises(OperatorError, match="no table `policies`"):
        read_policies(path)


def test_the_register_outlives_its_object(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    first = PolicyRegister(Database(path))
    first.import_policies(_file(tmp_path, HEADER + ROW))
    assert PolicyRegister(Database(path)).find("QX-1001") == POLICY


@given(st.text(alphabet="AbC12- ", min_size=1, max_size=12))
def test_a_number_key_ignores_what_people_add(number: str) -> None:
    assert number_key(f" {number.upper()}-") == number_key(number.lower().replace("-", " "))
