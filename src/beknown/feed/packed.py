"""Ids end to end, as the database sends them: hundreds cost next to nothing until one of them is asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Packed:
    """Ids in their order, 16 bytes each."""

    ids: bytes = b""

    @classmethod
    def of(cls, *ids: UUID) -> "Packed":
        """Pack ids."""
        return cls(b"".join(each.bytes for each in ids))

    def __len__(self) -> int:
        return len(self.ids) // ID_BYTES

    def __iter__(self) -> Iterator[UUID]:
        return map(UUID, map(bytes.hex, self.split()))

    def __contains__(self, wanted: object) -> bool:
        return isinstance(wanted, UUID) and wanted.bytes in self.split()

    def at(self, place: int) -> UUID:
        """Give the one at a place."""
        return UUID(bytes=self.ids[place * ID_BYTES : (place + 1) * ID_BYTES])

    def split(self) -> list[bytes]:
        """Give each as its 16 bytes."""
        return [self.ids[at : at + ID_BYTES] for at in range(0, len(self.ids), ID_BYTES)]


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much of something each person has."""

    people: Packed = field(default_factory=Packed)
    values: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))

    @classmethod
    def of(cls, amounts: Mapping[UUID, float]) -> "Amounts":
        """Pack amounts."""
        return cls(Packed.of(*amounts), np.array(list(amounts.values()), np.float64))
