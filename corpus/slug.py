"""Latin slugs for ids: FORMAT.md's `surname-firstname`, `zhambyl-region`."""

import re
import unicodedata

# Kazakh and Russian Cyrillic as official English texts spell it: the BGN/PCGN tables of both languages, simplified
# (no apostrophes; ы and й are y; the Kazakh letters without a Latin sign of their own take the nearest one).
_LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True))
    | dict(zip("әіңөұүһқ", "ainouuhk", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ё": "yo", "ғ": "gh"}
    | {"ь": "", "ъ": "", "ı": "i", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ə": "a"}
)


def romanise(text: str) -> str:
    """Return the text in Latin letters, small, without diacritics; what has no Latin letter stays."""
    latin = re.sub(r"\bе", "ye", unicodedata.normalize("NFC", text).lower()).translate(_LATIN)
    return "".join(char for char in unicodedata.normalize("NFD", latin) if not unicodedata.combining(char))


def slug(text: str) -> str:
    """Return the words of a text in Latin letters joined by hyphens; the empty string when it has none."""
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’ʼ`]", "", romanise(text))))
