"""The store: `dataset.nq` loaded into Oxigraph, read only after.

Its default graph holds the union of all graphs, each triple once. (Asked to take the union itself, Oxigraph gives a
triple once for each graph that holds it, which makes every count wrong, and ignores FROM.)
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, Triple

from graph import iri
from graph.dataset import FILE
from graph.nquads import Difference, graph_of, parse, told, triple_of, union
from graph.rdf import node
from ontology.errors import DataError
from ontology.terms import BASE

FOLDER = "store"

_LINES = 200_000
_FEW = 500_000
_UNION = DefaultGraph()
_MEASURED = node(iri.MEASURES)
_MEASURES = iri.MEASURES.encode()
_FACT = f"<{BASE}fact/".encode()
_BROKEN = (OSError, RuntimeError)
"""What Oxigraph raises for a store that is missing or damaged."""


def build_store(folder: Path, previous: Path | None = None, differs: Difference | None = None) -> None:
    """Build `store/` anew from `dataset.nq`, beside the old one, and swap it in whole.

    `previous` is the folder of the build before: where little `differs` since, its store is copied and changed.
    """
    new, target = folder / ".store.new", folder / FOLDER
    shutil.rmtree(new, ignore_errors=True)
    if not (previous and differs and _follow(previous / FOLDER, new, differs)):
        shutil.rmtree(new, ignore_errors=True)
        _load(Store(str(new)), folder / FILE).flush()
    shutil.rmtree(target, ignore_errors=True)
    new.rename(target)


def _follow(old: Path, new: Path, differs: Difference) -> bool:
    """Make a store of the one before, and tell whether that was possible."""
    if len(differs.gone) + len(differs.came) > _FEW:
        return False
    try:
        shutil.copytree(old, new, copy_function=_linked)
        _change(Store(str(new)), differs).flush()
    except _BROKEN:
        return False
    return True


def open_store(folder: Path) -> Store:
    """Open the store of a build, read only.

    Raises:
        DataError: there is none, or it is broken.
    """
    try:
        return Store.read_only(str(folder / FOLDER))
    except _BROKEN as error:
        raise DataError(folder / FOLDER, "there is no store that can be read", "run build first") from error


def former_store(folder: Path) -> Store:
    """Return the store of a build before, from its `dataset.nq` where the store itself cannot be read.

    Raises:
        DataError: neither can be read.
    """
    try:
        return open_store(folder)
    except DataError:
        return load_store(folder)


def load_store(folder: Path) -> Store:
    """Return `dataset.nq` of a build in memory: 3 to 16 times as fast to query as on disk, for some 800 bytes a quad.

    Raises:
        DataError: there is none, or it is no N-Quads.
    """
    with told(folder / FILE):
        return _load(Store(), folder / FILE)


def _load(store: Store, dataset: Path) -> Store:
    store.bulk_load(path=str(dataset), format=RdfFormat.N_QUADS)
    triples = union(dataset)
    while part := b"".join(islice(triples, _LINES)):
        store.bulk_load(part, format=RdfFormat.N_TRIPLES)
    return store


def changed_triples(differs: Difference, before: Store, after: Store) -> Iterator[tuple[bool, Triple]]:
    """Yield the triples that only one of two stores has in the union of its graphs, and whether they are gone.

    The measures of things are left out: one announcement changes those of nearly all, and nothing follows from them.
    """
    for gone, lines, other in ((True, differs.gone, after), (False, differs.came, before)):
        meant = (triple_of(line) for line in lines if line.startswith(_FACT) or graph_of(line) != _MEASURES)
        for triple in parse(iter(dict.fromkeys(meant)), RdfFormat.N_TRIPLES):
            if Quad(triple.subject, triple.predicate, triple.object, _UNION) not in other:
                yield gone, Triple(triple.subject, triple.predicate, triple.object)


def _linked(source: str, target: str) -> None:
    """Copy a file of a store; those that RocksDB never writes again are linked, where the disk can do it."""
    if source.endswith(".sst"):
        with suppress(OSError):
            os.link(source, target)
            return
    shutil.copy2(source, target)


def _change(store: Store, differs: Difference) -> Store:
    """Remove and add quads; the union keeps a triple as long as any graph has it."""
    gone, came = (list(parse(iter(lines), RdfFormat.N_QUADS)) for lines in (differs.gone, differs.came))
    for quad in gone:
        store.remove(quad)
    for quad in gone:
        if not _is_stated(store, quad):
            store.remove(_in_union(quad))
    store.extend(came)
    store.extend(map(_in_union, came))
    return store


def _is_stated(store: Store, quad: Quad) -> bool:
    """Tell whether a graph still holds a triple of which a quad is gone; measures stand in one graph alone."""
    if quad.graph_name == _MEASURED:
        return False
    left = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
    return any(other.graph_name != _UNION for other in left)


def _in_union(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, _UNION)
