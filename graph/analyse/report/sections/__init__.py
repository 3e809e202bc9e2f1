"""The sections of the report, one a module; each composes its blocks from the analysis and numbers what it cites."""
