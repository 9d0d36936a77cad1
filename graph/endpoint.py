"""The server: the map at `/`, SPARQL 1.1 and its page at `/sparql`, a page for every IRI of the dataset at its path."""

import contextlib
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph import pages, protocol
from graph.answer import GRAPHS, TABLES
from graph.described import ONTOLOGY, Describer, ontology_terms, short
from graph.editor import FILES as EDITOR_FILES
from graph.editor import editor
from graph.labels import KINDS, Labels
from graph.negotiation import preferred
from graph.protocol import Answering, RequestError
from graph.query import ask, fill, named, question
from graph.sandbox import CAN_FORK, Limits
from graph.store import load_store
from ontology.documentation import documentation
from ontology.errors import DataError
from ontology.names.match_key import fold
from ontology.terms import BASE, PREFIXES

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MAP = "network.html"
SUGGESTIONS = 20

_HTML = "text/html"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_OWN_POLICY = ("/", "/ontology")
_STATIC = {"page.css": "text/css", "page.js": "text/javascript"}
_DATA = """CONSTRUCT {{ {thing} ?p ?o . ?fact ?q ?v . ?evidence ?r ?w . ?selector ?s ?x }} WHERE {{
  {{ {thing} ?p ?o }}
  UNION {{ ?fact ?link {thing} ; apk:evidence ?any ; ?q ?v }}
  UNION {{ ?told ?link {thing} ; apk:evidence ?evidence . ?evidence ?r ?w }}
  UNION {{ ?told ?link {thing} ; apk:evidence/oa:hasSelector ?selector . ?selector ?s ?x }}
  UNION {{ GRAPH {thing} {{ ?fact ?q ?v }} }}
}}"""


class Server:
    """What the routes share: the build, its store, its labels."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Load a build.

        Raises:
            DataError: there is none.
        """
        self.folder = folder
        self.store = load_store(folder)
        self.labels = Labels(self.store)
        self.answering = Answering(self.store, limits)
        self.terms = _terms(self.store)
        self.editor = editor()

    async def map(self, _: Request) -> Response:
        """Answer `/` with the map, which brings its own content security policy."""
        try:
            return HTMLResponse((self.folder / MAP).read_bytes())
        except OSError:
            return RedirectResponse("/sparql")

    async def static(self, request: Request) -> Response:
        """Answer with the style or the script of the pages, or of the editor on them."""
        name = request.path_params["name"]
        if name in self.editor:
            return Response(self.editor[name], media_type=EDITOR_FILES[name])
        if name not in _STATIC:
            raise RequestError(404, f"there is no {name}")
        return Response((pages.TEMPLATES / name).read_bytes(), media_type=_STATIC[name])

    async def names(self, request: Request) -> Response:
        """Answer with labels of a kind that hold what was typed, for the parameter fields."""
        kind, start = request.query_params.get("kind", ""), fold(request.query_params.get("start", ""))
        if kind not in KINDS:
            raise RequestError(404, f"there is no kind of thing {kind}")
        found = {label for labels in self.labels.of_kind(kind).values() for label in labels if start in fold(label)}
        return JSONResponse(sorted(found, key=lambda label: (not fold(label).startswith(start), label))[:SUGGESTIONS])

    async def sparql(self, request: Request) -> Response:
        """Answer a query (SPARQL 1.1 Protocol); a browser gets the query page, a machine the service description."""
        if request.method == "POST" and not _is_own_origin(request):
            raise RequestError(403, "a page of another site may ask by GET only")
        asked = await protocol.read_query(request)
        accept = protocol.media_type(asked.format) if asked.format else request.headers.get("accept")
        if request.method != "POST" and not asked.format and _wants_page(accept):
            return await self._sparql_page(request, asked.query or "")
        if asked.query is None:
            return protocol.service_description(str(request.url.replace(query="", fragment="")), accept)
        return await self.answering.answer(request, asked.query, accept=accept, dataset=asked.dataset)

    async def thing(self, request: Request) -> Response:
        """Answer with what is known of an IRI: a page, or RDF."""
        path = request.path_params["path"]
        iri = BASE + path
        describer = Describer(self.store, _language(request))
        try:
            known = describer.is_known(iri)
        except ValueError:
            known = False
        if not known:
            return HTMLResponse(pages.missing_page(iri, _language(request)), status_code=404)
        new = describer.replacement(iri)
        if new and new.startswith(BASE):
            return RedirectResponse("/" + new.removeprefix(BASE), status_code=301)
        wanted = request.query_params.get("format")
        accept = protocol.media_type(wanted) if wanted else request.headers.get("accept")
        if wanted or preferred(accept, (_HTML, *(each.media_type for each in GRAPHS))) not in {_HTML, None}:
            return await self.answering.answer(request, _DATA.format(thing=ox.NamedNode(iri)), accept=accept)
        described = describer.describe(iri)
        if not path.startswith("announcement/"):
            return HTMLResponse(pages.thing_page(described, _language(request)))
        page = pages.announcement_page(
            described,
            describer,
            facts=describer.announcement_facts(iri),
            reading=pages.read_reading(self.folder, path.removeprefix("announcement/")),
            quote=(_number(request, "start"), _number(request, "end")),
            language=_language(request),
        )
        return HTMLResponse(page)

    async def ontology(self, request: Request) -> Response:
        """Answer with the ontology: its page, which brings its own content security policy, or RDF."""
        if preferred(request.headers.get("accept"), (_HTML, *(each.media_type for each in GRAPHS))) in {_HTML, None}:
            return HTMLResponse(documentation())
        triples = ox.parse(path=str(ONTOLOGY), format=ox.RdfFormat.TURTLE)
        return protocol.graph_response((quad.triple for quad in triples), request.headers.get("accept"))

    async def _sparql_page(self, request: Request, query: str) -> Response:
        language, fields = _language(request), dict(request.query_params)
        words = fields.get("ask", "")
        chosen, values, problem, table, graph = None, {}, "", None, ""
        try:
            if "question" in fields:
                chosen = question(fields["question"])
                spoken = {"language": language, **fields}
                values = {each.name: spoken[each.name] for each in chosen.parameters if spoken.get(each.name)}
                query = fill(chosen, values, self.labels)
            if query:
                with await self.answering.run(request, query, table=TABLES[0], graph=GRAPHS[0]) as output:
                    kind, body = output.readline().decode().strip(), output.read()
                if kind == TABLES[0].media_type:
                    table = pages.as_table(body, Describer(self.store, language).name)
                else:
                    graph = body.decode()
        except (DataError, RequestError) as error:
            problem = str(error)
        page = pages.sparql_page(
            language,
            query=query,
            question=chosen,
            values=values,
            asked=words,
            found=[(each, named(each, words, self.labels)) for each in ask(words, language)],
            table=table,
            graph=graph,
            problem=problem,
            terms=self.terms,
            editor=bool(self.editor),
        )
        return HTMLResponse(page, status_code=400 if problem else 200)


