"""How Lodge gets onto a box."""
