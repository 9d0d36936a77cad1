"""The Content-Security-Policy of a page: only these very scripts and styles, and nothing is ever fetched."""

import base64
import hashlib
from collections.abc import Sequence


def policy(*, scripts: Sequence[str] = (), styles: Sequence[str]) -> str:
    """Return the policy under which a page's own scripts and styles, and no others, work."""
    allowed = {"script-src": scripts, "style-src": styles}
    parts = [f"{name} {' '.join(_hash(text) for text in texts)}" for name, texts in allowed.items() if texts]
    return "; ".join(["default-src 'none'", *parts, "img-src data: blob:", "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"
