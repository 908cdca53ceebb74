"""What may come next in an answer under a JSON Schema, byte by byte; nothing is worked out before it is asked for.

It holds the same subset of JSON Schema as `schema_check`, save `pattern` and the bounds of numbers, which only the
check of the whole answer knows. All properties are given, in the schema's order, with one space behind commas and
colons: a small model that may choose its white space falls into endless indentation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

_QUOTE, _BACKSLASH, _SPACE = ord('"'), ord("\\"), ord(" ")
_DIGITS = b"0123456789"
_ESCAPED = b'"\\/bfnrt'
_ASCII_END = 0x80

# First byte of a character of several -> how many follow, and the range of the next one (Unicode, table 3-7).
_LEADS = {
    **dict.fromkeys(range(0xC2, 0xE0), (1, 0x80, 0xBF)),
    **dict.fromkeys(range(0xE1, 0xF0), (2, 0x80, 0xBF)),
    **dict.fromkeys(range(0xF1, 0xF4), (3, 0x80, 0xBF)),
    0xE0: (2, 0xA0, 0xBF),
    0xED: (2, 0x80, 0x9F),
    0xF0: (3, 0x90, 0xBF),
    0xF4: (3, 0x80, 0x8F),
}


class _Part(Protocol):
    """One piece of what must still come."""

    def after(self, byte: int) -> Iterable[tuple[_Part, ...]]:
        """What stands in this part's place when `byte` has come; nothing where it may not come."""
        ...

    def opened(self) -> Iterable[tuple[_Part, ...]] | None:
        """What this part is another word for, where it is; None where it waits for a byte."""
        ...

    def only(self) -> int | None:
        """The one byte that may come; None where several may."""
        ...


_Stack = tuple[_Part, ...]


class _Waiting:
    """A part that waits for a byte, of which several may come."""

    def opened(self) -> None:
        return None

    def only(self) -> int | None:
        return None


@dataclass(frozen=True)
class _Literal(_Waiting):
    rest: bytes

    def after(self, byte: int) -> Iterable[_Stack]:
        if self.rest[0] != byte:
            return ()
        return ((),) if len(self.rest) == 1 else ((_Literal(self.rest[1:]),),)

    def only(self) -> int | None:
        return self.rest[0]


@dataclass(frozen=True)
class _OneOf(_Waiting):
    choices: bytes

    def after(self, byte: int) -> Iterable[_Stack]:
        return ((),) if byte in self.choices else ()


@dataclass(frozen=True)
class _Tail(_Waiting):
    """The rest of a character of several bytes."""

    left: int
    low: int
    high: int

    def after(self, byte: int) -> Iterable[_Stack]:
        if not self.low <= byte <= self.high:
            return ()
        return ((),) if self.left == 1 else ((_Tail(self.left - 1, 0x80, 0xBF),),)


@dataclass(frozen=True)
class _Text:
    """The characters of a string and the quotation mark that ends it."""

    least: int
    most: int | None

    def after(self, byte: int) -> Iterable[_Stack]:
        if byte == _QUOTE:
            return ((),) if self.least <= 0 else ()
        if self.most == 0 or byte < _SPACE:
            return ()
        rest = _Text(self.least - 1, None if self.most is None else self.most - 1)
        if byte == _BACKSLASH:
            return ((_OneOf(_ESCAPED), rest),)
        if byte < _ASCII_END:
            return ((rest,),)
        return ((_Tail(*_LEADS[byte]), rest),) if byte in _LEADS else ()

    def opened(self) -> None:
        return None

    def only(self) -> int | None:
        return _QUOTE if self.most == 0 else None


@dataclass(frozen=True)
class _Either:
    """Another word for any of its choices."""

    choices: tuple[_Stack, ...]

    def after(self, byte: int) -> Iterable[_Stack]:
        raise AssertionError("A choice is opened before a byte is asked for.")

    def opened(self) -> Iterable[_Stack]:
        return self.choices

    def only(self) -> int | None:
        return None


@dataclass(frozen=True)
class _Rows(_Either):
    """The rows of a list behind its first ones, and the bracket that ends it."""

    row: _Stack = ()
    least: int = 0
    most: int | None = None
    first: bool = True

    def opened(self) -> Iterable[_Stack]:
        if self.least <= 0:
            yield (_Literal(b"]"),)
        if self.most != 0:
            more = _Rows((), self.row, self.least - 1, None if self.most is None else self.most - 1, False)
            yield (*self.row, more) if self.first else (_Literal(b", "), *self.row, more)


