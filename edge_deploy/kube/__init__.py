"""A real Kubernetes on loopback, for tests and for a developer's hand: `make kube`."""
