"""The case file (案卷): everything on paper about a case, in its order, and what is missing."""
