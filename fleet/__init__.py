"""The central side: takes signed summaries in, shows the fleet, and cannot name a claim."""
