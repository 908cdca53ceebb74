"""Where images come from, and that a restart gets the same one."""

from __future__ import annotations

from collections.abc import Iterator

from edge_deploy.validating.rule import Found, Rule, of_container
from edge_deploy.validating.scene import Container, Scene

_MOVING = ("latest", "stable", "main", "master", "edge", "nightly", "dev", "devel", "canary", "rolling")


def tag_of(image: str) -> str:
    """The tag of an image's name; a registry's port is none."""
    last = image.split("@", 1)[0].rpartition("/")[2]
    return last.partition(":")[2]


def moving_tag(container: Container) -> Iterator[str]:
    image = container.image
    if not image or "@sha256:" in image:
        return
    tag = tag_of(image)
    if not tag:
        yield f"image {image} has no tag, which means latest; name a version or a digest"
    elif tag in _MOVING or tag.startswith("latest"):
        yield f"image {image} has the moving tag {tag}; name a version or a digest"


def missing(container: Container) -> Iterator[str]:
    if not container.image and container.pod.is_own:
        yield "has no image; name one with its version"


def malformed(container: Container) -> Iterator[str]:
    image = container.image
    if any(letter.isspace() for letter in image) or "://" in image or image.split("@")[0].lower() != _lower_path(image):
        yield f"image {image} is not written as registry/name:version"
    if "@" in image and not _is_digest(image.partition("@")[2]):
        yield f"image {image} has no digest of the form sha256: and 64 hexadecimal digits"


def pull_policy(container: Container) -> Iterator[str]:
    if container.body.get("imagePullPolicy") == "Always":
        yield "imagePullPolicy is Always, so a branch without its line cannot restart; use IfNotPresent"


def registry(scene: Scene) -> Iterator[Found]:
    allowed = scene.options.registries
    for container in scene.containers if allowed else ():
        image = container.image
        if image and not any(image.startswith(prefix.rstrip("/") + "/") for prefix in allowed):
            yield (
                container.pod.owner,
                container.name,
                f"image {image} is not of {', '.join(allowed)}; use that registry",
            )


def _lower_path(image: str) -> str:
    name, colon, tag = image.split("@")[0].rpartition("/")[2].partition(":")
    folder = image.split("@")[0].rpartition("/")[0]
    joined = f"{folder}/{name}" if folder else name
    return (joined.lower() + colon + tag).lower() if joined == joined.lower() else ""


def _is_digest(text: str) -> bool:
    kind, _, digits = text.partition(":")
    return kind == "sha256" and len(digits) == 64 and set(digits) <= set("0123456789abcdef")


RULES = (
    Rule("image.tag", "Every image has a version or a digest, never `latest`.", of_container(moving_tag)),
    Rule("image.missing", "Every container has an image.", of_container(missing)),
    Rule("image.name", "An image's name is written as registries take it.", of_container(malformed)),
    Rule("image.pull_policy", "A restart needs no registry.", of_container(pull_policy)),
    Rule("image.registry", "Images come from the registries named by `--registry`.", registry),
)
