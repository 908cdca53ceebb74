"""What may leave a site, and nothing else: the closed list of messages and the bands they count in."""
