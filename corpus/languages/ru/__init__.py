"""Russian: lemmas, slovnet's named entities, nominatives. See ABOUT.md."""

from . import language, named_entities, nominative, tags  # noqa: F401 -- registers what pipeline.cfg names
