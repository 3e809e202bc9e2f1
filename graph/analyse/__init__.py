"""What the graph says as a whole: its network, its measures, the matrix of themes, and the report of all that."""
