"""Tests of the response paths."""
