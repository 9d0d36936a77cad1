"""From a text to a reading: the only place where a `Doc` becomes this project's records."""

from spacy.language import Language

from corpus.announcement import Announcement
from corpus.pipeline import pipeline_version
from corpus.reading import Reading


def read(announcement: Announcement, nlp: Language) -> Reading:
    """Return what a pipeline (`load_pipeline` of the announcement's language) reads in an announcement."""
    doc = nlp.make_doc(announcement.text)
    doc._.announcement = announcement
    doc = nlp(doc)
    return Reading(
        announcement=announcement,
        entities=doc._.entities,
        relations=doc._.relations,
        groups=doc._.groups,
        pipeline=pipeline_version(nlp),
    )
