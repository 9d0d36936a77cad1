import io
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter

from corpus.announcement import read_announcement
from corpus.formats import draft
from ontology.errors import DataError

TITLE = "Youth forum opened in Astana"
FIRST = "A forum of student associations opened in Astana on May 1, 2024 with guests from many universities."
SECOND = "The forum was organised by the Assembly of People of Kazakhstan together with the city akimat."
PAGE = f"""<!doctype html><html lang="en"><head><title>{TITLE}</title>
<meta property="article:published_time" content="2024-05-02"><meta property="og:site_name" content="Example News">
</head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></article>
<script>alert(1)</script><footer>All rights</footer></body></html>"""


def html(path: Path) -> None:
    path.write_text(PAGE, encoding="utf-8")


def word(path: Path) -> None:
    document = docx.Document()
    for text in (TITLE, FIRST, SECOND):
        document.add_paragraph(text)
    document.save(str(path))


def mail(path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = TITLE
    message["Date"] = "Thu, 02 May 2024 10:00:00 +0500"
    message.set_content(f"{FIRST}\n\n{SECOND}")
    path.write_bytes(message.as_bytes())


def pdf(path: Path) -> None:
    lines = [TITLE, "", *FIRST.replace(" with ", "\nwith ").split("\n"), "", SECOND]
    drawn = "".join(f"BT /F1 11 Tf 40 {780 - 16 * i} Td ({line}) Tj ET\n" for i, line in enumerate(lines))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn.encode()),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(content)
    content += b"xref\n0 6\n0000000000 65535 f \n" + table
    path.write_bytes(content + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)


@pytest.mark.parametrize(("name", "make"), [("a.html", html), ("a.docx", word), ("a.eml", mail), ("a.pdf", pdf)])
def test_every_format_gives_title_and_whole_text_and_can_be_kept(tmp_path: Path, name: str, make: object) -> None:
    make(tmp_path / name)  # type: ignore[operator]
    found = draft(tmp_path / name)
    assert found.title == TITLE
    text = " ".join(found.body.split())
    assert FIRST in text
    assert SECOND in text
    assert "alert" not in text
    kept = tmp_path / "kept.md"
    kept.write_text(found.markdown(), encoding="utf-8")
    announcement = read_announcement(kept)
    assert (announcement.title, announcement.language) == (TITLE, "en")
    assert " ".join(announcement.body.split()) == text


def test_a_page_and_a_mail_say_when_and_by_whom(tmp_path: Path) -> None:
    html(tmp_path / "a.html")
    page = draft(tmp_path / "a.html")
    assert (page.date, page.publisher) == ("2024-05-02", "Example News")
    assert page.stem == "2024-05-02-youth-forum-opened-in-astana"
    mail(tmp_path / "a.eml")
    assert draft(tmp_path / "a.eml").date == "2024-05-02"


def test_a_date_in_the_running_text_is_not_taken_for_the_date_of_publication(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.replace('content="2024-05-02"', 'content=""'), encoding="utf-8")
    assert draft(tmp_path / "a.html").date is None


def test_a_scanned_pdf_is_reported_not_guessed(tmp_path: Path) -> None:
    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(content)
    (tmp_path / "scan.pdf").write_bytes(content.getvalue())
    with pytest.raises(DataError, match=r"no text was found.*text recognition"):
        draft(tmp_path / "scan.pdf")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.xyz", "missing.pdf"])
def test_a_broken_unknown_or_missing_document_is_one_clear_fault(tmp_path: Path, name: str) -> None:
    if not name.startswith("missing"):
        (tmp_path / name).write_bytes(b"\x00\x01 nothing of the kind")
    with pytest.raises(DataError) as caught:
        draft(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)
    assert caught.value.remedy
