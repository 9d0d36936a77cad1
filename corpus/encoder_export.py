"""Write what the encoder and its heads have learnt, with weights of eight bits."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from corpus.context_scorer import HEADS, LABELS, SCALE, name_of
from corpus.encoder import MODEL, WINDOW
from corpus.encoder_network import Encoder, Heads

_OPERATORS = 20
_GREATEST = 127


def write_model(encoder: Encoder, folder: Path) -> None:
    """Write the encoder for ONNX Runtime.

    Weights of seven bits in eight leave every sum within 16 bits, so that a processor without VNNI computes the same.
    """
    with TemporaryDirectory(dir=folder) as scratch:
        exact, small = Path(scratch) / "exact.onnx", Path(scratch) / MODEL
        torch.onnx.export(
            encoder,
            (torch.zeros((1, WINDOW // 2), dtype=torch.long),),
            str(exact),
            input_names=["ids"],
            output_names=["vectors"],
            dynamic_axes={name: {1: "pieces"} for name in ("ids", "vectors")},
            opset_version=_OPERATORS,
            dynamo=False,
        )
        quantize_dynamic(exact, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        small.replace(folder / MODEL)


def write_heads(heads: Heads, labels: Mapping[str, Sequence[str]], folder: Path) -> None:
    """Write the heads of the models with labels: for every matrix its numbers, and the scale of each row."""
    arrays: dict[str, np.ndarray] = {LABELS: np.array(json.dumps(labels, ensure_ascii=False))}
    kept = {name_of(model) for model in labels}
    for name, value in heads.state_dict().items():
        if name.split(".")[1] not in kept:
            continue
        array = value.numpy()
        if array.ndim == 1:
            arrays[name] = array
            continue
        scale = np.maximum(np.abs(array).max(axis=1, keepdims=True), 1e-9) / _GREATEST
        arrays[name] = np.round(array / scale).astype(np.int8)
        arrays[f"{name}{SCALE}"] = scale.astype(np.float32)
    np.savez_compressed(folder / HEADS, allow_pickle=False, **arrays)
