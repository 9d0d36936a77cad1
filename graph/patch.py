"""A sorted stretch of a file taken over with few changes: it is copied in chunks, and few of them are split."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path

_CHUNK = 1 << 18


@contextmanager
def mapped(path: Path) -> Iterator[bytes | mmap]:
    """Yield what a file holds, without reading it."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            yield b""
            return
        with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            yield data


def place(data: bytes | mmap, line: bytes) -> int:
    """Return where in sorted lines a line stands, or would stand."""
    low, high = 0, len(data)
    while low < high:
        middle = (low + high) // 2
        start = max(low, data.rfind(b"\n", low, middle) + 1)
        end = data.find(b"\n", middle, high) + 1 or high
        low, high = (end, high) if data[start:end] < line else (low, start)
    return low


def subject(item: bytes) -> bytes:
    """Return the subject of a line or of a record of TriG, with what stands before it."""
    return item[: item.index(b">") + 1]


def items(stretch: bytes, mark: bytes) -> list[bytes]:
    """Return the items of a stretch: each begins at the start of a line with `mark`."""
    return re.split(rb"(?<=\n)(?=%b)" % re.escape(mark), stretch) if stretch else []


def patched(
    stretch: bytes | mmap, span: slice, mark: bytes, gone: Sequence[bytes], came: Sequence[bytes]
) -> Iterator[bytes]:
    """Yield the items of a sorted stretch without those of the subjects `gone` and with what `came`; all are sorted."""
    lost, at = set(gone), 0
    for chunk in _chunks(stretch, span.start, span.stop, b"\n" + mark):
        last = chunk[chunk.rfind(b"\n" + mark) + 1 :]
        until = bisect_right(came, last, at)
        if until > at or bisect_left(gone, subject(chunk)) < bisect_right(gone, subject(last)):
            stay = {item for item in items(chunk, mark) if subject(item) not in lost}
            yield b"".join(sorted(stay.union(came[at:until])))
        else:
            yield chunk
        at = until
    yield b"".join(came[at:])


def _chunks(data: bytes | mmap, start: int, end: int, mark: bytes) -> Iterator[bytes]:
    """Yield whole items, some at a time."""
    while start < end:
        cut = data.find(mark, min(start + _CHUNK, end), end) + 1 or end
        yield data[start:cut]
        start = cut
