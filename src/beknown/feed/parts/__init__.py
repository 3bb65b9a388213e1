"""The parts of the feed's ranking, each in a file of its own, named `<what>_<role>.py`."""
