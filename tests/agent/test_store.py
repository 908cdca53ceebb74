"""Store: transactions, leases, verdicts, lists."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.blobs import DiskFullError
from agent.migrations import MIGRATIONS
from agent.rows import Admission, Arrival, Closing, Lease, Pipeline, StepResult, Tally
from agent.store import LeaseLostError, Store
from pipelines.claim import Verdict
from pipelines.claim_types import CLAIM_TYPES
from pipelines.errors import LodgeError, OperatorError, UsageError

NOW = datetime(2026, 5, 2, 13, 20, tzinfo=UTC)
PIPELINE = Pipeline("d1", {"engine": "none", "claim_types": {"auto": CLAIM_TYPES["auto"].model_dump(mode="json")}})
OTHER = Pipeline("d2", {"engine": "none", "claim_types": {}})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "lodge.sqlite")
    yield store
    store.close()


def admit(store: Store, text: str = "a", name: str = "a.txt") -> Admission:
    return store.admit(Arrival(key=store.keyed_digest(name + text), sha256=text * 64, size=1, name=name), NOW)


def lease(store: Store, pipeline: Pipeline = PIPELINE, at: datetime = NOW) -> Lease:
    taken = store.lease(pipeline, at, 60)
    assert taken is not None
    return taken


def read(store: Store, held: Lease, ordinals: tuple[int, ...] = (0,)) -> None:
    result = StepResult(held.source_id, "read", {"documents": []}, 5)
    store.record_read(held, result, ordinals, (Tally("document", "pdf"),), NOW)


def reviewed(store: Store) -> str:
    """A claim of type auto that waits for a handler."""
    admit(store)
    held = lease(store)
    read(store, held)
    (claim,) = store.open_claims(held)
    tallies = (Tally("processed", "auto", "review"),)
    store.finish(held, claim.id, Closing("review", "review", "auto", "severe", (("x", "why"),), (), tallies), NOW)
    return claim.id


def test_the_file_is_set_up_to_survive_and_to_forget(tmp_path: Path) -> None:
    store = Store(tmp_path / "lodge.sqlite")
    asked = {name: store._one(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "secure_delete")}
    store.close()
    assert [next(iter((row or {}).values())) for row in asked.values()] == ["wal", 2, 1]


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    def schema() -> list[tuple[str, ...]]:
        with sqlite3.connect(tmp_path / "lodge.sqlite") as db:
            return db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()

    Store(tmp_path / "lodge.sqlite").close()
    first = schema()
    Store(tmp_path / "lodge.sqlite").close()
    assert schema() == first


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    Store(tmp_path / "lodge.sqlite").close()
    with sqlite3.connect(tmp_path / "lodge.sqlite") as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(OperatorError, match="newer Lodge"):
        Store(tmp_path / "lodge.sqlite")


def test_a_step_of_migration_that_breaks_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(db: object) -> None:
        db.execute("CREATE TABLE half (x)")  # type: ignore[attr-defined]
        raise RuntimeError

    monkeypatch.setattr("agent.migrations.MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises(RuntimeError):
        Store(tmp_path / "lodge.sqlite")
    with sqlite3.connect(tmp_path / "lodge.sqlite") as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert db.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone() is None


def test_a_transaction_that_breaks_leaves_nothing(store: Store) -> None:
    admit(store)
    entries = store.chain_head()
    with pytest.raises(sqlite3.IntegrityError):
        # The arrival is inserted after the source and its audit entry; a null name breaks it there.
        store.admit(Arrival(key="k", sha256="b" * 64, size=None, name="x"), NOW)  # type: ignore[arg-type]
    assert store.counts().received == 1
    assert store.chain_head() == entries


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    store = Store(tmp_path / "lodge.sqlite")
    store._db.execute(f"PRAGMA max_page_count = {store._db.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(DiskFullError, match="disk is full"):
        for number in range(10_000):
            admit(store, name=f"{number}" * 50)
    store._db.execute("PRAGMA max_page_count = 100000")
    admit(store, name="after all")
    store.close()


def test_a_file_met_again_before_it_left_is_no_copy_and_afterwards_it_is_one(store: Store) -> None:
    first = admit(store)
    again = admit(store)
    assert (again.arrival_id, again.is_new) == (first.arrival_id, False)
    store.mark_removed(first.arrival_id, NOW)
    copy = admit(store)
    assert (copy.is_new, copy.is_duplicate, copy.source_id) == (True, True, first.source_id)


def test_a_lease_keeps_others_out_until_it_ends(store: Store) -> None:
    admit(store)
    first = lease(store)
    assert store.lease(PIPELINE, NOW + timedelta(seconds=59), 60) is None
    second = lease(store, at=NOW + timedelta(seconds=61))
    assert (second.run_id, second.attempts) == (first.run_id, 2)
    with pytest.raises(LeaseLostError):
        read(store, first)
    with pytest.raises(LeaseLostError):
        store.renew(first, NOW, 60)
    read(store, second)


def test_a_renewed_lease_lasts_longer(store: Store) -> None:
    admit(store)
    held = lease(store)
    store.renew(held, NOW + timedelta(seconds=50), 60)
    assert store.lease(PIPELINE, NOW + timedelta(seconds=70), 60) is None


def test_attempts_count_from_the_last_progress_and_a_run_given_back_unharmed_does_not_count(store: Store) -> None:
    admit(store)
    store.release(lease(store), NOW, counts=False)
    store.release(lease(store), NOW, counts=True)
    held = lease(store)
    assert held.attempts == 2
    read(store, held)
    store.release(held, NOW, counts=True)
    assert lease(store).attempts == 2


def test_a_pause_leaves_a_run_for_later(store: Store) -> None:
    admit(store)
    store.release(lease(store), NOW, counts=False, pause=timedelta(seconds=30))
    assert store.lease(PIPELINE, NOW + timedelta(seconds=29), 60) is None
    lease(store, at=NOW + timedelta(seconds=31))


def test_another_pipeline_opens_another_run_and_claims_stay_one(store: Store) -> None:
    admit(store)
    held = lease(store)
    read(store, held)
    (claim,) = store.open_claims(held)
    store.release(held, NOW, counts=False)
    other = lease(store, OTHER)
    assert other.run_id != held.run_id
    assert store.results(other.run_id, other.source_id) == []
    read(store, other)
    assert store.open_claims(other) == [claim]
    assert store.results(held.run_id, held.source_id) != []
    assert store.totals()[("document", "pdf", "")] == 1


def test_each_result_is_kept_once(store: Store) -> None:
    admit(store)
    held = lease(store)
    store.record(held, StepResult("s", "ask", {}, 1, "q1"), NOW)
    store.record(held, StepResult("s", "ask", {}, 1, "q2"), NOW)
    with pytest.raises(sqlite3.IntegrityError):
        store.record(held, StepResult("s", "ask", {}, 1, "q1"), NOW)
    assert [result.part for result in store.results(held.run_id, "s")] == ["q1", "q2"]


def test_the_run_ends_with_its_last_claim(store: Store) -> None:
    admit(store)
    held = lease(store)
    read(store, held, (0, 1))
    first, second = store.open_claims(held)
    store.finish(held, first.id, Closing("review", "review"), NOW)
    assert store.open_claims(held) == [second]
    store.finish(held, second.id, Closing("review", "review"), NOW)
    with pytest.raises(LeaseLostError):
        store.renew(held, NOW, 60)
    assert store.lease(PIPELINE, NOW + timedelta(days=1), 60) is None


def test_a_verdict_settles_once_and_marks_every_critical_field(store: Store) -> None:
    claim_id = reviewed(store)
    given = {"reason_code": "values_corrected", "at": NOW}
    store.record_verdict(
        claim_id,
        Verdict.CORRECTED,
        "ann",
        corrections={"date_of_loss": "March 3, 2026", "vehicle_vin": ""},
        confirmed={"policy_number"},
        **given,  # type: ignore[arg-type]
    )
    with pytest.raises(LodgeError, match="does not wait"):
        store.record_verdict(claim_id, Verdict.ACCEPTED, "bob", corrections={}, confirmed=(), **given)  # type: ignore[arg-type]
    (row,) = store.verdicts(claim_id)
    assert row.marks == {
        "policy_number": "confirmed",
        "date_of_loss": "corrected",
        "vehicle_vin": "corrected",
        "insured_name": "not_looked_at",
        "estimate_amount": "not_looked_at",
    }
    assert store.queue() == []
    for _ in range(2):
        store.settle(claim_id, Tally("settled", "auto", "corrected"), NOW)
    assert store.counts().settled == 1
    assert store.totals()[("settled", "auto", "corrected")] == 1
    claim = store.claim(claim_id)
    assert claim is not None
    field = claim.field("date_of_loss")
    assert field is not None
    assert (field.value, field.chosen.verbatim, field.chosen.source) == ("2026-03-03", "March 3, 2026", "person")
    assert claim.field("vehicle_vin") is None


def test_lists_show_what_waits_most_severe_first(store: Store) -> None:
    for number, tier in enumerate(("simple", "severe", None, "standard")):
        admit(store, f"{number}", f"{number}")
        held = lease(store)
        read(store, held)
        (claim,) = store.open_claims(held)
        store.finish(held, claim.id, Closing("review", "review", "auto", tier), NOW + timedelta(seconds=number))
    assert [row.tier for row in store.queue()] == ["severe", None, "standard", "simple"]
    assert [row.tier for row in store.queue(limit=1)] == ["severe"]
    assert len(store.claims(status="review")) == 4
    assert store.claims(status="settled") == []


def test_ids_may_be_cut_short_but_not_guessed(store: Store) -> None:
    claim_id = reviewed(store)
    found = store.claim(claim_id[:6])
    assert found is not None
    assert found.id == claim_id
    for wrong in (claim_id[:5], "", "%" * 8, "zzzzzz", "00000000"):
        assert store.claim(wrong) is None or wrong == claim_id[:8]


def test_an_ambiguous_id_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = iter(f"abcdef{number:02d}" for number in range(50))
    monkeypatch.setattr(store, "new_id", lambda: next(ids))
    for number in range(2):
        admit(store, f"{number}", f"{number}")
    with pytest.raises(UsageError, match="More than one"):
        store.claim("abcdef")


def test_secrets_and_facts_are_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "lodge.sqlite")
    session, match = store.secret("session"), store.secret("match")
    store.set_fact("site_id", "one")
    store.set_fact("site_id", "two")
    store.close()
    store = Store(tmp_path / "lodge.sqlite")
    assert (store.secret("session"), store.secret("match"), store.fact("site_id")) == (session, match, "two")
    assert len(session) == 32
    assert session != match
    assert store.fact("nothing") is None
    store.close()


def test_users(store: Store) -> None:
    store.add_user("ann", "hash-1", "handler")
    store.add_user("ann", "hash-2", "operator")
    user = store.user("ann")
    assert user is not None
    assert (user.password_hash, user.role, len(store.users())) == ("hash-2", "operator", 1)
    assert store.user("bob") is None


def test_values_and_names_pass_through_the_codec(tmp_path: Path) -> None:
    class Shifted:
        def seal(self, slot: str, data: bytes) -> bytes:
            return bytes(255 - byte for byte in data)

        def open(self, slot: str, sealed: bytes) -> bytes:
            return bytes(255 - byte for byte in sealed)

    store = Store(tmp_path / "lodge.sqlite", Shifted())
    admit(store, name="Tarnbeck.pdf")
    held = lease(store)
    read(store, held)
    (claim,) = store.open_claims(held)
    said = {"outcome": "review", "reasons": [{"code": "x", "message": "Tarnbeck"}]}
    store.record(held, StepResult(claim.id, "decide", said, 1), NOW)
    reasons = (("x", "Tarnbeck is late"),)
    store.finish(held, claim.id, Closing("review", "review", "auto", None, reasons, (("loss", "Tarnbeck"),)), NOW)
    found = store.row(claim.id)
    corrections = {"insured_name": "Tarnbeck"}
    store.record_verdict(
        claim.id, Verdict.CORRECTED, "ann", reason_code="x", corrections=corrections, confirmed=(), at=NOW
    )
    assert store.verdicts(claim.id)[0].corrections == corrections
    store.close()
    assert found is not None
    assert found.reasons == ("Tarnbeck is late",)
    on_disk = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Tarnbeck" not in on_disk
    assert b"CREATE TABLE" in on_disk  # the search would have found it
