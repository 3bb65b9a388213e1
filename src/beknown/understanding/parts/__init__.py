"""Pieces of the linguistic reading of what was said, and the rules of each language."""
