"""What is done again and again beside a block of work."""

from __future__ import annotations

import threading

import pytest

from agent.repeating import repeating


def test_it_is_done_again_until_the_block_ends() -> None:
    seen, twice = [], threading.Event()

    def act() -> None:
        seen.append(threading.current_thread().name)
        if len(seen) > 1:
            twice.set()

    with repeating(0.001, act, "beat"):
        assert twice.wait(60)
    count = len(seen)
    assert set(seen) == {"beat"}
    assert not any(thread.name == "beat" for thread in threading.enumerate())
    assert len(seen) == count


def test_an_awaited_error_ends_it_and_not_the_block() -> None:
    calls, called = [], threading.Event()

    def act() -> None:
        calls.append(1)
        called.set()
        raise LookupError

    with repeating(0.001, act, "beat", until=(LookupError,)):
        assert called.wait(60)
    assert len(calls) == 1


def test_an_error_of_the_block_comes_through_and_ends_it() -> None:
    with pytest.raises(ValueError, match="block"), repeating(60, lambda: None, "beat"):
        raise ValueError("block")
    assert not any(thread.name == "beat" for thread in threading.enumerate())
