"""The ways by which a policy reaches institutions, what they do, and whom that serves."""
