"""Changing: files made of good ones by changes of the kinds that break parsers, as a strategy of hypothesis."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

_KINDS = ("other", "gone", "again", "token", "borrowed", "cut", "bit", "moved")


@st.composite
def changed(draw: st.DrawFn, seeds: Sequence[bytes], tokens: Sequence[bytes], max_bytes: int) -> bytes:
    """One of the seeds with some changes, at most `max_bytes` long."""
    held = bytearray(draw(st.sampled_from(seeds))[:max_bytes])
    for kind in draw(st.lists(st.sampled_from(_KINDS), min_size=1, max_size=16)):
        at = draw(st.integers(0, len(held)))
        end = min(len(held), at + draw(st.sampled_from((1, 2, 4, 16, 200))))
        if kind == "other":
            held[at:end] = draw(st.binary(max_size=16))
        elif kind == "gone":
            del held[at:end]
        elif kind == "again":
            held[at:at] = held[at:end] * draw(st.sampled_from((1, 3, 50)))
        elif kind == "token":
            held[at:end] = draw(st.sampled_from(tokens)) * draw(st.sampled_from((1, 1, 1, 30, 300)))
        elif kind == "borrowed":
            other = draw(st.sampled_from(seeds))
            start = draw(st.integers(0, len(other)))
            held[at:at] = other[start : start + draw(st.sampled_from((4, 40, 400)))]
        elif kind == "cut":
            del held[max(at, 1) :]
        elif kind == "bit" and at < len(held):
            held[at] ^= 1 << draw(st.integers(0, 7))
        elif kind == "moved":
            place = draw(st.integers(0, len(held)))
            held[at:end], held[place : place + 4] = held[place : place + 4], held[at:end]
    return bytes(held[:max_bytes])
