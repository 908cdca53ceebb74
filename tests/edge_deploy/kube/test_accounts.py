"""The agent's account can do nothing: access reviews on a real API server, and what its pod is given."""

import pytest
from kube_parts import Document, can_i, of_kind, overlay, wait_running

from edge_deploy.kube.cluster import Cluster

pytestmark = pytest.mark.kube

AGENT = "system:serviceaccount:lodge:lodge"
NOBODY = "system:serviceaccount:lodge:nobody"
WISHES = [
    *((verb, "pods", "") for verb in ("get", "list", "watch", "create", "delete", "patch")),
    ("create", "pods", "exec"),
    ("create", "pods", "attach"),
    ("create", "pods", "portforward"),
    ("create", "pods", "ephemeralcontainers"),
    ("get", "pods", "log"),
    ("get", "secrets", ""),
    ("list", "secrets", ""),
    ("get", "configmaps", ""),
    ("update", "configmaps", ""),
    ("get", "persistentvolumeclaims", ""),
    ("patch", "statefulsets.apps", ""),
    ("create", "jobs.batch", ""),
    ("create", "serviceaccounts", "token"),
    ("impersonate", "serviceaccounts", ""),
    ("create", "rolebindings.rbac.authorization.k8s.io", ""),
    ("escalate", "roles.rbac.authorization.k8s.io", ""),
    ("get", "nodes", ""),
    ("get", "nodes", "proxy"),
    ("delete", "networkpolicies.networking.k8s.io", ""),
    ("create", "resourceclaims.resource.k8s.io", ""),
    ("*", "*", ""),
]


@pytest.fixture(scope="module")
def branch(cluster: Cluster) -> Cluster:
    """The cluster with the overlay `embedded` running, and another account that nobody gave anything."""
    cluster.apply(overlay("embedded"))
    cluster.kubectl("create", "serviceaccount", "nobody", "--namespace=lodge")
    wait_running(cluster, "lodge", "app.kubernetes.io/name=lodge,app.kubernetes.io/component=agent")
    return cluster


@pytest.mark.parametrize(("verb", "resource", "subresource"), WISHES)
def test_the_agents_account_may_not(branch: Cluster, verb: str, resource: str, subresource: str) -> None:
    assert not can_i(branch, AGENT, verb, resource, subresource=subresource)


def test_the_review_would_say_yes_to_one_who_may(branch: Cluster) -> None:
    branch.kubectl("create", "role", "reader", "--verb=get", "--resource=pods", "--namespace=lodge")
    branch.kubectl(
        "create", "rolebinding", "reader", "--role=reader", "--serviceaccount=lodge:reader", "--namespace=lodge"
    )
    assert can_i(branch, "system:serviceaccount:lodge:reader", "get", "pods")
    assert not can_i(branch, "system:serviceaccount:lodge:reader", "get", "secrets")


def test_its_list_of_rights_is_that_of_an_account_with_none(branch: Cluster) -> None:
    lists = [
        branch.kubectl("auth", "can-i", "--list", f"--as={account}", "--namespace=lodge") for account in (AGENT, NOBODY)
    ]
    assert sorted(lists[0].splitlines()) == sorted(lists[1].splitlines())
    resources = [words[0] for line in lists[0].splitlines()[1:] if (words := line.split())[0] != "[]"]
    assert all(name.startswith(("selfsubject", "[/")) for name in resources), resources


def test_no_pod_of_ours_holds_a_token(branch: Cluster) -> None:
    pods = branch.items("pods", "--namespace=lodge")
    assert pods
    for pod in pods:
        assert not [volume for volume in pod["spec"].get("volumes", ()) if holds_token(volume)], pod["metadata"]["name"]


def test_such_a_token_would_be_seen(branch: Cluster) -> None:
    pod: Document = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "curious", "namespace": "default"},
        "spec": {"containers": [{"name": "one", "image": "lodge:0.1.0"}]},
    }
    branch.apply([pod])
    made = branch.get("pod", "curious", "--namespace=default")
    branch.kubectl("delete", "pod", "curious", "--namespace=default", "--force", "--grace-period=0")
    assert any(holds_token(volume) for volume in made["spec"]["volumes"])


def test_the_overlay_binds_no_role(branch: Cluster) -> None:
    kinds = ("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding")
    assert not of_kind(overlay("embedded"), *kinds)


def holds_token(volume: Document) -> bool:
    """Whether a volume brings an account's token into the pod."""
    return any("serviceAccountToken" in source for source in volume.get("projected", {}).get("sources", ()))