def create_app(folder: Path, *, hosts: tuple[str, ...] = LOOPBACK, limits: Limits | None = None) -> Starlette:
    """Return the application on a build; it answers requests that name one of `hosts` (`*` for any) as their host.

    Raises:
        DataError: there is no build.
    """
    server = Server(folder, limits or Limits())
    reading = ["GET", "HEAD"]
    return Starlette(
        routes=[
            Route("/", server.map, methods=reading),
            Route("/sparql", server.sparql, methods=[*reading, "POST"]),
            Route("/ontology", server.ontology, methods=reading),
            Route("/labels", server.names, methods=reading),
            Route("/static/{name}", server.static, methods=reading),
            Route("/id/{path:path}", _without_id, methods=reading),
            Route("/{path:path}", server.thing, methods=reading),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)), Middleware(_Headers)],
        exception_handlers={RequestError: _told},
    )


def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    limits: Limits | None = None,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve a build until stopped; `ready` is told the address once it listens.

    Raises:
        DataError: there is no build, the address cannot be taken, or the system cannot fork.
    """
    if not CAN_FORK:
        raise DataError("serve", "needs a system that can fork", "use Linux, macOS, or WSL on Windows")
    is_loopback = host in LOOPBACK
    with contextlib.closing(_listen(host, port)) as listening:
        app = create_app(folder, hosts=LOOPBACK if is_loopback else ("*",), limits=limits)
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{listening.getsockname()[1]}/")
        # One thread: the processes that answer are forked from it.
        config = uvicorn.Config(app, log_level="warning", loop="asyncio", server_header=False, lifespan="off")
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol_number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol_number)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except (OSError, OverflowError) as error:
        problem = f"cannot listen there ({getattr(error, 'strerror', None) or error})"
        raise DataError(f"{host}:{port}", problem, "choose another with --port or --host") from error
    return listening


class _Headers:
    """Adds to every answer what keeps a browser from running, framing or guessing it, and CORS for reading."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={"Allow": protocol.ALLOWED, **_cors()})(scope, receive, send)
            return

        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
                headers |= _cors() if scope["method"] in {"GET", "HEAD"} else {}
                headers |= {} if scope["path"] in _OWN_POLICY else {"Content-Security-Policy": _POLICY}
                message["headers"] += [(name.lower().encode(), text.encode()) for name, text in headers.items()]
            await send(message)

        await self._app(scope, receive, send_with)


def _cors() -> dict[str, str]:
    return {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, HEAD"}


async def _told(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestError)  # noqa: S101 - registered for it alone
    return protocol.told(error)


async def _without_id(request: Request) -> Response:
    return RedirectResponse("/" + request.path_params["path"].lstrip("/\\"), status_code=301)


def _is_own_origin(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _wants_page(accept: str | None) -> bool:
    offered = (_HTML, *(each.media_type for each in (*TABLES, *GRAPHS)))
    return "html" in (accept or "") and preferred(accept, offered) == _HTML


def _language(request: Request) -> str:
    """Return the language asked for in the address, else the first of the browser's that there is, else English."""
    wanted = [request.query_params.get("lang", "")]
    wanted += [part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    return next((code for code in wanted if code in pages.LANGUAGES), "en")


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - no text is longer


def _terms(store: ox.Store) -> list[str]:
    """Return what the editor completes: prefixes, and the properties and classes of the ontology and those in use."""
    used = {quad.predicate.value for quad in store} | ontology_terms().keys()
    used |= {
        quad.object.value
        for quad in store.quads_for_pattern(None, ox.NamedNode(PREFIXES["rdf"] + "type"), None, None)
        if isinstance(quad.object, ox.NamedNode)
    }
    names = (short(iri) for iri in used)
    return sorted(
        {*(f"{prefix}:" for prefix in PREFIXES), *(name for name in names if ":" in name and "/" not in name)}
    )
