"""The encoder and its heads as they are trained (PyTorch); `encoder.py` and `context_scorer.py` run what they learn."""

from collections.abc import Mapping, Sequence

import torch
import torch.nn.functional as F  # noqa: N812 -- as everyone calls it
from torch import Tensor, nn

from corpus.context_scorer import name_of
from corpus.encoder_source import Source

LAYERS = 6
"""Of the twelve of the model that the encoder begins as: all twelve do no better (cross-validation)."""

WIDTH = 128
"""Of the heads."""

NO_PIECE = 1
"""The id that fills a batch's shorter windows."""

_DROPPED = 0.1
_TINY = 1e-12
_NEVER = -1e9


class Layer(nn.Module):
    """A layer of a transformer encoder (Vaswani et al., "Attention Is All You Need", 2017)."""

    def __init__(self, source: Source, number: int) -> None:
        """Begin with the weights of a layer."""
        super().__init__()
        self.heads = source.heads
        for name, columns in (
            ("q", source.dimensions),
            ("k", source.dimensions),
            ("v", source.dimensions),
            ("ao", source.dimensions),
            ("fi", source.dimensions),
            ("fo", source.inner),
        ):
            weight = torch.tensor(source.matrix(f"l{number}.{name}.w", columns))
            linear = nn.Linear(columns, len(weight))
            linear.weight.data = weight
            linear.bias.data = torch.tensor(source.vector(f"l{number}.{name}.b"))
            setattr(self, name, linear)
        self.aln, self.oln = (_norm(source, f"l{number}.{name}") for name in ("aln", "oln"))

    def forward(self, x: Tensor, absent: Tensor | None) -> Tensor:
        """Return the vectors (windows x pieces x dimensions) after this layer; `absent` is added to the attention."""
        windows, pieces, dimensions = x.shape
        q, k, v = (part(x).view(windows, pieces, self.heads, -1).transpose(1, 2) for part in (self.q, self.k, self.v))
        near = q * q.shape[-1] ** -0.5 @ k.transpose(-1, -2)
        shares = torch.softmax(near if absent is None else near + absent, -1, dtype=q.dtype)
        seen = self.ao((shares @ v).transpose(1, 2).reshape(windows, pieces, dimensions))
        x = self.aln(x + F.dropout(seen, _DROPPED, self.training))
        inner = self.fo(F.gelu(self.fi(x), approximate="tanh"))
        return self.oln(x + F.dropout(inner, _DROPPED, self.training))


class Encoder(nn.Module):
    """Vectors of pieces in their windows."""

    def __init__(self, source: Source, kept: Sequence[int]) -> None:
        """Begin with the lower layers of a model and its pieces that are kept; their own vectors do not change."""
        super().__init__()
        pieces = torch.tensor(source.matrix("emb.word", source.dimensions)[list(kept)])
        self.pieces = nn.Embedding.from_pretrained(pieces, freeze=True)
        places = torch.tensor(source.vector("emb.pos")).view(-1, source.dimensions)
        self.places = nn.Parameter(places + torch.tensor(source.vector("emb.type")[: source.dimensions]))
        self.norm = _norm(source, "emb.ln")
        self.layers = nn.ModuleList(Layer(source, number) for number in range(LAYERS))

    def forward(self, ids: Tensor, absent: Tensor | None = None) -> Tensor:
        """Return the vectors of windows of pieces (windows x pieces x dimensions)."""
        x = self.norm(self.pieces(ids) + self.places[: ids.shape[1]])
        x = F.dropout(x, _DROPPED, self.training)
        for layer in self.layers:
            x = layer(x, absent)
        return x

    def rows(self, windows: Sequence[Sequence[int]]) -> Tensor:
        """Return the vectors of all pieces of several windows, one below the other."""
        ids = torch.full((len(windows), max(map(len, windows))), NO_PIECE)
        for row, window in enumerate(windows):
            ids[row, : len(window)] = torch.tensor(window)
        there = ids != NO_PIECE
        absent = torch.zeros(ids.shape).masked_fill(~there, _NEVER)[:, None, None]
        return self(ids, absent.to(torch.bfloat16))[there].float()


class Heads(nn.Module):
    """For each model what it makes of one entity, by all its mentions, or of two spans."""

    def __init__(self, labels: Mapping[str, Sequence[str]], pairs: frozenset[str], dimensions: int) -> None:
        """Begin with small numbers drawn by chance; `pairs` are the models of two spans."""
        super().__init__()
        self.layers = nn.ModuleDict()
        for model, own in labels.items():
            parts = {"one": nn.Linear(2 * dimensions, WIDTH)}
            if model in pairs:
                parts["two"] = nn.Linear(2 * dimensions, WIDTH)
                parts["both"] = nn.Linear(3 * WIDTH, WIDTH)
            else:
                parts["part"] = nn.Linear(WIDTH, 1)
            self.layers[name_of(model)] = nn.ModuleDict({**parts, "out": nn.Linear(WIDTH, len(own))})

    def forward(self, model: str, first: Tensor, counts: Sequence[int], second: Tensor | None) -> Tensor:
        """Return the scores of the labels.

        Args:
            model: the name of the model.
            first: the borders of the spans of the first arguments (spans x 2 dimensions).
            counts: how many of the spans each candidate has.
            second: the borders of the second arguments (candidates x 2 dimensions).
        """
        layer = self.layers[name_of(model)]
        one = F.gelu(layer["one"](first), approximate="tanh")
        if second is not None:
            two = F.gelu(layer["two"](second), approximate="tanh")
            seen = F.gelu(layer["both"](torch.cat([one, two, one * two], 1)), approximate="tanh")
        else:
            owner = torch.repeat_interleave(torch.arange(len(counts)), torch.tensor(counts))
            score = layer["part"](one)[:, 0]
            greatest = torch.full((len(counts),), _NEVER).scatter_reduce(0, owner, score.detach(), "amax")
            odds = torch.exp(score - greatest[owner])
            sums = torch.zeros(len(counts)).index_add(0, owner, odds)
            share = (odds / sums[owner])[:, None]
            seen = torch.zeros(len(counts), WIDTH).index_add(0, owner, one * share)
        return layer["out"](F.dropout(seen, _DROPPED, self.training))


def _norm(source: Source, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(source.dimensions, eps=_TINY)
    norm.weight.data = torch.tensor(source.vector(f"{name}.w"))
    norm.bias.data = torch.tensor(source.vector(f"{name}.b"))
    return norm
