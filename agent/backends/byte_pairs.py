"""The tokenizer that a GGUF file of a Qwen2 model carries: byte pairs, merged in the order of their ranks.

Marks such as "<|im_end|>" are never read out of text: a document that contains them cannot end its own turn.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from agent.backends.gguf import Gguf
from pipelines.errors import OperatorError

_LAYOUT, _SPLIT = "gpt2", "qwen2"
_PLAIN = 1  # the file's number for a token that is text
_KEPT_PIECES = 20_000
_LAST_NUMBER = 0x3400  # no number outside 0-9 and its likes lies behind this in the scripts that claims are written in


class BytePairs:
    """Text to tokens, and tokens to the bytes they stand for."""

    def __init__(self, weights: Gguf) -> None:
        """Take over the file's vocabulary; OperatorError where it is of another kind."""
        facts = weights.facts
        if (facts.get("tokenizer.ggml.model"), facts.get("tokenizer.ggml.pre")) != (_LAYOUT, _SPLIT):
            raise OperatorError(
                "The openvino engine does not know this model's tokenizer. Set backend (LODGE_BACKEND) to llamacpp."
            )
        words: list[str] = facts["tokenizer.ggml.tokens"]
        self._ids = {word: number for number, word in enumerate(words)}
        self._ranks = {pair: rank for rank, pair in enumerate(facts["tokenizer.ggml.merges"])}
        self._letters = _byte_letters()
        plain = facts["tokenizer.ggml.token_type"]
        to_byte = {letter: byte for byte, letter in enumerate(self._letters)}
        self.spelled = [
            bytes(to_byte[letter] for letter in word) if kind == _PLAIN else b""
            for word, kind in zip(words, plain, strict=True)
        ]
        self._split = re.compile(_pattern())
        self._merged = lru_cache(_KEPT_PIECES)(self._merge)

    def mark(self, name: str) -> int:
        """The token of a mark, such as "<|im_end|>"."""
        return self._ids[name]

    def encode(self, text: str) -> list[int]:
        """The tokens that spell `text`; nothing in it is taken for a mark."""
        return [token for piece in self._split.findall(text) for token in self._merged(piece)]

    def _merge(self, piece: str) -> tuple[int, ...]:
        parts = [self._letters[byte] for byte in piece.encode(errors="replace")]
        while len(parts) > 1:
            ranked = [
                (rank, place)
                for place in range(len(parts) - 1)
                if (rank := self._ranks.get(f"{parts[place]} {parts[place + 1]}")) is not None
            ]
            if not ranked:
                break
            pair = min(ranked)[1]
            parts[pair : pair + 2] = [parts[pair] + parts[pair + 1]]
        return tuple(self._ids[part] for part in parts)


def _byte_letters() -> list[str]:
    """The letter that the vocabulary writes for each byte: itself where it can be seen, else one from 256 on."""
    shown = {*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)}
    hidden = iter(range(256, 512))
    return [chr(byte) if byte in shown else chr(next(hidden)) for byte in range(256)]


@lru_cache(1)
def _pattern() -> str:
    # Python's letters include numbers such as ½, which the vocabulary counts as numbers.
    odd = "".join(
        re.escape(chr(code)) for code in range(_LAST_NUMBER) if unicodedata.category(chr(code)) in ("Nl", "No")
    )
    letter, number = rf"[^\W\d_{odd}]", rf"[\d{odd}]"
    # Neither letter nor number: a mark, an underscore, or a joining sign that is no letter to Python either.
    mark = r"[^\s\w]|_"
    return (
        rf"(?i:'s|'t|'re|'ve|'m|'ll|'d)|(?:(?![\r\n])(?:\s|{mark}))?{letter}+|{number}"
        rf"| ?(?:{mark})+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    )
