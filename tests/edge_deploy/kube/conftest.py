"""A real Kubernetes for the tests of manifests: started once, cleaned where a module asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kube_parts import BOX, remove_ours

from edge_deploy.kube.box import add_box, add_storage_class, add_volumes
from edge_deploy.kube.cluster import Cluster, start_cluster
from edge_deploy.kube.parts import Parts


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster with one box of 16 GB; no provisioner runs, so claims bind volumes that lie there already."""
    if (missing := Parts().missing()) is not None:
        pytest.skip(f"The cluster cannot start: {missing}")
    cluster = start_cluster(tmp_path_factory.mktemp("cluster"), Parts())
    try:
        add_storage_class(cluster)
        add_box(cluster, BOX)
        add_volumes(cluster, BOX, 8)
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture
def clean_cluster(cluster: Cluster) -> Cluster:
    """That cluster without anything of ours that an earlier test left there."""
    remove_ours(cluster)
    return cluster
