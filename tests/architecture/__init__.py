"""The rules of the house that no linter knows, and the proof that each of them can fail."""
