"""Suspicion caught early: does what a case says come near the threshold of an offence?

Pure functions from a case's data and the table of thresholds to suggestions. Each names the
threshold, what was found against it, and where. A suggestion is a clue for a person, never a
finding.
"""
