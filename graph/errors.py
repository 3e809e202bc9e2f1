"""What can go wrong at the borders of the program.

```
WupianError                 exit code 2: wrong use or input that cannot be read
├── InputError              a file or folder of articles
├── OntologyError           a file of the ontology (names file and line)
├── QueryError              a SPARQL query or the name of one
├── StoreError              a store or endpoint
├── OutputError             a place that cannot be written
└── ReviewError             a file of reviewers' decisions
```

Problems in the data itself (damage, unknown names, shape violations) are findings, not exceptions.
"""

from __future__ import annotations


class WupianError(Exception):
    """The root: one clear sentence that says what to do next."""


class InputError(WupianError):
    """A file or folder of articles cannot be read."""


class OntologyError(WupianError):
    """A file of the ontology is broken."""


class QueryError(WupianError):
    """A query is not SPARQL, or no query has that name."""


class StoreError(WupianError):
    """A store or endpoint cannot be opened."""


class OutputError(WupianError):
    """A result cannot be written where it was asked for."""


class ReviewError(WupianError):
    """A file of reviewers' decisions is broken or fits no article."""
