"""What Beknown is measured by. See README.md."""

import beknown

_SET_UP = beknown
"""Imported before anything else: as in the server, libraries that compute are told how many threads they may use."""
