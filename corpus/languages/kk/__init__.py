"""Kazakh: a language that spaCy lacks, with its named entities and nominatives. See ABOUT.md."""

from . import language, named_entities, nominative, tags  # noqa: F401 -- registers what pipeline.cfg names
