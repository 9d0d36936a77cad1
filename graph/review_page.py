"""The review page: one HTML file on which a person decides the doubtful pairs and saves the decisions.

It opens from disk and asks no server: the browser keeps the choices and hands over the decisions file.
"""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from graph.judgement import HEADER, Judgement
from graph.review import Doubt, Side

_TEMPLATE = Path(__file__).parent / "review.html"


def review_page(doubts: Sequence[Doubt], decided: Sequence[Judgement]) -> str:
    """Return the page: the doubtful pairs, best first, and the decisions made before, which the saved file keeps."""
    earlier = [[str(j.left), j.verdict.value, str(j.right), j.by, "; ".join(j.reasons)] for j in decided]
    pairs = [[doubt.left.name, doubt.right.name] for doubt in doubts]
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        count=len(doubts),
        doubts="\n".join(_doubt(number, doubt) for number, doubt in enumerate(doubts)),
        data=_script({"header": list(HEADER), "earlier": earlier, "pairs": pairs}),
    )


def _doubt(number: int, doubt: Doubt) -> str:
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in doubt.reasons)
    choices = "".join(
        f'<label><input type="radio" name="pair-{number}" value="{value}">{text}</label>'
        for value, text in (("same", "Same"), ("different", "Different"), ("", "Leave open"))
    )
    return (
        f'<article id="pair-{number}"><header><b>{doubt.score:g}</b><fieldset>{choices}</fieldset></header>'
        f'<div class="sides">{_side(doubt.left)}{_side(doubt.right)}</div><ul class="reasons">{reasons}</ul></article>'
    )


def _side(side: Side) -> str:
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in side.facts)
    source = escape(" · ".join(part for part in (side.title, side.published, side.announcement) if part))
    language = escape(side.language or "en")
    return (
        f'<section lang="{language}"><h2>{escape(side.label)}</h2><p class="source">{source}</p>'
        f"<blockquote>{escape(side.quote)}</blockquote><ul>{facts}</ul><code>{escape(side.name)}</code></section>"
    )


def _script(data: dict[str, object]) -> str:
    """JSON that may stand in a script element: nothing in it can end the element."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
