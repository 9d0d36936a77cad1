"""The server's pages in a real browser: they work offline, run nothing of what they show, and are for everyone."""

import csv
import io
import json
from collections.abc import Iterator
from html import escape
from itertools import cycle
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pyoxigraph as ox
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pyoxigraph import Literal, NamedNode, Quad

from graph.pages import pieces
from graph.query import LANGUAGES, questions
from ontology.terms import APK, BASE, DCTERMS, FOAF, OA, OWL, RDF, SKOS
from tests.graph.conftest import Serve

_REDRAWN = 300
"""Milliseconds in which the editor draws its list anew after a letter."""
HOSTILE = '"\'><img src=x onerror="window.hacked=1"></script><script>window.hacked=1</script>{{ 7*7 }}'
THING = "person/kalashnikova-natalia"
ANNOUNCEMENT = "announcement/zhetysu-2021-04-youth-tracks"
PAGES = {
    "person": f"/{THING}?",
    "organisation": "/organisation/l-n-gumilyov-eurasian-national-university?",
    "event": "/event/zhetysu-2021-04-youth-tracks-event-1?",
    "role": "/role/moderator?",
    "announcement": f"/{ANNOUNCEMENT}?start=524&end=700&",
    "missing": "/person/nobody?",
    "questions": "/sparql?",
    "question": "/sparql?question=who-moderated-what&",
    "found": f"/sparql?ask={quote('университет')}&",
    "verdict": f"/sparql?{urlencode({'query': 'ASK {}'})}&",
    "graph": f"/sparql?{urlencode({'query': f'DESCRIBE <{BASE}{THING}>'})}&",
    "wrong": f"/sparql?{urlencode({'query': 'SELECT nonsense'})}&",
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that notes what goes wrong: console messages, errors, requests to elsewhere."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.on("console", lambda message: wrong.append(message.text) if "status of 40" not in message.text else None)
    page.on("request", lambda request: wrong.append(request.url) if "//127.0.0.1:" not in request.url else None)
    yield page
    context.close()
    assert [each for each in wrong if not each.startswith("data:")] == []


@pytest.mark.parametrize(("name", "language"), list(zip(PAGES, cycle(LANGUAGES), strict=False)))
def test_a_page_is_for_everyone(name: str, language: str, page: Page, address: str) -> None:
    page.goto(f"{address[:-1]}{PAGES[name]}lang={language}")
    found = Axe().run(page)
    assert [f"{each['id']}: {each['nodes'][0]['html']}" for each in found.response["violations"]] == []
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1


def test_a_page_is_readable_in_the_dark_and_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 375, "height": 700})
    page = context.new_page()
    for path in (PAGES["question"], PAGES["announcement"]):
        page.goto(f"{address[:-1]}{path}")
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_a_thing_shows_its_facts_with_quotes_that_lead_into_the_text(page: Page, address: str) -> None:
    page.goto(f"{address}{THING}")
    assert page.locator("h1").inner_text() == "Natalia Kalashnikova"
    moderated = page.locator(".facts > li", has_text="moderator").first
    assert "The webinar was moderated by Natalia Kalashnikova" in moderated.locator("mark").inner_text()
    assert page.get_by_role("link", name="Show on the map").get_attribute("href") == f"/#node={THING}"
    moderated.locator("figcaption a").click()
    assert page.url.endswith("#quote")
    marked = "".join(page.locator("article mark").all_inner_texts())
    assert marked.endswith("The webinar was moderated by Natalia Kalashnikova")


def test_a_thing_of_many_spellings_shows_its_facts_on_the_first_screen(page: Page, address: str) -> None:
    page.goto(f"{address}organisation/l-n-gumilyov-eurasian-national-university?lang=ru")
    assert {"организация", "университет"} <= set(page.locator("dd").all_inner_texts())
    page.locator("summary", has_text="и ещё").click()
    assert page.locator("dd details").inner_text().count("\n") > 5
    page.locator("summary", has_text="и ещё").click()
    box = page.locator(".facts > li").first.bounding_box()
    assert box is not None
    assert box["y"] < 900


def test_the_map_shows_the_thing(page: Page, address: str) -> None:
    page.goto(f"{address}{THING}")
    page.get_by_role("link", name="Show on the map").click()
    page.wait_for_selector("#panel :text('Natalia Kalashnikova')")


def test_an_announcement_shows_its_whole_text_with_mentions_that_lead_on(
    page: Page, address: str, gold_build: Path
) -> None:
    page.goto(f"{address}{ANNOUNCEMENT}")
    reading = json.loads((gold_build / "readings" / f"{ANNOUNCEMENT.split('/')[1]}.json").read_text(encoding="utf-8"))
    assert page.locator("article").evaluate("article => article.textContent").strip() == reading["text"].strip()
    page.locator("article a.person", has_text="Barkhudar Gussenov").first.click()
    assert page.locator("h1").inner_text() == "Barkhudar Gussenov"


