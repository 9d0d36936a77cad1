"""What the components of a pipeline hand on to each other on a `Doc`, registered in one place.

`doc._.announcement` is the announcement being read, set before the first component runs.
`doc._.entities`, `doc._.relations` and `doc._.groups` are tuples of this project's records, `doc._.scene` is what the
finders of relations, events and groups read; the first of them sets it.
`span._.confidence` is the probability (0..1) that a mention stands there, `span._.normal` its base form
(`None`: the text as it is); both belong to spans of `doc.spans["mentions"]`.
"""

from spacy.tokens import Doc, Span

MENTIONS = "mentions"
"""`doc.spans`: what the text names (labels `person`, `organisation`, `country`, `place`, `role`, `degree`,
`event_title`), which may be nested; `span.id_` is the rule or model that found it."""

GAZETTEER = "gazetteer"
"""`doc.spans`: names of the reference data; the label is the vocabulary, `span.kb_id_` the concept's code."""

PATTERNS = "patterns"
"""`doc.spans`: what `patterns.jsonl` of the language matches."""

Doc.set_extension("announcement", default=None, force=True)
Doc.set_extension("entities", default=(), force=True)
Doc.set_extension("relations", default=(), force=True)
Doc.set_extension("groups", default=(), force=True)
Doc.set_extension("scene", default=None, force=True)
Span.set_extension("confidence", default=1.0, force=True)
Span.set_extension("normal", default=None, force=True)
