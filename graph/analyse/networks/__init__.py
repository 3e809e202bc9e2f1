"""The graph as networkx has it: claims as a multigraph, institutions beside what they act on, integer arrays."""
