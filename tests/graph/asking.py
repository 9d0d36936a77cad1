"""What the server's tests share: an HTTP request as it is, and queries about the gold facts."""

import asyncio
import http.client
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from ontology.terms import BASE

KALASHNIKOVA = f"{BASE}person/kalashnikova-natalia"
ANNOUNCEMENT = f"{BASE}announcement/zhetysu-2021-04-youth-tracks"
ASK = "ASK { ?person a foaf:Person }"
SELECT = f"SELECT ?o {{ <{KALASHNIKOVA}> a ?o }}"
CONSTRUCT = f"CONSTRUCT {{ <{KALASHNIKOVA}> a ?o }} WHERE {{ <{KALASHNIKOVA}> a ?o }}"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get_content_type()


def run(work: Coroutine[None, None, object]) -> object:
    """Run in a thread of its own: while a browser is open, its loop is at work in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


def ask(address: str, path: str, *, method: str = "GET", body: bytes | str | None = None, **headers: str) -> Answer:
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body.encode() if isinstance(body, str) else body, headers=named)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def get(address: str, query: str, accept: str = "*/*", **more: str) -> Answer:
    return ask(address, f"/sparql?{urlencode({'query': query, **more})}", Accept=accept)
