"""What is true in a scene: one module per claim type."""
