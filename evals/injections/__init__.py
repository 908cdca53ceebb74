"""Injections: the same paper with an order to the machine in it and with a neutral sentence, and what that changes."""
