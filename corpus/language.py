"""Which language a text is in, when its front matter does not say."""

from functools import cache
from typing import Any


def detect_language(text: str) -> str:
    """Return the code of the available language that the text is most likely in.

    By py3langid (Lui and Baldwin 2012, langid.py), restricted to the languages that there is a folder for.
    """
    code, _ = _identifier().classify(text)
    return str(code)


@cache
def _identifier() -> Any:  # noqa: ANN401 -- the library has no types
    # Imported here: both take a second to load, which texts with a front matter need not spend.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    from corpus.pipeline import available_languages  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(code for code in available_languages() if code in identifier.labels)
    return identifier
