"""Speed and memory of extraction, measured beside jieba's segmentation of the same text: `python -m tests.bench`."""
