"""Tests of the questions to the graph."""
