"""The home feed: what is on it, in which order and why, and how a person steers it."""
