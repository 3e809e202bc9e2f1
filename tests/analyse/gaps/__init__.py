"""Tests of `graph.analyse.gaps`."""
