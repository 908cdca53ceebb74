"""YAML as a Kubernetes server reads it: no key twice, no dates, no bombs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, ClassVar

import yaml

MAX_BYTES = 16_000_000
_MAX_NODES = 400_000  # after anchors are written out; the largest CRD known has 60,000
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DocumentError(Exception):
    """Text that no server would take; the message says where and why."""


class _Loader(_Base):  # type: ignore[misc]
    """Safe YAML in which a timestamp stays text and a key stands once."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen: set[Any] = set()
        for key, _ in node.value:
            if key.tag == "tag:yaml.org,2002:merge":
                continue
            if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
                raise DocumentError(f"line {key.start_mark.line + 1}: a key is not text; put it in quotes")
            if key.value in seen:
                raise DocumentError(f"line {key.start_mark.line + 1}: the key {key.value} stands twice; keep one")
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def read_documents(data: bytes) -> Iterator[Any]:
    """The documents of a YAML or JSON text, empty ones left out; DocumentError where a server would refuse it."""
    loader = _Loader(_decoded(data))
    try:
        while loader.check_node():
            node = loader.get_node()
            _measure(node, {}, set())
            value = loader.construct_document(node)
            if value is not None:
                yield value
    except DocumentError:
        raise
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise DocumentError(f"{line}not YAML: {error.problem or error.context}") from None
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise DocumentError(f"not YAML: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise DocumentError("nested too deeply to be a manifest") from None
    finally:
        loader.dispose()


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{len(data):,} bytes; a manifest may have {MAX_BYTES:,}")
    if b"\0" in data:
        raise DocumentError("binary, not text; name the rendered YAML")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentError("not UTF-8 text; name the rendered YAML") from None


def _measure(node: Any, sizes: dict[int, int], above: set[int]) -> int:
    """How many nodes there are once anchors are written out; refuses a bomb before it is built."""
    if id(node) in sizes:
        return sizes[id(node)]
    if id(node) in above:
        raise DocumentError("an anchor contains itself; write it out")
    size = 1
    if not isinstance(node, yaml.ScalarNode):
        above.add(id(node))
        parts = node.value if isinstance(node, yaml.SequenceNode) else [part for pair in node.value for part in pair]
        size += sum(_measure(part, sizes, above) for part in parts)
        above.discard(id(node))
    elif node.tag == "tag:yaml.org,2002:float" and not _finite(node.value):
        raise DocumentError(f"line {node.start_mark.line + 1}: {node.value} is no number that JSON has")
    if size > _MAX_NODES:
        raise DocumentError(f"anchors write out to more than {_MAX_NODES:,} values; write less of them")
    sizes[id(node)] = size
    return size


def _finite(text: str) -> bool:
    try:
        return math.isfinite(float(text.replace("_", "")))
    except ValueError:
        return not text.lower().lstrip("+-.").startswith(("inf", "nan"))
