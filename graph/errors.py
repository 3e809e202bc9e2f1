"""What can go wrong at the borders of the program.

```
WupianError                 exit code 2: wrong use or input that cannot be read
├── InputError              a file or folder of articles
├── OntologyError           a file of the ontology (names file and line)
├── QueryError              a SPARQL query or the name of one
├── StoreError              a store or endpoint
├── ServiceError            the settings of a service, or an address it cannot listen at
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
    """A query is not SPARQL, or no query has that name.

    `line` and `column` count from one, the column in code points; both are None where no place is at fault.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class StoreError(WupianError):
    """A store or endpoint cannot be opened."""


class ServiceError(WupianError):
    """A service cannot be opened as it is asked for."""


class OutputError(WupianError):
    """A result cannot be written where it was asked for."""


class ReviewError(WupianError):
    """A file of reviewers' decisions is broken or fits no article."""
