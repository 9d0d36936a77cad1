"""The guide's program works as printed, against a server that speaks the protocol."""

import json
import re
import shlex
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from corpus.announcement import Announcement
from corpus.entity import EntityKind
from corpus.other_reader import read_by
from corpus.reader import read_all

CORPUS = Path(__file__).parents[2] / "corpus"
NAME = "Anna Kim"


class Model(BaseHTTPRequestHandler):
    """Answers every chat with one person, when it was asked as the protocol says."""

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        system, user = (message["content"] for message in question["messages"])
        found = {"entities": [], "relations": [], "groups": []}
        if (
            self.path == "/v1/chat/completions"
            and question["temperature"] == 0
            and "participation" in system
            and NAME in user
        ):
            found["entities"].append({"id": "kim-anna", "type": "person", "names": [NAME]})
        answer = {"choices": [{"message": {"role": "assistant", "content": json.dumps(found)}}]}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Model) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


def test_the_program_of_the_guide_reads_by_a_model(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (CORPUS / "OTHER_READERS.md").read_text(encoding="utf-8")
    program = re.search(r"```python\n(.*?)```", guide, re.DOTALL)
    assert program
    script = tmp_path / "model_reader.py"
    script.write_text(program[1], encoding="utf-8")
    monkeypatch.setenv("MODEL_ADDRESS", address)
    monkeypatch.setenv("FORMAT_FILE", str(CORPUS / "FORMAT.md"))
    text = Announcement(id="a", title="Forum", body=f"\n{NAME} spoke.\n", language="en")
    command = shlex.join([sys.executable, str(script)])
    found = read_all([text], {"a": Path("a.md")}, workers=read_by(command), version=lambda _: "model")
    assert found.faults == ()
    assert [e.names for e in found.readings[0].entities if e.kind is EntityKind.PERSON] == [(NAME,)]