@dataclass(frozen=True)
class _Digits(_Either):
    """Any number of digits, none as well."""

    def opened(self) -> Iterable[_Stack]:
        return ((), (_OneOf(_DIGITS), self))


class Grammar:
    """How far an answer has come: an immutable state, from which `after` leads to the next."""

    def __init__(self, stacks: frozenset[_Stack]) -> None:
        """Use `start`."""
        self._stacks = stacks

    @classmethod
    def start(cls, schema: Mapping[str, Any]) -> Grammar:
        """Before the first byte of an answer that must fit `schema`."""
        return cls(_open({_parts(schema)}))

    @property
    def is_done(self) -> bool:
        """Whether the answer is whole."""
        return self._stacks == {()}

    def after(self, data: bytes) -> Grammar | None:
        """When `data` has come; None where it may not come."""
        stacks = self._stacks
        for byte in data:
            stacks = _open({(*new, *stack[1:]) for stack in stacks if stack for new in stack[0].after(byte)})
            if not stacks:
                return None
        return Grammar(stacks)

    def forced(self) -> tuple[bytes, Grammar]:
        """The bytes that are bound to come, and how far the answer is with them.

        A space at their end is left out, unless they end the answer: models write it in one with what follows.
        """
        came, grammar = bytearray(), self
        behind = [self]
        while (byte := grammar._only()) is not None:
            came.append(byte)
            grammar = Grammar(_open({(*new, *stack[1:]) for stack in grammar._stacks for new in stack[0].after(byte)}))
            behind.append(grammar)
        while came and came[-1] == _SPACE and not grammar.is_done:
            came.pop()
            behind.pop()
            grammar = behind[-1]
        return bytes(came), grammar

    def starts(self) -> list[int]:
        """Every byte that may come next."""
        tops = [stack[0] for stack in self._stacks if stack]
        return [byte for byte in range(256) if any(list(top.after(byte)) for top in tops)]

    def _only(self) -> int | None:
        bytes_ = {stack[0].only() if stack else None for stack in self._stacks}
        return next(iter(bytes_)) if len(bytes_) == 1 else None


def _open(stacks: Iterable[_Stack]) -> frozenset[_Stack]:
    waiting, left = set(), list(stacks)
    while left:
        stack = left.pop()
        choices = stack[0].opened() if stack else None
        if choices is None:
            waiting.add(stack)
        else:
            left.extend((*choice, *stack[1:]) for choice in choices)
    return frozenset(waiting)


def _parts(schema: Mapping[str, Any]) -> _Stack:
    """What an instance of `schema` is made of."""
    if "anyOf" in schema:
        return (_Either(tuple(_parts(branch) for branch in schema["anyOf"])),)
    if "enum" in schema or "const" in schema:
        return (_Either(tuple((_Literal(_json(value)),) for value in schema.get("enum", [schema.get("const")]))),)
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    return (_Either(tuple(_parts_of(kind, schema) for kind in kinds)),)


def _parts_of(kind: str, schema: Mapping[str, Any]) -> _Stack:
    if kind == "string":
        return (_Literal(b'"'), _Text(schema.get("minLength", 0), schema.get("maxLength")))
    if kind == "object":
        return _object(schema.get("properties", {}))
    if kind == "array":
        rows = _Rows((), _parts(schema["items"]), schema.get("minItems", 0), schema.get("maxItems"))
        return (_Literal(b"["), rows)
    if kind == "boolean":
        return (_Either(((_Literal(b"true"),), (_Literal(b"false"),))),)
    if kind == "null":
        return (_Literal(b"null"),)
    whole: _Stack = (
        _Either(((), (_Literal(b"-"),))),
        _Either(((_Literal(b"0"),), (_OneOf(_DIGITS[1:]), _Digits(())))),
    )
    return whole if kind == "integer" else (*whole, _Either(((), (_Literal(b"."), _OneOf(_DIGITS), _Digits(())))))


def _object(properties: Mapping[str, Any]) -> _Stack:
    parts: list[_Part] = [_Literal(b"{")]
    for number, (name, branch) in enumerate(properties.items()):
        comma = b", " if number else b""
        parts += [_Literal(comma + _json(name) + b": "), *_parts(branch)]
    return (*parts, _Literal(b"}"))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
