"""The index of past claims and policy wording: what is nearest in meaning. It stays on the site."""
