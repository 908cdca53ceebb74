"""Rendered manifests, checked offline: schemas of four Kubernetes minors, custom resources, and Lodge's own rules."""
