"""The ground floor: what a claim is, and the pure steps that read, check and decide it."""
