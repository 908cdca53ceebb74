"""The appliance: one process that takes documents through the pipeline."""

__version__ = "0.1.0"