def test_the_language_is_switched_and_kept(page: Page, address: str) -> None:
    page.goto(f"{address}{THING}")
    page.get_by_role("link", name="Русский").click()
    expect(page.get_by_role("link", name="Показать на карте")).to_have_count(1)
    page.goto(f"{address}sparql?question=memoranda")
    page.get_by_role("link", name="Қазақша").click()
    expect(page.locator("h1")).to_have_text("Меморандумдар және басқа ынтымақтастық")
    page.get_by_role("button", name="Орындау").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "kk")


def test_the_browser_chooses_the_language(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="kk-KZ")
    page = context.new_page()
    page.goto(f"{address}sparql")
    assert page.locator("html").get_attribute("lang") == "kk"
    context.close()


def test_a_question_is_answered_by_a_few_clicks(page: Page, address: str) -> None:
    page.goto(f"{address}sparql")
    page.get_by_role("link", name="Who moderated what").click()
    rows = page.locator("tbody tr")
    everyone = rows.count()
    page.get_by_role("combobox", name="person").press_sequentially("kalash")
    expect(page.locator("#l-person option")).to_have_count(1)
    assert page.locator("#l-person option").evaluate_all("all => all.map(one => one.value)") == ["Natalia Kalashnikova"]
    page.get_by_role("combobox", name="person").fill("Natalia Kalashnikova")
    page.get_by_role("combobox", name="person").press("Enter")
    assert 0 < rows.count() < everyone
    assert page.get_by_role("combobox", name="person").input_value() == "Natalia Kalashnikova"
    assert page.locator("tbody a", has_text="Natalia Kalashnikova").first.get_attribute("href") == f"/{THING}"
    on_map = page.get_by_role("link", name="Show on the map: Natalia Kalashnikova").first
    assert on_map.get_attribute("href") == f"/#node={THING}"
    with page.expect_download() as download:
        page.get_by_role("link", name="csv", exact=True).click()
    table = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert len(table) == 1 + rows.count()


def test_words_find_a_question_and_its_parameters(page: Page, address: str) -> None:
    page.goto(f"{address}sparql")
    page.get_by_label("Find a question").fill("what did Natalia Kalashnikova moderate")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Who moderated what").click()
    assert page.get_by_role("combobox", name="person").input_value().endswith(THING)
    assert page.locator("tbody tr").count() == 1


def test_every_question_has_its_page(page: Page, address: str) -> None:
    for each in questions():
        asked = f"{address}sparql?question={each.name}&lang=ru"
        shown = page.request.get(asked, headers={"Accept": "text/html"}).text()
        assert f"<h1>{escape(each.titles['ru'])}</h1>" in shown
        assert 'role="alert"' not in shown
        assert f"{escape(next(iter(each.columns.values()))['ru'])}</th>" in shown


def test_the_editor_colours_completes_and_runs_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}sparql")
    editor = page.get_by_role("textbox", name="Your own query (SPARQL)")
    hints = page.locator(".CodeMirror-hints li[aria-selected=true]")
    editor.focus()
    page.keyboard.press("Control+A")
    for typed, completed in (("SELECT ?p { ?e apk:modera", "apk:moderator"), (" ?p . ?p a Pers", "foaf:Person")):
        page.keyboard.type(typed, delay=30)
        expect(hints).to_have_text(completed)
        page.wait_for_timeout(_REDRAWN)
        page.keyboard.press("Enter")
        expect(page.locator(".yasqe .CodeMirror-code")).to_contain_text(completed)
    page.keyboard.type(" . ?p skos:pref", delay=30)
    expect(hints).to_have_text("skos:prefLabel")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    page.keyboard.type("Label ?l } ORDER BY ?l")
    assert page.locator(".yasqe .cm-keyword").all_inner_texts() == ["SELECT", "ORDER", "BY"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("tbody")
    asked = "SELECT ?p { ?e apk:moderator ?p . ?p a foaf:Person . ?p skos:prefLabel ?l } ORDER BY ?l"
    assert parse_qs(urlsplit(page.url).query)["query"] == [asked]
    assert page.locator("tbody a[href^='/person/']").count() == page.locator("tbody tr").count()


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ("SELECT nonsense", 1),
        ("SELECT ?x { ?x a apk:University }", 0),
        ("SELECT ?x {\n ?x a other:University }", 1),
        ("PREFIX other: <http://example.org/>\nSELECT ?x {\n ?x a other:University }", 0),
    ],
)
def test_the_editor_marks_where_a_query_stops_being_one(query: str, faults: int, page: Page, address: str) -> None:
    page.goto(f"{address}sparql?{urlencode({'query': query})}")
    expect(page.locator(".yasqe .cm-keyword").first).to_be_visible()
    expect(page.locator(".yasqe .parseErrorIcon")).to_have_count(faults)


def test_the_example_runs(page: Page, address: str) -> None:
    page.goto(f"{address}sparql")
    expect(page.locator(".yasqe .parseErrorIcon")).to_have_count(0)
    page.get_by_role("button", name="Run").click()
    assert page.locator("tbody tr").count() > 1


