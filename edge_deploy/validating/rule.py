"""A rule of ours: an id, what it asks for, and the function that finds where it is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from edge_deploy.validating.faults import Fault
from edge_deploy.validating.manifests import Manifest
from edge_deploy.validating.scene import Container, Pod, Scene

Found = tuple[Manifest, str, str]  # the object, its container or "", what is wrong and what to do


@dataclass(frozen=True)
class Rule:
    """What a set must hold to."""

    id: str
    asks: str  # one sentence, for the docs
    find: Callable[[Scene], Iterable[Found]]

    def faults(self, scene: Scene) -> Iterator[Fault]:
        """Where the set breaks it."""
        for manifest, container, text in self.find(scene):
            yield Fault(manifest.source, manifest.subject, container, text, self.id)


def of_container(find: Callable[[Container], Iterable[str]]) -> Callable[[Scene], Iterator[Found]]:
    """A finder over a scene from one that looks at a single container."""

    def over(scene: Scene) -> Iterator[Found]:
        for each in scene.containers:
            yield from ((each.pod.owner, each.name, text) for text in find(each))

    return over


def of_pod(find: Callable[[Pod], Iterable[str]]) -> Callable[[Scene], Iterator[Found]]:
    """A finder over a scene from one that looks at a single pod."""

    def over(scene: Scene) -> Iterator[Found]:
        for each in scene.pods:
            yield from ((each.owner, "", text) for text in find(each))

    return over


def of_kinds(*kinds: str) -> Callable[[Callable[[Manifest], Iterable[str]]], Callable[[Scene], Iterator[Found]]]:
    """A finder over a scene from one that looks at a single object of these kinds."""

    def decorate(find: Callable[[Manifest], Iterable[str]]) -> Callable[[Scene], Iterator[Found]]:
        def over(scene: Scene) -> Iterator[Found]:
            for each in scene.of(*kinds):
                yield from ((each, "", text) for text in find(each))

        return over

    return decorate
