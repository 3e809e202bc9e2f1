"""Reviewers' decisions beside an article: their format, their application at every build, and what awaits one."""
