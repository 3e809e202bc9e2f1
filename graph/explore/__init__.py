"""The explorer: one self-contained, offline HTML page in which every relation opens the sentence that proves it."""
