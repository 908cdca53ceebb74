"""The appliance: one process that takes documents through the pipeline."""
