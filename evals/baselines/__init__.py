"""Baselines: what a branch could run instead of Lodge, set up as their documentation says."""
