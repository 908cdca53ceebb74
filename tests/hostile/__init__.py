"""Hostile files: a corpus that is generated, what drives it through a site, and fuzzing of the readers."""
