"""The report: one page that an analyst forwards, as HTML and as Markdown, in Chinese and English."""
