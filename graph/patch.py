"""A sorted stretch of a file taken over with few changes: it is copied in chunks, and few of them are split."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from mmap import mmap

_CHUNK = 1 << 18


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
