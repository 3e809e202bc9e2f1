"""Tests of the linked-data site."""
