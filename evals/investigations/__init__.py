"""Investigations: claims whose first reading leaves a doubt, and what each order of looks makes of them."""
