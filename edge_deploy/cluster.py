"""A cluster as `lodge deploy status` reads it: objects by name or label, and never the values of a Secret."""

from __future__ import annotations

import json
from typing import Any

from edge_deploy.kustomizing import Object
from pipelines.errors import OperatorError

PART_OF = "app.kubernetes.io/part-of=lodge"
_SECONDS = 20
_OK, _NOT_FOUND = 200, 404
_METADATA = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"


class Cluster:
    """Reads through a kubeconfig, by paths of the API: no kind needs a class of its own."""

    def __init__(self, kubeconfig: str | None = None, context: str | None = None) -> None:
        try:
            # Here, because it takes a second to import and few commands need it.
            from kubernetes import config
            from urllib3.exceptions import HTTPError
        except ImportError:
            raise OperatorError("The Kubernetes client is not here. Install it: pip install 'lodge[deploy]'") from None
        try:
            load: Any = config.new_client_from_config  # without types of its own
            self._api = load(kubeconfig, context)
        except (config.ConfigException, OSError) as error:
            said = str(error).rstrip(".")
            raise OperatorError(f"The kubeconfig cannot be used: {said}. Give one with --kubeconfig.") from None
        self._silence: type[Exception] = HTTPError
        self._kinds: dict[str, dict[str, Object]] = {}

    def read(self, rendered: Object) -> Object | None:
        """The object of this name as the cluster has it; None where it has none, or does not know its kind."""
        place = self._place(rendered["apiVersion"], rendered["kind"], rendered["metadata"].get("namespace"))
        if place is None:
            return None
        secret = rendered["kind"] == "Secret"
        return self._get(f"{place}/{rendered['metadata']['name']}", _METADATA if secret else "application/json")

    def labelled(self, version: str, kind: str, selector: str, namespace: str | None = None) -> list[Object]:
        """All objects of a kind with these labels; of a Secret its name alone."""
        place = self._place(version, kind, namespace)
        if place is None:
            return []
        wanted = _METADATA.replace("Metadata;", "MetadataList;") if kind == "Secret" else "application/json"
        found = self._get(place, wanted, {"labelSelector": selector}) or {}
        items: list[Object] = found.get("items") or []
        return items

    def _place(self, version: str, kind: str, namespace: str | None) -> str | None:
        root = f"/apis/{version}" if "/" in version else f"/api/{version}"
        if version not in self._kinds:
            found = self._get(root) or {}
            self._kinds[version] = {one["kind"]: one for one in found.get("resources", []) if "/" not in one["name"]}
        known = self._kinds[version].get(kind)
        if known is None:
            return None
        scope = f"/namespaces/{namespace}" if known["namespaced"] and namespace else ""
        return f"{root}{scope}/{known['name']}"

    def _get(self, path: str, wanted: str = "application/json", query: dict[str, str] | None = None) -> Object | None:
        request = self._api.param_serialize(
            "GET",
            path,
            query_params=list((query or {}).items()),
            header_params={"Accept": wanted},
            auth_settings=["BearerToken"],
        )
        try:
            response = self._api.call_api(*request, _request_timeout=_SECONDS)
            body = response.read()
        except self._silence as error:  # of urllib3: nobody answers, or no one whom the kubeconfig trusts
            raise OperatorError(
                f"The cluster does not answer ({type(error).__name__}). Check --kubeconfig and the line."
            ) from None
        if response.status == _NOT_FOUND:
            return None
        if response.status != _OK:
            raise OperatorError(
                f"The cluster refuses to read {path}: HTTP {response.status}. Check the rights of the account."
            )
        answer: Object = json.loads(body)
        return answer
