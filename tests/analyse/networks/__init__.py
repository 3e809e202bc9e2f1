"""Tests of `graph.analyse.networks`."""
