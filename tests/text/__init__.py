"""From a file to readable text."""
