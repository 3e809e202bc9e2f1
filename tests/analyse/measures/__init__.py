"""Tests of `graph.analyse.measures`."""
