"""Tests of the explorer page."""
