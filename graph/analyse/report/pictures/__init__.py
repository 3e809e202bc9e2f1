"""The pictures of the report, drawn by matplotlib and taken apart here into inline SVG without any style of its own."""
