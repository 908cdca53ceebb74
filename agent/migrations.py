"""The store's tables, as a numbered list of steps; a step that was released is never edited."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from sqlite_utils import Database

from pipelines.errors import OperatorError


def _corridor(db: Database) -> None:
    """What comes in, what it became, and who did it. Columns named `sealed_…` have passed through the codec."""
    db.executescript(
        """
        CREATE TABLE sources (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            sha256 TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL,
            received_at TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('received', 'working', 'done', 'quarantine')),
            sealed_reasons BLOB
        ) STRICT;
        CREATE INDEX sources_by_status ON sources (status, sequence);

        CREATE TABLE arrivals (                 -- every file that was ever seen in the inbox
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            key TEXT NOT NULL,                  -- keyed digest of name, inode, size and time of change
            source_id TEXT REFERENCES sources (id),
            kind TEXT NOT NULL CHECK (kind IN ('original', 'duplicate', 'blocked')),
            sealed_name BLOB NOT NULL,
            sealed_reason BLOB,
            arrived_at TEXT NOT NULL,
            removed_at TEXT                     -- when it was gone from the inbox
        ) STRICT;
        -- Until it is gone, the same file met again is the remnant of a crash, not a second copy.
        CREATE UNIQUE INDEX arrivals_in_inbox ON arrivals (key) WHERE removed_at IS NULL;
        CREATE INDEX arrivals_by_kind ON arrivals (kind, sequence);

        CREATE TABLE pipelines (
            digest TEXT PRIMARY KEY,
            manifest TEXT NOT NULL,             -- JSON: all that the digest covers
            first_used_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE runs (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            source_id TEXT NOT NULL REFERENCES sources (id),
            pipeline_digest TEXT NOT NULL REFERENCES pipelines (digest),
            status TEXT NOT NULL CHECK (status IN ('open', 'done', 'superseded', 'failed')),
            attempts INTEGER NOT NULL DEFAULT 0,
            lease_token TEXT,
            lease_until REAL,                   -- seconds since 1970
            not_before REAL NOT NULL DEFAULT 0,
            opened_at TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX one_open_run ON runs (source_id) WHERE status = 'open';

        CREATE TABLE claims (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            source_id TEXT NOT NULL REFERENCES sources (id),
            ordinal INTEGER NOT NULL,
            run_id TEXT NOT NULL REFERENCES runs (id),
            -- decided: a handler has; the worker has not taken it up yet
            status TEXT NOT NULL CHECK (status IN ('working', 'review', 'decided', 'quarantine', 'settled')),
            claim_type TEXT,
            tier TEXT,
            outcome TEXT,
            sealed_reasons BLOB,
            seconds REAL,
            UNIQUE (source_id, ordinal)
        ) STRICT;
        CREATE INDEX claims_by_status ON claims (status, sequence);

        CREATE TABLE results (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            run_id TEXT NOT NULL REFERENCES runs (id),
            subject TEXT NOT NULL,              -- a source or a claim
            step TEXT NOT NULL,
            part TEXT NOT NULL,
            round INTEGER NOT NULL,
            sealed_payload BLOB NOT NULL,
            milliseconds INTEGER NOT NULL,
            recorded_at TEXT NOT NULL,
            UNIQUE (run_id, subject, step, part, round)
        ) STRICT;

        CREATE TABLE match_keys (               -- keyed digests, for finding the same loss or document again
            claim_id TEXT NOT NULL REFERENCES claims (id),
            kind TEXT NOT NULL,
            digest TEXT NOT NULL,
            PRIMARY KEY (kind, digest, claim_id)
        ) STRICT, WITHOUT ROWID;

        -- Everything that a person may list: claims, sources without one, duplicates, files that cannot be taken.
        CREATE VIEW lines AS
            SELECT c.id AS claim_id, c.source_id, c.claim_type,
                   CASE c.status WHEN 'decided' THEN 'working' ELSE c.status END AS status,
                   c.tier, c.outcome, c.id AS slot, c.sealed_reasons, s.received_at, c.seconds, c.run_id
            FROM claims c JOIN sources s ON s.id = c.source_id
            UNION ALL
            SELECT s.id, s.id, NULL, s.status, NULL, CASE s.status WHEN 'quarantine' THEN s.status END,
                   s.id, s.sealed_reasons, s.received_at, NULL,
                   (SELECT r.id FROM runs r WHERE r.source_id = s.id ORDER BY r.sequence DESC LIMIT 1)
            FROM sources s WHERE s.status <> 'done' AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.source_id = s.id)
            UNION ALL
            SELECT a.id, a.source_id, NULL, 'duplicate', NULL, NULL, a.source_id, NULL, a.arrived_at, NULL, NULL
            FROM arrivals a WHERE a.kind = 'duplicate'
            UNION ALL
            SELECT a.id, a.id, NULL, 'quarantine', NULL, 'quarantine', a.id, a.sealed_reason, a.arrived_at, NULL, NULL
            FROM arrivals a WHERE a.kind = 'blocked' AND a.removed_at IS NULL;

        CREATE TABLE audit (
            sequence INTEGER PRIMARY KEY,
            slot TEXT NOT NULL,                 -- whose key seals the content
            sealed_content BLOB,                -- JSON; emptied where its slot was erased
            salt BLOB,
            digest TEXT NOT NULL,               -- of salt and content
            head TEXT NOT NULL                  -- of the entry before, the sequence and the digest
        ) STRICT;
        CREATE TABLE audit_subjects (
            subject TEXT NOT NULL,
            sequence INTEGER NOT NULL REFERENCES audit (sequence),
            PRIMARY KEY (subject, sequence)
        ) STRICT, WITHOUT ROWID;
        """
    )


def _people(db: Database) -> None:
    """Who may decide, and what they decided."""
    db.executescript(
        """
        CREATE TABLE users (
            name TEXT PRIMARY KEY,
            password_hash TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('handler', 'operator')),
            added_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE verdicts (
            id TEXT PRIMARY KEY,
            claim_id TEXT NOT NULL REFERENCES claims (id),
            run_id TEXT NOT NULL REFERENCES runs (id),
            verdict TEXT NOT NULL,
            reason_code TEXT NOT NULL,
            user TEXT NOT NULL,
            decided_at TEXT NOT NULL,
            settled_at TEXT                     -- when the worker took the claim up again
        ) STRICT;
        CREATE INDEX verdicts_by_claim ON verdicts (claim_id);
        CREATE INDEX verdicts_to_settle ON verdicts (decided_at) WHERE settled_at IS NULL;

        CREATE TABLE verdict_fields (
            verdict_id TEXT NOT NULL REFERENCES verdicts (id),
            path TEXT NOT NULL,
            critical INTEGER NOT NULL,
            mark TEXT NOT NULL CHECK (mark IN ('confirmed', 'corrected', 'not_looked_at')),
            sealed_typed BLOB,                  -- what the handler typed, where the field was corrected
            PRIMARY KEY (verdict_id, path)
        ) STRICT;

        CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
        """
    )
    db.table("facts").insert({"name": "chain_id", "value": str(uuid4())})


def _departures(db: Database) -> None:
    """What is counted, what leaves, and what has left."""
    db.executescript(
        """
        CREATE TABLE ledger (                   -- every message that may have left, byte for byte
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            message_id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            body BLOB NOT NULL,
            written_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE outbox (
            message_id TEXT PRIMARY KEY REFERENCES ledger (message_id),
            sent_at TEXT
        ) STRICT;
        CREATE TABLE release_buffer (           -- closed words only; each subject is counted once
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            subject TEXT NOT NULL,
            kind TEXT NOT NULL,
            first TEXT NOT NULL,
            second TEXT NOT NULL,
            count INTEGER NOT NULL,
            happened_at TEXT NOT NULL,
            message_id TEXT REFERENCES ledger (message_id),
            UNIQUE (subject, kind, first, second)
        ) STRICT;
        CREATE INDEX to_report ON release_buffer (sequence) WHERE message_id IS NULL;
        """
    )


def _joins(db: Database) -> None:
    """Documents that came in late and belong to an earlier claim, and what may come again almost the same."""
    db.execute(
        """
        CREATE TABLE joins (
            id TEXT PRIMARY KEY,
            claim_id TEXT NOT NULL REFERENCES claims (id),      -- as which the documents came in
            into_claim TEXT NOT NULL REFERENCES claims (id),    -- to which they belong
            run_id TEXT NOT NULL REFERENCES runs (id),          -- in which they were read
            kinds TEXT NOT NULL,                -- what the two share, parted by blanks; "" for a handler's word
            user TEXT NOT NULL,
            joined_at TEXT NOT NULL,
            split_at TEXT                       -- when a handler took them apart again
        ) STRICT
        """
    )
    db.execute("CREATE UNIQUE INDEX one_join ON joins (claim_id) WHERE split_at IS NULL")
    db.execute("CREATE INDEX joins_into ON joins (into_claim)")
    db.execute("CREATE INDEX joins_of ON joins (claim_id)")
    db.execute(
        """
        CREATE TABLE likenesses (               -- keyed digests of single marks
            claim_id TEXT NOT NULL REFERENCES claims (id),
            kind TEXT NOT NULL,
            part INTEGER NOT NULL,              -- which of the claim's things of this kind
            digest TEXT NOT NULL,
            PRIMARY KEY (kind, digest, claim_id, part)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX likenesses_of ON likenesses (claim_id)")
    db.execute("CREATE INDEX match_keys_of ON match_keys (claim_id)")
    db.execute("CREATE INDEX results_of ON results (subject, step)")
    db.execute("DROP VIEW lines")
    # As before, and with the claims that were joined to another, whose own state says nothing.
    db.execute(
        """
        CREATE VIEW lines AS
            SELECT c.id AS claim_id, c.source_id, c.claim_type,
                   CASE WHEN j.id IS NOT NULL THEN 'joined' WHEN c.status = 'decided' THEN 'working' ELSE c.status END
                   AS status,
                   c.tier, c.outcome, c.id AS slot, c.sealed_reasons, s.received_at, c.seconds, c.run_id,
                   j.into_claim AS joined_to
            FROM claims c JOIN sources s ON s.id = c.source_id
            LEFT JOIN joins j ON j.claim_id = c.id AND j.split_at IS NULL
            UNION ALL
            SELECT s.id, s.id, NULL, s.status, NULL, CASE s.status WHEN 'quarantine' THEN s.status END,
                   s.id, s.sealed_reasons, s.received_at, NULL,
                   (SELECT r.id FROM runs r WHERE r.source_id = s.id ORDER BY r.sequence DESC LIMIT 1), NULL
            FROM sources s WHERE s.status <> 'done' AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.source_id = s.id)
            UNION ALL
            SELECT a.id, a.source_id, NULL, 'duplicate', NULL, NULL, a.source_id, NULL, a.arrived_at, NULL, NULL, NULL
            FROM arrivals a WHERE a.kind = 'duplicate'
            UNION ALL
            SELECT a.id, a.id, NULL, 'quarantine', NULL, 'quarantine', a.id, a.sealed_reason, a.arrived_at, NULL, NULL,
                   NULL
            FROM arrivals a WHERE a.kind = 'blocked' AND a.removed_at IS NULL
        """
    )


def _reprocessings(db: Database) -> None:
    """Readings beside those that count: a trial of another pipeline, of which nothing counts until it is adopted."""
    db.execute(
        """
        CREATE TABLE reprocessings (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL UNIQUE,
            pipeline_digest TEXT NOT NULL REFERENCES pipelines (digest),
            selection TEXT NOT NULL,            -- JSON: which sources were asked for
            status TEXT NOT NULL CHECK (status IN ('open', 'discarded')),
            begun_at TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE trial_runs (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,            -- of the run, too, that it becomes where it is adopted
            reprocessing_id TEXT NOT NULL REFERENCES reprocessings (id),
            source_id TEXT NOT NULL REFERENCES sources (id),
            shard_key INTEGER NOT NULL,         -- of the source's id; its remainder by N is the shard
            -- refused: this pipeline would put the source into quarantine; skipped: the worker had it in hand
            status TEXT NOT NULL CHECK (status IN ('waiting', 'open', 'done', 'refused', 'skipped', 'failed')),
            code TEXT,                          -- why it was refused or failed, a closed word
            sealed_reasons BLOB,
            attempts INTEGER NOT NULL DEFAULT 0,
            lease_owner TEXT,                   -- the process that has it
            lease_token TEXT,
            lease_until REAL,                   -- seconds since 1970
            not_before REAL NOT NULL DEFAULT 0,
            opened_at TEXT,
            tallies TEXT,                       -- JSON: the source's documents, as they would be counted
            UNIQUE (reprocessing_id, source_id)
        ) STRICT
        """
    )
    db.execute("CREATE INDEX trial_runs_by_status ON trial_runs (reprocessing_id, status, sequence)")
    db.execute(
        """
        CREATE TABLE trial_claims (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            run_id TEXT NOT NULL REFERENCES trial_runs (id),
            claim_id TEXT NOT NULL,             -- of the claim, or of the one that this would be
            ordinal INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('both', 'new', 'lost')),
            basis_run TEXT REFERENCES runs (id),        -- what it is compared with
            basis_status TEXT,
            basis_seconds REAL,
            sealed_closing BLOB,                -- how the claim would end its run; NULL while it is worked on
            difference TEXT,                    -- JSON: paths, rules and closed words, no values
            seconds REAL,
            adopted_at TEXT,
            UNIQUE (run_id, claim_id)
        ) STRICT
        """
    )
    db.execute("CREATE INDEX trial_claims_of ON trial_claims (claim_id)")
    db.execute(
        """
        CREATE TABLE trial_results (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            run_id TEXT NOT NULL REFERENCES trial_runs (id),
            subject TEXT NOT NULL,
            step TEXT NOT NULL,
            part TEXT NOT NULL,
            round INTEGER NOT NULL,
            sealed_payload BLOB NOT NULL,
            milliseconds INTEGER NOT NULL,
            recorded_at TEXT NOT NULL,
            audit_sequence INTEGER NOT NULL REFERENCES audit (sequence),
            UNIQUE (run_id, subject, step, part, round)
        ) STRICT
        """
    )


MIGRATIONS: tuple[Callable[[Database], None], ...] = (_corridor, _people, _departures, _joins, _reprocessings)


def migrate(db: Database) -> None:
    """Bring the tables to the newest step, each step whole or not at all; OperatorError for a newer database."""
    if _version(db) > len(MIGRATIONS):
        raise OperatorError(
            f"The store was written by a newer Lodge (its version is {_version(db)}; this one knows "
            f"{len(MIGRATIONS)}). Install that version of Lodge again."
        )
    for number, step in enumerate(MIGRATIONS, start=1):
        if _version(db) >= number:
            continue
        db.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have been faster while this one waited for the lock.
            if _version(db) < number:
                step(db)
                db.execute(f"PRAGMA user_version = {number}")
        except BaseException:
            db.rollback()
            raise
        db.commit()


def _version(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
