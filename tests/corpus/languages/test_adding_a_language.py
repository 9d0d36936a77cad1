"""The guide in corpus/languages/README.md, followed to the letter for a made-up language in a temporary folder."""

import re
from dataclasses import replace
from pathlib import Path

from corpus.announcement import Announcement
from corpus.evaluation import score, total
from corpus.extraction import read
from corpus.pipeline import LANGUAGES, MODELS, available_languages, load_pipeline
from corpus.reading import Reading, from_json
from corpus.train import train

PEOPLE = ["Zul Marko", "Pem Tarek", "Ludo Visk", "Anka Dorel", "Rimo Salt", "Beno Krast", "Tila Mund", "Oskar Fenn"]
BODIES = ["Universito ov Dorpo", "Universito ov Kelm", "Fondo Lumo", "Fondo Pax"]


def announcements() -> list[Reading]:
    readings = []
    for i, person in enumerate(PEOPLE * 2):
        body = BODIES[i % len(BODIES)]
        text = f"{person}, rektoro ov {body}, opnis tu forum. Tu forum mitis in {body}."
        announcement = Announcement(id=f"toy-{i}", title="Forum", body=text, language="qq")
        entities = [
            {"id": "p", "type": "person", "names": [person]},
            {"id": "o", "type": "organisation", "class": "university", "names": [body]},
            {"id": "event-1", "type": "event", "names": [], "kind": "forum"},
        ]
        relations = [
            {"type": "position", "person": "p", "role": "rektoro", "organisation": "o"},
            {"type": "participation", "agent": "p", "event": "event-1", "role": "speaker"},
        ]
        data = {"id": announcement.id, "language": "qq", "entities": entities, "relations": relations, "groups": []}
        readings.append(from_json(data, announcement, by="gold"))
    return readings


def guide_files() -> dict[str, str]:
    """The files that the guide shows: each fenced block is headed by the file's name."""
    guide = (LANGUAGES / "README.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^`(\S+)`:\n\n```\w*\n(.*?)^```", guide, flags=re.MULTILINE | re.DOTALL))


def test_a_toy_language_learns_from_a_few_announcements(tmp_path: Path) -> None:
    folder = tmp_path / "qq"
    folder.mkdir()
    for name, content in guide_files().items():
        (folder / name).write_text(content, encoding="utf-8")
    assert available_languages(tmp_path) == ("qq",)
    gold = announcements()
    train("qq", gold, folder / MODELS, tmp_path)
    nlp = load_pipeline("qq", tmp_path)
    unseen = replace(gold[0].announcement, body="Nila Prost, rektoro ov Universito ov Kelm, opnis tu forum.")
    reading = read(unseen, nlp)
    assert "Nila Prost" in {name for entity in reading.entities for name in entity.names}
    scores = total([score(reading, read(reading.announcement, nlp)) for reading in gold])
    assert scores["entities"].f1 > 0.9
