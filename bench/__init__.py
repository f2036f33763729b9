"""Measures massage-advisor beside other programs, in one run and in turn: `python -m bench`."""
