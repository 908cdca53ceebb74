"""Benching: Lodge and its baselines on the same documents, with the same weights, in turn."""
