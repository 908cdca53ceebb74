"""The word banks: invented people, places, firms and things, as plain tuples."""
