"""How the entities stand in the network, each measure with its meaning, source and caveat."""
