"""Sorted N-Quads: the canonical form of the dataset, made, merged and rewritten as streams of lines.

Lines sort by their bytes, as `LC_ALL=C sort -u` does. A space sorts before every other character that can follow a
term, so that the lines keep their order when their graph is cut off.
"""

import hashlib
import json
import sys
import tempfile
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain, groupby, islice
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat

from ontology.errors import DataError

RUN_LINES = 500_000
"""Lines sorted in memory at once, some 150 MB; more are sorted in runs on disk."""

_PARSED_LINES = 20_000
_PART_LINES = 2_000


def to_lines(quads: Iterable[Quad]) -> list[bytes]:
    """Return the lines of the quads with their line ends, sorted, each once."""
    return sorted(set((ox.serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))


def graph_of(line: bytes) -> bytes:
    """Return the IRI of a line's graph, without brackets."""
    return line[line.rindex(b" <") + 2 : -4]


def triple_of(line: bytes) -> bytes:
    """Return the line as N-Triples, without its graph."""
    return line[: line.rindex(b" <")] + b" .\n"


@contextmanager
def told(dataset: Path) -> Iterator[None]:
    """Tell as a fault of the input that a dataset cannot be read.

    Raises:
        DataError: there is none, or it is no N-Quads.
    """
    try:
        yield
    except OSError as error:
        raise DataError(dataset, "there is no dataset that can be read", "run build first") from error
    except SyntaxError as error:
        raise DataError(dataset, f"not N-Quads ({error.msg})", "run build again", line=error.lineno) from error
    except ValueError as error:
        raise DataError(dataset, f"not N-Quads ({error})", "run build again") from error


def read_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file."""
    with path.open("rb", buffering=1 << 20) as file:
        yield from file


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write lines to a file, which is replaced whole or not at all."""
    with replaced(path) as file:
        file.writelines(lines)


@contextmanager
def replaced(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file to write; it takes its place whole, when all is written."""
    new = path.with_name(f".{path.name}.new")
    with new.open("wb", buffering=1 << 20) as file:
        yield file
    new.replace(path)


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


def insert(path: Path, lines: Iterable[bytes]) -> None:
    """Add a few sorted lines to a file of sorted lines, each once; what stands between them is copied unread."""
    with replaced(path) as new, mapped(path) as data, memoryview(data) as old:
        copied = 0
        for line in lines:
            at = place(data, line)
            new.write(old[copied:at])
            if data[at : at + len(line)] != line:
                new.write(line)
            copied = at
        new.write(old[copied:])


def write_checksums(folder: Path, names: Iterable[str]) -> None:
    """Write `SHA256SUMS` of files of a folder, as `sha256sum --check` reads it."""
    write_lines(folder / "SHA256SUMS", [f"{checksum(folder / name)}  {name}\n".encode() for name in names])


def checksums_hold(folder: Path, names: Collection[str]) -> bool:
    """Tell whether files of a folder are what its `SHA256SUMS` says."""
    try:
        sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        return all(f"{checksum(folder / name)}  {name}" in sums for name in names)
    except (OSError, ValueError):
        return False


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def merge(*streams: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of sorted streams as one sorted stream, each once."""
    for parts in _aligned(streams):
        yield from dict.fromkeys(sorted(chain.from_iterable(parts)))


def _aligned(streams: Iterable[Iterable[bytes]]) -> Iterator[list[list[bytes]]]:
    """Yield the lines of sorted streams part by part: of each stream all that sorts up to where the part ends.

    So each part can be handled as lists and sets, in a fraction of the time that line by line takes.
    """
    sources = [iter(stream) for stream in streams]
    held = [list(islice(source, _PART_LINES)) for source in sources]
    while any(held):
        end = min(lines[-1] for lines in held if lines)
        cuts = [len(lines) if lines[-1:] == [end] else bisect_right(lines, end) for lines in held]
        yield [lines[:cut] for lines, cut in zip(held, cuts, strict=True)]
        held = [
            lines[cut:] or list(islice(source, _PART_LINES))
            for lines, cut, source in zip(held, cuts, sources, strict=True)
        ]


def sort_lines(lines: Iterable[bytes], scratch: Path, run_lines: int = RUN_LINES) -> Iterator[bytes]:
    """Yield the lines sorted, each once, in memory that does not grow with their number; `scratch` takes the runs."""
    source = iter(lines)
    run = sorted(set(islice(source, run_lines)))
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = []
        while following := sorted(set(islice(source, run_lines))):
            file = stack.enter_context(tempfile.TemporaryFile(dir=scratch))
            file.writelines(run)
            file.seek(0)
            runs.append(file)
            run = following
        yield from merge(*runs, run)


def union(dataset: Path) -> Iterator[bytes]:
    """Yield the union of all graphs as sorted N-Triples lines, each once."""
    return _once(triple_of(line) for line in read_lines(dataset))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The lines, sorted, that only the older (`gone`) or only the newer (`came`) of two datasets has."""

    gone: Sequence[bytes]
    came: Sequence[bytes]

    def graphs(self) -> frozenset[str]:
        """Return the graphs that do not say the same."""
        return frozenset(graph_of(line).decode() for line in (*self.gone, *self.came))


def difference(old: Path, new: Path) -> Difference:
    """Return what differs between two datasets."""
    sides: dict[bool, list[bytes]] = {True: [], False: []}
    for gone, line in differing(read_lines(old), read_lines(new)):
        sides[gone].append(line)
    return Difference(gone=sides[True], came=sides[False])


def differing(before: Iterable[bytes], after: Iterable[bytes]) -> Iterator[tuple[bool, bytes]]:
    """Yield the lines that only one of two sorted streams has, and whether it is the first."""
    for old, new in _aligned((before, after)):
        if old != new:
            lost, won = set(new), set(old)
            yield from ((True, line) for line in old if line not in lost)
            yield from ((False, line) for line in new if line not in won)


def by_graph(dataset: Path, scratch: Path) -> Iterator[Quad]:
    """Yield the quads of a dataset graph by graph, each sorted by its lines."""
    lines = sort_lines((graph_of(line) + b" " + line for line in read_lines(dataset)), scratch)
    return parse((line.split(b" ", 1)[1] for line in lines), RdfFormat.N_QUADS)


def subjects(lines: Iterable[bytes]) -> Iterator[tuple[bytes, dict[bytes, list[bytes]]]]:
    """Yield each subject of sorted lines with the values of its properties in the union of the graphs.

    Terms are as they are written, the values sorted, each once: a third of the time of parsing them.
    """
    subject = b""
    said: dict[bytes, list[bytes]] = {}
    predicates: dict[bytes, bytes] = {}  # of each only one is held, whoever keeps the subjects
    for line in lines:
        this, predicate, rest = line.split(b" ", 2)
        predicate = predicates.setdefault(predicate, predicate)
        term = rest[: rest.rindex(b" <")]
        if this != subject:
            if said:
                yield subject, said
            subject, said = this, {predicate: [term]}
        elif predicate not in said:
            said[predicate] = [term]
        elif said[predicate][-1] != term:
            said[predicate].append(term)
    if said:
        yield subject, said


def plain(term: bytes) -> str:
    """Return the IRI of a node (each held once) or the words of a literal, from the way in which it is written."""
    if term.startswith(b"<"):
        return sys.intern(term[1:-1].decode())
    words = term[1 : term.rindex(b'"')]
    # A literal's escapes are, as the serialiser has them, those of JSON.
    return json.loads(b'"%b"' % words) if b"\\" in words else words.decode()


def language(term: bytes) -> str:
    """Return the language of a literal, from the way in which it is written; empty when it has none."""
    tag = term[term.rindex(b'"') + 1 :]
    return tag[1:].decode() if tag.startswith(b"@") else ""


def parse(lines: Iterator[bytes], form: RdfFormat) -> Iterator[Quad]:
    """Yield the quads of lines, parsed in parts, so that memory does not grow with their number."""
    while part := b"".join(islice(lines, _PARSED_LINES)):
        yield from ox.parse(part, format=form)


def _once(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line, _ in groupby(lines))
