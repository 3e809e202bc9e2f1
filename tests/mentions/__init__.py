"""Names, quantities and dates in a text."""
