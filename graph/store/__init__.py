"""Where triples are kept and asked for."""
