"""Which of the offered media types an `Accept` header prefers (RFC 9110 §12.5.1)."""

from collections.abc import Iterable


def preferred(accept: str | None, offered: Iterable[str]) -> str | None:
    """Return the offered type that the header likes best, the first of equals; None when it takes none of them."""
    ranges = [_range(part) for part in (accept or "*/*").split(",")]
    best, best_quality = None, 0.0
    for media_type in offered:
        quality = max(
            ((precision, quality) for name, precision, quality in ranges if _covers(name, media_type)), default=(0, 0.0)
        )[1]
        if quality > best_quality:
            best, best_quality = media_type, quality
    return best


def _range(part: str) -> tuple[str, int, float]:
    """Return the media range, how precise it is, and its quality."""
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
    try:
        wanted = float(quality)
    except ValueError:
        wanted = 0.0
    return name, 0 if name == "*/*" else 1 if name.endswith("/*") else 2, wanted


def _covers(name: str, media_type: str) -> bool:
    return name in {media_type, "*/*", media_type.partition("/")[0] + "/*"}
