"""The appliance's commands, one file for each."""
