"""Reviewers' decisions."""
