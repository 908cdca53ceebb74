"""What earlier claims were about, as keyed digests: enough to meet one again, and nothing to read."""

from __future__ import annotations

import json
from collections.abc import Sequence

from agent.store.base import Base

DOCUMENT, LOSS_DAY, LOSS = "document", "loss_day", "loss"
# By when the source came in: with two workers a later source's claim may be made before an earlier one's.
_CLAIMS = "JOIN claims c ON c.id = m.claim_id JOIN sources s ON s.id = c.source_id"
_EARLIER = (
    "(? IS NULL OR (s.sequence, c.ordinal) < "
    "(SELECT t.sequence, d.ordinal FROM claims d JOIN sources t ON t.id = d.source_id WHERE d.id = ?))"
)


class Remembering(Base):
    """The look-ups behind ports.PastClaims."""

    def matches(self, kind: str, key: str, before: str | None) -> list[str]:
        """Ids of claims that were finished with this key; with `before`, only those received before that claim."""
        return self.matches_any(kind, (key,), before)

    def matches_any(self, kind: str, keys: Sequence[str], before: str | None) -> list[str]:
        """Ids of claims that were finished with one of these keys."""
        sql = f"""
            SELECT DISTINCT m.claim_id, s.sequence, c.ordinal FROM match_keys m
            {_CLAIMS}
            WHERE m.kind = ? AND m.digest IN (SELECT value FROM json_each(?)) AND {_EARLIER}
            ORDER BY s.sequence, c.ordinal
        """  # noqa: S608 (constants)
        return [row["claim_id"] for row in self._all(sql, kind, self._digests(kind, keys), before, before)]

    def alike(self, kind: str, marks: Sequence[str], least: int, before: str | None) -> list[str]:
        """Ids of claims that were finished with something of which at least `least` of these marks are true."""
        sql = f"""
            SELECT DISTINCT claim_id, sequence, ordinal FROM (
                SELECT m.claim_id, s.sequence, c.ordinal FROM likenesses m {_CLAIMS}
                WHERE m.kind = ? AND m.digest IN (SELECT value FROM json_each(?)) AND {_EARLIER}
                GROUP BY m.claim_id, m.part HAVING COUNT(*) >= ?
            ) ORDER BY sequence, ordinal
        """  # noqa: S608 (constants)
        return [row["claim_id"] for row in self._all(sql, kind, self._digests(kind, marks), before, before, least)]

    def _digests(self, kind: str, keys: Sequence[str]) -> str:
        """The keys' digests as a JSON array."""
        return json.dumps([self.keyed_digest(f"{kind}:{key}") for key in keys])
