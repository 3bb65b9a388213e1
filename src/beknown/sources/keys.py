"""Keys that name a record inside its source for ever, so that reading it again adds nothing."""

from hashlib import blake2b

_KEEP = 100_000


def key_of(*parts: object) -> str:
    """A short hash of what identifies a record that has no id of its own."""
    return blake2b("\x1f".join(map(str, parts)).encode("utf-8", "replace"), digest_size=16).hexdigest()


class Ordinals:
    """Tells identical records apart by their order: the second gets `.1`, the third `.2`.

    One per file. Remembers a bounded number of keys, the latest: identical records stand close together.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def mark(self, key: str) -> str:
        """The key, with an ordinal where it was met before."""
        count = self._seen.get(key)
        if count is None:
            if len(self._seen) >= _KEEP:
                for old in list(self._seen)[: _KEEP // 2]:
                    del self._seen[old]
            self._seen[key] = 0
            return key
        self._seen[key] = count + 1
        return f"{key}.{count + 1}"
