"""Sorted N-Quads: the canonical form of the dataset, made, merged and rewritten as streams of lines.

Lines sort by their bytes, as `LC_ALL=C sort -u` does. A space sorts before every other character that can follow a
term, so that the lines keep their order when their graph is cut off.
"""

import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby, islice
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat, Triple

from ontology.errors import DataError
from ontology.terms import PREFIXES

RUN_LINES = 500_000
"""Lines sorted in memory at once, some 150 MB; more are sorted in runs on disk."""

_PARSED_LINES = 20_000


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


def read_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file."""
    with path.open("rb", buffering=1 << 20) as file:
        yield from file


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write lines to a file, which is replaced whole or not at all."""
    new = _beside(path)
    with new.open("wb", buffering=1 << 20) as file:
        file.writelines(lines)
    new.replace(path)


def write_checksums(folder: Path, names: Iterable[str]) -> None:
    """Write `SHA256SUMS` of files of a folder, as `sha256sum --check` reads it."""
    sums = []
    for name in names:
        with (folder / name).open("rb") as file:
            sums.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {name}\n".encode())
    write_lines(folder / "SHA256SUMS", sums)


def merge(*streams: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of sorted streams as one sorted stream, each once."""
    return _once(heapq.merge(*streams))


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


def difference(old: Path, new: Path) -> Iterator[tuple[bool, Triple]]:
    """Yield the triples that only one of two datasets has, and whether they are gone."""
    sides: dict[bool, list[bytes]] = {True: [], False: []}
    for gone, line in differing(union(old), union(new)):
        sides[gone].append(line)
    for gone, lines in sides.items():
        for triple in parse(iter(lines), RdfFormat.N_TRIPLES):
            yield gone, Triple(triple.subject, triple.predicate, triple.object)


def differing(before: Iterator[bytes], after: Iterator[bytes]) -> Iterator[tuple[bool, bytes]]:
    """Yield the lines that only one of two sorted streams has, and whether it is the first."""
    left, right = next(before, b""), next(after, b"")
    while left or right:
        if left == right:
            left, right = next(before, b""), next(after, b"")
        elif left and (not right or left < right):
            yield True, left
            left = next(before, b"")
        else:
            yield False, right
            right = next(after, b"")


def lines_by_graph(dataset: Path, scratch: Path) -> Iterator[bytes]:
    """Yield the lines of a dataset graph by graph, each sorted."""
    lines = sort_lines((graph_of(line) + b" " + line for line in read_lines(dataset)), scratch)
    return (line.split(b" ", 1)[1] for line in lines)


def by_graph(dataset: Path, scratch: Path) -> Iterator[Quad]:
    """Yield the quads of a dataset graph by graph, each sorted by its lines."""
    return parse(lines_by_graph(dataset, scratch), RdfFormat.N_QUADS)


def write_trig(dataset: Path, target: Path) -> None:
    """Write the dataset as TriG: graph by graph, each sorted."""
    _write(by_graph(dataset, target.parent), target, RdfFormat.TRIG)


def write_turtle(dataset: Path, target: Path) -> None:
    """Write the union of all graphs as Turtle, sorted."""
    _write(parse(union(dataset), RdfFormat.N_TRIPLES), target, RdfFormat.TURTLE)


def parse(lines: Iterator[bytes], form: RdfFormat) -> Iterator[Quad]:
    """Yield the quads of lines, parsed in parts, so that memory does not grow with their number."""
    while part := b"".join(islice(lines, _PARSED_LINES)):
        yield from ox.parse(part, format=form)


def _write(quads: Iterable[Quad], target: Path, form: RdfFormat) -> None:
    new = _beside(target)
    ox.serialize(quads, str(new), format=form, prefixes=PREFIXES)
    new.replace(target)


def _once(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line, _ in groupby(lines))


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")
