"""What a language's readings depend on, as one short text: equal versions read alike."""

import hashlib
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from corpus.encoder import CONTEXT
from corpus.pipeline import LANGUAGES
from ontology.names.match_key import FOLDER as NAMES
from ontology.vocabulary import FOLDER as VOCABULARIES


@cache
def reader_version(language: str) -> str:
    """Return `<language>-<hash>` without loading the pipeline.

    The hash is over the reader's code, the language's folder, the encoder, the vocabularies, the words of names, and
    the installed packages.
    """
    files = [
        *Path(__file__).parent.glob("*.py"),
        *Path(__file__).parent.glob("*.txt"),
        *(LANGUAGES / language).rglob("*"),
        *CONTEXT.glob("*"),
        *VOCABULARIES.glob("*.ttl"),
        *NAMES.glob("*"),
    ]
    digest = hashlib.sha256()
    for path in sorted(path for path in files if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    packages = sorted({f"{package.name}=={package.version}" for package in distributions()})
    digest.update("\n".join(packages).encode())
    return f"{language}-{digest.hexdigest()[:16]}"
