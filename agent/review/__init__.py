"""The handlers' page: the queue, one claim beside its documents, and the verdict."""
