"""The judgements of a resolution in the dataset: who judged what, and why.

They are nearly half of it, and lie in one stretch of its lines, as their IRIs do: those that the build before told too
are taken from there as they stand.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

from pyoxigraph import Quad

from graph import iri
from graph.identity import Resolution
from graph.judgement import EntityRef, Judgement
from graph.nquads import mapped, place
from graph.patch import items, patched, subject
from graph.rdf import decimal, node, text
from graph.turtle import block
from ontology.terms import APK, BASE, FOAF, PROV, RDF

_FIRST = f"<{BASE}judgement/".encode()
_AFTER = f"<{BASE}judgement0".encode()  # the sign after the slash
_GRAPH = f"<{iri.IDENTITIES}> {{\n".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The lines of the identities' graph: those of judgements and the `others`.

    Of judgements there are those that `came`, and those of the build `before`, of which these are the lines and
    the TriG, without the `gone`.
    """

    others: Sequence[bytes]
    gone: Sequence[bytes]
    came: Sequence[bytes]
    before: tuple[Path, Path] | None

    def among(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the sorted lines of all but judgements with those of the judgements in their place, many together."""
        above = b""
        rest = iter(lines)
        for line in rest:
            if line > _FIRST:
                above = line
                break
            yield line
        yield from self._lines()
        yield above
        yield from rest

    def _lines(self) -> Iterator[bytes]:
        if self.before is None:
            yield from self.came
            return
        with mapped(self.before[0]) as data:
            yield from patched(data, slice(place(data, _FIRST), place(data, _AFTER)), b"<", self.gone, self.came)

    def trig(self) -> Iterator[bytes]:
        """Yield the graph as TriG; nothing where it holds nothing."""
        middle = bisect_left(self.others, _FIRST)
        records = self._records()
        some = next(records, b"")
        if some or self.others:
            yield from (_GRAPH, _body(self.others[:middle]), some)
            yield from records
            yield from (_body(self.others[middle:]), b"}\n")

    def _records(self) -> Iterator[bytes]:
        came = _body(self.came)
        if self.before is None:
            yield came
            return
        with mapped(self.before[1]) as data:
            start = max(data.find(b"\n" + _GRAPH), 0)
            end = data.find(b"\n}\n", start) + 1
            first, last = data.find(b"\n\t" + _FIRST, start, end) + 1, data.rfind(b"\n\t" + _FIRST, start, end) + 1
            span = slice(first, (data.find(b"\n\t<", last, end) + 1 or end) if first else 0)
            yield from patched(data, span, b"\t<", [b"\t" + name for name in self.gone], items(came, b"\t<"))


def _body(lines: Sequence[bytes]) -> bytes:
    """Lines of the identities' graph as TriG, without what stands around them."""
    return block(lines)[len(_GRAPH) : -len(b"}\n")] if lines else b""


def lines_beside(dataset: Path) -> Iterator[bytes]:
    """Yield the lines of a dataset without those of its judgements."""
    with mapped(dataset) as data:
        end = place(data, _AFTER)
    with dataset.open("rb", buffering=1 << 20) as file:
        yield from takewhile(_FIRST.__gt__, file)
        file.seek(end)
        yield from file


def judged(resolution: Resolution, derived: Sequence[bytes], before: tuple[Path, Path] | None) -> Judged:
    """Return the lines of the identities' graph; `derived` are those that no rule judged, sorted.

    `before` are the files of a build in which people decided the same.
    """
    low, high = (bisect_left(derived, edge) for edge in (_FIRST, _AFTER))
    others = [*derived[:low], *derived[high:]]
    told = {*derived[low:high], *_lines(resolution.decisions)}
    if before is None or resolution.changed is None:
        return Judged(others=others, gone=(), came=sorted(told.union(_lines(resolution.judgements))), before=None)
    came = sorted(told.union(_lines(resolution.changed.came)))
    names = (iri.judgement(_side(left), _side(right), by) for left, right, by in resolution.changed.gone)
    gone = sorted({*(f"<{name}>".encode() for name in names), *map(subject, came)})
    return Judged(others=others, gone=gone, came=came, before=before)


def _lines(judgements: Iterable[Judgement]) -> Iterator[bytes]:
    """Yield the lines of judgements, each with its reasons: in a quarter of the time that quads take."""
    side, term = cache(_side), cache(lambda words: str(text(words)))
    kind = f"<{RDF.type}> <{APK.Judgement}>"
    judged, verdict, score, by, reason = (
        f"<{of}>" for of in (APK.judged, APK.verdict, APK.score, APK.decidedBy, APK.reason)
    )
    for judgement in judgements:
        left, right = side(judgement.left), side(judgement.right)
        name = iri.judgement(left, right, judgement.by)
        said = (
            kind,
            f"{judged} <{left}>",
            f"{judged} <{right}>",
            f"{verdict} {term(judgement.verdict.value)}",
            f"{score} {decimal(judgement.score)}",
            f"{by} {term(judgement.by)}",
            *(f"{reason} {term(words)}" for words in judgement.reasons),
        )
        for words in said:
            yield f"<{name}> {words} <{iri.IDENTITIES}> .\n".encode()


def _side(judged: EntityRef | str) -> str:
    """Return the IRI of what a judgement is on: an entity of a reading, or a thing."""
    return node(iri.entity(judged) if isinstance(judged, EntityRef) else judged).value


def decisions(resolution: Resolution) -> Iterator[Quad]:
    """Yield who made each decision, and the things that it influenced: those that it names, as they are now."""
    home = {str(member): identity.iri for identity in resolution.identities for member in identity.members}
    home |= {identity.iri: identity.iri for identity in resolution.identities}
    home |= resolution.replaced
    graph = node(iri.IDENTITIES)
    for judgement in filter(lambda told: told.decided, resolution.decisions):
        name = node(iri.judgement(_side(judgement.left), _side(judgement.right), judgement.by))
        agent = node(iri.agent(judgement.by))
        yield Quad(name, node(RDF.type), node(PROV.Entity), graph)
        yield Quad(name, node(PROV.wasAttributedTo), agent, graph)
        yield Quad(agent, node(RDF.type), node(PROV.Person), graph)
        yield Quad(agent, node(FOAF.name), text(judgement.by), graph)
        for side in (judgement.left, judgement.right):
            if str(side) in home:
                yield Quad(node(home[str(side)]), node(PROV.wasInfluencedBy), name, graph)
