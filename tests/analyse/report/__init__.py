"""Tests of `graph.analyse.report`."""
