"""Beknown: an open personal AI that people run for themselves."""
