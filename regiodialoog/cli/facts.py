"""A file of facts, read key by key, that knows which keys nobody has read."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any


class BadFacts(ValueError):
    """The file does not say what it should; the message names the file and the place."""


class Facts:
    """One mapping of a YAML file. ``place`` says where it is, for messages."""

    def __init__(self, data: dict[str, Any], place: str) -> None:
        self._data = data
        self._unread = set(data)
        self.place = f"{place} › {data['id']}" if "id" in data else place

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def _take(self, key: str, kind: type, default: Any) -> Any:
        self._unread.discard(key)
        value = self._data.get(key, default)
        if value is not None and not isinstance(value, kind):
            raise BadFacts(f"{self.place} › {key}: expected {kind.__name__}, found {value!r}")
        return value

    def text(self, key: str) -> str:
        """A text without the line end that YAML's folding leaves; empty when absent."""
        value: str = self._take(key, str, "")
        return value.strip()

    def texts(self, key: str) -> list[str]:
        return [str(item).strip() for item in self._take(key, list, [])]

    def number(self, key: str) -> int | None:
        value: int | None = self._take(key, int, None)
        return value

    def truth(self, key: str) -> bool:
        """False when absent."""
        value: bool = self._take(key, bool, False)
        return value

    def decimal(self, key: str) -> Decimal | None:
        self._unread.discard(key)
        value = self._data.get(key)
        return None if value is None else Decimal(str(value))

    def inner(self, key: str) -> "Facts":
        return Facts(self._take(key, dict, {}), f"{self.place} › {key}")

    def each(self, key: str) -> Iterator["Facts"]:
        for n, item in enumerate(self._take(key, list, []), 1):
            yield Facts(item, f"{self.place} › {key} {n}")

    def skip(self, *keys: str) -> None:
        """Keys that say what the place itself already says."""
        self._unread -= set(keys)

    def all_read(self) -> None:
        """Raises BadFacts when a key was not read."""
        if self._unread:
            raise BadFacts(f"{self.place}: nobody reads {', '.join(sorted(self._unread))}")