def test_the_keyboard_reaches_everything(page: Page, address: str) -> None:
    page.goto(f"{address}{THING}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Show on the map"


def test_what_goes_wrong_is_said_on_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}sparql?question=who-moderated-what&person=Nobody+At+All")
    assert "no person here is called 'Nobody At All'" in page.get_by_role("alert").inner_text()
    page.goto(f"{address}sparql?{urlencode({'query': 'SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }'})}")
    assert "stopped" in page.get_by_role("alert").inner_text()
    page.goto(f"{address}sparql?question=no-such")
    assert "no question of this name" in page.get_by_role("alert").inner_text()


def test_pages_without_script_answer_all_the_same(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}sparql?question=memoranda")
    assert page.locator("tbody tr").count() > 1
    context.close()


@pytest.fixture(scope="module")
def hostile_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build whose every word tries to run."""
    folder = tmp_path_factory.mktemp("hostile")
    person, announcement = NamedNode(f"{BASE}person/x"), NamedNode(f"{BASE}announcement/a")
    fact, evidence, selector = (NamedNode(f"{BASE}fact/{name}") for name in ("f", "e", "s"))
    words = Literal(HOSTILE)
    tagged = Literal(HOSTILE, language="en")
    triples = [
        (person, RDF.type, NamedNode(FOAF.Person)),
        (person, SKOS.prefLabel, tagged),
        (person, SKOS.altLabel, tagged),
        (person, OWL.sameAs, NamedNode("javascript:window.hacked=1")),
        (person, APK.degree, words),
        (fact, RDF.type, NamedNode(APK.Degree)),
        (fact, APK.holder, person),
        (fact, APK.title, tagged),
        (fact, APK.evidence, evidence),
        (evidence, OA.hasSource, announcement),
        (evidence, OA.hasSelector, selector),
        (evidence, APK.confidence, Literal(1)),
        *((selector, key, words) for key in (OA.exact, OA.prefix, OA.suffix)),
        (selector, OA.start, Literal(0)),
        (selector, OA.end, Literal(5)),
        (announcement, RDF.type, NamedNode(APK.Announcement)),
        (announcement, DCTERMS.title, tagged),
        (announcement, DCTERMS.publisher, words),
        (announcement, DCTERMS.language, Literal('en"><script>window.hacked=1</script>')),
        (announcement, DCTERMS.source, NamedNode("javascript:window.hacked=1")),
    ]
    quads = [Quad(subject, NamedNode(predicate), term, announcement) for subject, predicate, term in triples]
    ox.serialize(quads, str(folder / "dataset.nq"), ox.RdfFormat.N_QUADS)
    (folder / "readings").mkdir()
    mention = {"type": "person", "id": 'x"><script>window.hacked=1</script>', "mentions": [{"start": 3, "end": 9}]}
    reading = {"text": HOSTILE, "entities": [mention]}
    (folder / "readings" / "a.json").write_text(json.dumps(reading), encoding="utf-8")
    return folder


def test_nothing_shown_runs(hostile_build: Path, serving: Serve, page: Page) -> None:
    with serving(hostile_build) as address:
        every = "SELECT * { ?a ?b ?c }"
        for path in (
            "/person/x",
            "/announcement/a?start=0&end=12",
            "/fact/f",
            f"/sparql?{urlencode({'query': every})}",
            f"/sparql?{urlencode({'query': HOSTILE})}",
            f"/sparql?{urlencode({'ask': HOSTILE})}",
            f"/sparql?{urlencode({'question': 'degrees', 'words': HOSTILE, 'lang': HOSTILE})}",
            f"/sparql?{urlencode({'question': HOSTILE})}",
            f"/sparql?{urlencode({'query': 'CONSTRUCT WHERE { ?a ?b ?c }'})}",
            f"/person/{quote(HOSTILE)}",
        ):
            page.goto(address[:-1] + path)
            assert page.evaluate("window.hacked") is None, path
            assert page.locator("img").count() == 0, path
            assert page.locator("a[href^='javascript:']").count() == 0, path
            assert "49" not in page.locator("h1").inner_text(), path


def test_inner_mentions_win_and_nothing_of_the_text_is_lost() -> None:
    reading = {
        "text": "Head of KazNU Press, Ann",
        "entities": [
            {"type": "organisation", "id": "press", "mentions": [{"start": 8, "end": 19}]},
            {"type": "organisation", "id": "kaznu", "mentions": [{"start": 8, "end": 13}]},
            {"type": "event", "id": "event-1", "mentions": [{"start": 21, "end": 24}]},
            {"type": "event", "id": "event-2", "mentions": [{"start": 0, "end": 4}]},
        ],
    }
    found = pieces(reading, (13, 21), f"{BASE}event/e")
    assert "".join(piece.text for piece in found) == reading["text"]
    assert [(piece.text, piece.address) for piece in found if piece.address] == [
        ("KazNU", "/organisation/kaznu"),
        (" Press", "/organisation/press"),
        ("Ann", "/event/e"),
    ]
    assert "".join(piece.text for piece in found if piece.quoted) == " Press, "
