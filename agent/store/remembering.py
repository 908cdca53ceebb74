"""What earlier claims were about, as keyed digests: enough to meet one again, and nothing to read."""

from __future__ import annotations

from agent.store.base import Base

DOCUMENT, LOSS_DAY, LOSS = "document", "loss_day", "loss"


class Remembering(Base):
    """The look-ups behind ports.PastClaims."""

    def matches(self, kind: str, key: str, before: str | None) -> list[str]:
        """Ids of claims that were finished with this key; with `before`, only those received before that claim."""
        sql = """
            SELECT m.claim_id FROM match_keys m JOIN claims c ON c.id = m.claim_id
            WHERE m.kind = ? AND m.digest = ? AND (? IS NULL OR c.sequence < (SELECT sequence FROM claims WHERE id = ?))
            ORDER BY c.sequence
        """
        digest = self.keyed_digest(f"{kind}:{key}")
        return [row["claim_id"] for row in self._all(sql, kind, digest, before, before)]
