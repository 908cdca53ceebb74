"""Secrets stay in Secrets that are made on site; tokens stay out of pods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from edge_deploy.validating.manifests import Manifest, items, mapping, scalars
from edge_deploy.validating.rule import Found, Rule, of_container, of_kinds
from edge_deploy.validating.scene import Container, Scene

_NAMES = re.compile(
    r"(^|[_.\-])(password|passwd|passphrase|pwd|secret|token|api_?key|private_?key|access_?key|secret_?key"
    r"|credentials?|auth|bearer|htpasswd|kubeconfig|dockerconfigjson|pgpass)($|[_.\-])",
    re.I,
)
_PLACES = re.compile(r"(_FILE|_PATH|_DIR|_NAME|_HEADER|_URL)$", re.I)  # where a secret lies is no secret
_VALUES = (
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY")),
    ("a password in an address", re.compile(r"[a-z][a-z0-9+]*://[^\s/:@$]+:[^\s/:@$]+@")),
    ("a cloud access key", re.compile(r"\b(AKIA|ASIA)[0-9A-Z]{16}\b")),
    ("a token", re.compile(r"\b(ghp|gho|ghs|glpat|xox[abp]|sk|hvs|hf|npm)[_-][A-Za-z0-9_-]{16,}")),
    ("a signed token", re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}")),
    (
        "a password",
        re.compile(r"\b(password|passwd|secret_?key|api_?key|private_?key)\s*[=:]\s*[\"']?[^\s\"'${<]{4,}", re.I),
    ),
    ("a bearer token", re.compile(r"\bBearer\s+[A-Za-z0-9._~+/-]{16,}")),
)
_FLAGS = re.compile(r"^--?(password|passwd|token|api-?key|secret(-key)?|private-key)(=.+)?$", re.I)


def secret_kind(name: str, value: Any) -> str:
    """What kind of secret a named value seems to be; empty where it seems none. The value is never quoted."""
    text = str(value if value is not None else "")
    for kind, pattern in _VALUES:
        if pattern.search(text):
            return kind
    spread = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    named = _NAMES.search(spread) and not _PLACES.search(spread)
    return "a secret by its name" if named and text.strip() and not text.startswith(("/", "$(")) else ""


@of_kinds("ConfigMap")
def in_config(config: Manifest) -> Iterator[str]:
    for part in ("data", "binaryData"):
        for name, value in mapping(config.body.get(part)).items():
            if kind := secret_kind(str(name), value):
                yield f"{part}.{name} holds {kind}; put it into a Secret made on site"


def in_env(container: Container) -> Iterator[str]:
    for each in container.env():
        if "value" in each and (kind := secret_kind(str(each.get("name")), each["value"])):
            yield f"env {each.get('name')} holds {kind}; take it from a Secret by valueFrom.secretKeyRef"


def in_arguments(container: Container) -> Iterator[str]:
    words = [str(word) for key in ("command", "args") for word in scalars(container.body.get(key))]
    for number, word in enumerate(words):
        flag = _FLAGS.match(word)
        given = (flag[3] or "=").strip("=") or "".join(words[number + 1 : number + 2]) if flag else ""
        kind = next((kind for kind, pattern in _VALUES if pattern.search(word)), "")
        if kind or (flag and given and not given.startswith(("$(", "/", "-"))):
            yield f"argument {number + 1} holds {kind or 'a secret'}; take it from a Secret"


@of_kinds("Secret")
def rendered(secret: Manifest) -> Iterator[str]:
    for part in ("data", "stringData"):
        if secret.body.get(part):
            yield f"{part} has values in a rendered file; make the Secret on the box"


def in_annotations(scene: Scene) -> Iterator[Found]:
    for each in scene.manifests:
        for name, value in mapping(each.metadata.get("annotations")).items():
            kind = next((kind for kind, pattern in _VALUES if pattern.search(str(value))), "")
            if kind or name == "kubectl.kubernetes.io/last-applied-configuration":
                yield each, "", f"annotation {name} holds {kind or 'an older copy of the object'}; take it out"


def token(scene: Scene) -> Iterator[Found]:
    accounts = {(each.namespace, each.name): each for each in scene.of("ServiceAccount")}
    for pod in scene.pods:
        account = accounts.get((pod.owner.namespace, str(pod.spec.get("serviceAccountName"))))
        inherited = account.body.get("automountServiceAccountToken") if account else None
        value = pod.spec.get("automountServiceAccountToken", inherited)
        if value is not False:
            yield pod.owner, "", "automountServiceAccountToken is not false, so a token is mounted; set it to false"
        for volume in pod.volumes():
            if any(
                "serviceAccountToken" in source for source in items(mapping(volume.get("projected")).get("sources"))
            ):
                yield pod.owner, "", f"volume {volume.get('name')} mounts a service account's token; take it out"


def account_token(scene: Scene) -> Iterator[Found]:
    """An account that a binding gives rights to is there to speak to the server, and pods name it on purpose."""
    bound = {
        (str(subject.get("namespace")), str(subject.get("name")))
        for binding in scene.of("RoleBinding", "ClusterRoleBinding")
        for subject in items(binding.body.get("subjects"))
    }
    for account in scene.of("ServiceAccount"):
        if account.body.get("automountServiceAccountToken") is False or (account.namespace, account.name) in bound:
            continue
        text = "automountServiceAccountToken is not false, so its pods get a token; set it to false"
        yield account, "", text


RULES = (
    Rule("secret.in_config", "No ConfigMap holds a secret.", in_config),
    Rule("secret.in_env", "No variable holds a secret.", of_container(in_env)),
    Rule("secret.in_arguments", "No argument holds a secret.", of_container(in_arguments)),
    Rule("secret.rendered", "No Secret's values are rendered.", rendered),
    Rule("secret.in_annotation", "No annotation holds a secret.", in_annotations),
    Rule("token.mounted", "No pod has an account's token.", token),
    Rule("token.account", "No account gives its token to pods.", account_token),
)
