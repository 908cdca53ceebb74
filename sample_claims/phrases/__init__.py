"""What people say: many wordings per fact, chosen at random."""
