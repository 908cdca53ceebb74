"""Labelling: truths for an author's own documents: drafted by reading, confirmed or corrected by a person."""
