"""Scoring of extraction against gold annotations, with intervals and the misses by name."""
