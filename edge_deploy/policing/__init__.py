"""NetworkPolicies read as Kubernetes reads them: told as a table of doors, and enforced by nftables on packets."""
