"""The spaCy pipeline of a language, put together from the language's folder."""

import hashlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from thinc.api import Config

# The shared components register their factories when they are imported.
from corpus import (  # noqa: F401
    entity_linker,
    event_finder,
    gazetteer,
    group_finder,
    mention_tagger,
    patterns,
    relation_finder,
    sentences,
)
from corpus.encoder import CONTEXT
from corpus.word_classes import CLASSES
from ontology.errors import DataError

LANGUAGES = Path(__file__).parent / "languages"
CONFIG = "pipeline.cfg"
MODELS = "models"


def available_languages(root: Path = LANGUAGES) -> tuple[str, ...]:
    """Return the codes of the languages that have a folder, sorted."""
    return tuple(sorted(path.parent.name for path in root.glob(f"*/{CONFIG}")))


def load_pipeline(
    code: str,
    root: Path = LANGUAGES,
    *,
    models: Path | None = None,
    context: Path = CONTEXT,
    until: str | None = None,
) -> Language:
    """Return the pipeline that reads announcements in a language.

    The folder's package, when it has one, is imported first, so that it can register what the language needs alone.
    `pipeline.cfg` is a spaCy config with one section more, `[base]`: `models`, of which the first that is installed
    (or lies in the folder) is taken, and `components`, which are sourced from it; the rest are our own.
    `models` is the folder of the trained models, else the language's own, `context` that of the encoder that all
    languages share; `until` names the component to stop before.

    Raises:
        DataError: the language has no folder, its config is unreadable, or no base model is installed.
    """
    folder = root / code
    path = folder / CONFIG
    if not path.is_file():
        known = ", ".join(available_languages(root))
        raise DataError(path, f"no pipeline for the language {code!r}", f"add its folder, or use one of: {known}")
    if (folder / "__init__.py").is_file():
        _import_package(code, folder)
    try:
        config = Config().from_disk(path, interpolate=False)
    except ValueError as error:
        raise DataError(
            path, f"not a config: {error}".splitlines()[0], "see another language's pipeline.cfg"
        ) from error
    base = config.pop("base")
    config["paths"] |= {"folder": str(folder), "models": str(models or folder / MODELS), "context": str(context)}
    if until:
        pipeline = config["nlp"]["pipeline"]
        config["nlp"]["pipeline"] = pipeline[: pipeline.index(until)]
        config["components"] = {k: v for k, v in config["components"].items() if k in config["nlp"]["pipeline"]}
    model = _first_installed(base["models"], folder, path)
    for component in base["components"]:
        if component in config["nlp"]["pipeline"]:
            config["components"][component] = {"source": model}
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    nlp.meta["name"] = "apk_announcements"
    nlp.meta["version"] = _content_hash(folder, context, CLASSES)
    return nlp


def pipeline_version(nlp: Language) -> str:
    """Return what identifies a loaded pipeline: language, name and a hash of its folder's content."""
    return f"{nlp.lang}_{nlp.meta['name']}-{nlp.meta['version']}"


def _import_package(code: str, folder: Path) -> None:
    """Import a language's package from wherever its folder lies."""
    name = f"{__package__}.languages.{code}"
    spec: Any = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if name in sys.modules:
        return
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


def _first_installed(models: list[str], folder: Path, config: Path) -> str:
    for model in models:
        if (folder / model).is_dir():
            return str(folder / model)
        if spacy.util.is_package(model):
            return model
    if not models:
        return ""
    raise DataError(config, f"none of its base models is installed: {', '.join(models)}", f"pip install {models[-1]}")


def _content_hash(*parts: Path) -> str:
    """Hash what a language reads with, its folder and what all share, so that a changed word changes the version."""
    digest = hashlib.sha256()
    for part in parts:
        for path in [part] if part.is_file() else sorted(part.rglob("*")):
            if path.is_file() and path.suffix not in {".md", ".pyc"}:
                digest.update(path.relative_to(part.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
