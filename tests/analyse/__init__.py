"""Tests of the projection, the measures, the matrix, the findings, the terminal table and the report."""
