"""Reading the backlog again with another model or pipeline, beside the readings that count."""
