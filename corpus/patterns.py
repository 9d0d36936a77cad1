"""The token patterns of a language: what can be told by form alone, before any model."""

import json
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.pipeline import SpanRuler

from corpus.extensions import PATTERNS as SPANS_KEY
from ontology.errors import DataError

PATTERNS = "patterns.jsonl"


@Language.factory("patterns", assigns=["doc.spans"], default_config={"folder": ""})
def create_patterns(nlp: Language, name: str, folder: str) -> SpanRuler:
    """Build spaCy's SpanRuler over the patterns of the language's folder; it fills `doc.spans["patterns"]`.

    Raises:
        DataError: the file is missing, or a line is no pattern of spaCy's.
    """
    ruler = SpanRuler(nlp, name, spans_key=SPANS_KEY, overwrite=True)
    ruler.add_patterns(_read(Path(folder) / PATTERNS))
    return ruler


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DataError(path, f"cannot be read ({error.strerror})", "add it: see another language's") from error
    patterns = []
    for number, line in enumerate(lines, 1):
        try:
            pattern = json.loads(line)
            patterns.append({"label": pattern["label"], "pattern": pattern["pattern"]})
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(path, "not a pattern", 'write {"label": …, "pattern": […]}', line=number) from error
    return patterns
