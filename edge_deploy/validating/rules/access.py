"""What accounts may do: nothing that leads to secrets, into pods or to more rights."""

from __future__ import annotations

from collections.abc import Iterator

from edge_deploy.validating.manifests import Manifest, items, mapping, scalars
from edge_deploy.validating.rule import Rule, of_kinds

_ROLES = ("Role", "ClusterRole")
_READ = {"get", "list", "watch", "*"}
_WRITE = {"create", "update", "patch", "delete", "deletecollection", "*"}
_INSIDE = ("pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "pods/log", "pods/ephemeralcontainers")
_NODES = ("nodes/proxy", "nodes/exec", "services/proxy")
_RIGHTS = ("roles", "rolebindings", "clusterroles", "clusterrolebindings")
_HOOKS = ("mutatingwebhookconfigurations", "validatingwebhookconfigurations", "validatingadmissionpolicybindings")
_ANYONE = ("system:anonymous", "system:unauthenticated", "system:authenticated", "system:serviceaccounts")


@of_kinds(*_ROLES)
def wildcard(role: Manifest) -> Iterator[str]:
    for number, rule in enumerate(items(role.body.get("rules")), start=1):
        for key in ("verbs", "resources", "apiGroups", "nonResourceURLs"):
            if "*" in scalars(rule.get(key)):
                yield f"rule {number} has * in {key}; name them"


@of_kinds(*_ROLES)
def secrets(role: Manifest) -> Iterator[str]:
    for number, rule in enumerate(items(role.body.get("rules")), start=1):
        if {"secrets"} & _resources(rule):
            yield f"rule {number} reaches secrets ({', '.join(map(str, scalars(rule.get('verbs'))))}); take it out"


@of_kinds(*_ROLES)
def inside(role: Manifest) -> Iterator[str]:
    for number, rule in enumerate(items(role.body.get("rules")), start=1):
        for name in sorted(_resources(rule) & {*_INSIDE, *_NODES}):
            yield f"rule {number} reaches {name}, where claims are; take it out"


@of_kinds(*_ROLES)
def more_rights(role: Manifest) -> Iterator[str]:
    for number, rule in enumerate(items(role.body.get("rules")), start=1):
        verbs = set(map(str, scalars(rule.get("verbs"))))
        for verb in sorted(verbs & {"escalate", "bind", "impersonate"}):
            yield f"rule {number} has the verb {verb}, by which an account gets more rights; take it out"
        for name in sorted(_resources(rule) & {*_RIGHTS, *_HOOKS, "serviceaccounts/token"}) if verbs & _WRITE else ():
            yield f"rule {number} writes {name}, by which an account gets more rights; take it out"


@of_kinds("RoleBinding", "ClusterRoleBinding")
def bound(binding: Manifest) -> Iterator[str]:
    role = mapping(binding.body.get("roleRef")).get("name")
    if role in ("cluster-admin", "admin", "edit") or str(role).startswith("system:masters"):
        yield f"binds {role}; bind a role with the few rights that are needed"
    for subject in items(binding.body.get("subjects")):
        name = str(subject.get("name"))
        if name.startswith(_ANYONE):
            yield f"binds {name}, which is anyone; name an account"
        if subject.get("kind") == "Group" and name == "system:masters":
            yield "binds system:masters; name an account"
        if subject.get("kind") == "ServiceAccount" and name == "default":
            yield "binds the default account, which any pod has; make an account of its own"


def _resources(rule: dict[str, object]) -> set[str]:
    found = rule.get("resources")
    return set(map(str, found)) if isinstance(found, list) else set()


RULES = (
    Rule("access.wildcard", "No role has a wildcard.", wildcard),
    Rule("access.secrets", "No role reaches secrets.", secrets),
    Rule("access.inside", "No role reaches into pods, their logs or nodes.", inside),
    Rule("access.more_rights", "No role leads to more rights.", more_rights),
    Rule("access.bound", "No binding gives broad rights, or rights to anyone.", bound),
)
