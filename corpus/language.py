"""Which language a text is in, when its front matter does not say."""

from collections import Counter
from functools import cache
from typing import Any


def detect_language(text: str) -> str:
    """Return the code of the available language that most of the text is likely in.

    Paragraph by paragraph, so that a long quotation in another language does not tip a text over. By py3langid
    (Lui and Baldwin 2012, langid.py), restricted to the languages that there is a folder for.
    """
    letters = Counter[str]()
    for paragraph in text.split("\n\n"):
        if words := paragraph.strip():
            letters[str(_identifier().classify(words)[0])] += len(words)
    return max(sorted(letters), key=lambda code: letters[code]) if letters else str(_identifier().classify(text)[0])


@cache
def _identifier() -> Any:  # noqa: ANN401 -- the library has no types
    # Imported here: both take a second to load, which texts with a front matter need not spend.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    from corpus.pipeline import available_languages  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(code for code in available_languages() if code in identifier.labels)
    return identifier
