"""`beknown doctor`: what runs, what is missing, and how to mend it."""

from beknown.app.doctor.examine import examine
from beknown.app.doctor.types import Finding

__all__ = ["Finding", "examine"]
