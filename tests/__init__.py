"""The tests of wupian; `python -m tests` sets up what they need beyond Python packages and runs everything."""
