from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.announcement import MAX_BYTES, read_announcement, read_announcements
from ontology.errors import DataError

HEAD = "---\nid: forum\ntitle: Youth forum: first day\nlanguage: en  # en, ru or kk\ndate: 2021-04-26\n---\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_front_matter_gives_what_is_known_and_the_body_stays_as_it_is(tmp_path: Path) -> None:
    announcement = read_announcement(write(tmp_path, "x.md", f"{HEAD}\nA forum was held.\n"))
    assert announcement.id == "forum"
    assert announcement.title == "Youth forum: first day"
    assert announcement.language == "en"
    assert announcement.published == date(2021, 4, 26)
    assert announcement.text == "Youth forum: first day\n\nA forum was held.\n"


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ('"Quoted"', "Quoted"),
        ('Festival "Unity"', 'Festival "Unity"'),
        ('"Unity" and "Accord"', '"Unity" and "Accord"'),
        ("Day #1: start", "Day #1: start"),
    ],
)
def test_a_title_loses_only_quotes_that_enclose_it_whole(tmp_path: Path, value: str, title: str) -> None:
    path = write(tmp_path, "x.md", f"---\ntitle: {value}\nlanguage: en\n---\nText.\n")
    assert read_announcement(path).title == title


@pytest.mark.parametrize(
    ("content", "language", "title", "body"),
    [
        (
            "# Meeting of the Assembly in Astana\n\nA meeting took place.\n",
            "en",
            "Meeting of the Assembly in Astana",
            "\nA meeting took place.\n",
        ),
        (
            "\nЗаседание совета Ассамблеи\nСостоялось заседание.",
            "ru",
            "Заседание совета Ассамблеи",
            "Состоялось заседание.",
        ),
        ("Ассамблея отырысы өтті\nОтырысқа қатысты.", "kk", "Ассамблея отырысы өтті", "Отырысқа қатысты."),
    ],
)
def test_without_front_matter_id_language_and_title_are_found(
    tmp_path: Path, content: str, language: str, title: str, body: str
) -> None:
    announcement = read_announcement(write(tmp_path, "council-meeting.txt", content))
    assert (announcement.id, announcement.language) == ("council-meeting", language)
    assert (announcement.title, announcement.body) == (title, body)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"abc\0def", "binary"),
        ("Привет".encode("cp1251"), "UTF-8"),
        (b"---\nid: x\nno end", "no end"),
        (b"---\nid: x\nnonsense\n---\ntext", "key: value"),
        (b"---\ndate: 31.12.2021\n---\ntext", "no date"),
        (b"x" * (MAX_BYTES + 1), "too much"),
        (b"---\nid: x\n---\n", "no text"),
    ],
)
def test_a_bad_file_says_where_what_and_the_remedy(tmp_path: Path, content: bytes, problem: str) -> None:
    path = write(tmp_path, "bad.md", content)
    with pytest.raises(DataError) as caught:
        read_announcement(path)
    assert problem in caught.value.problem
    assert str(path) in str(caught.value)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_invalid_utf8_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_announcement(write(tmp_path, "bad.md", b"one\ntwo\n\xff\xfe"))
    assert caught.value.line == 3


def test_one_bad_file_never_costs_the_others(tmp_path: Path) -> None:
    write(tmp_path, "a/good.md", HEAD + "Text.")
    write(tmp_path, "b/again.md", HEAD + "Other text.")
    write(tmp_path, "b/empty.md", "")
    write(tmp_path, "b/picture.png", b"\x89PNG")
    batch = read_announcements([tmp_path, tmp_path / "missing.md"])
    assert [announcement.id for announcement in batch.announcements] == ["forum"]
    assert batch.paths["forum"] == tmp_path / "a/good.md"
    assert sorted(Path(fault.path).name for fault in batch.faults) == ["again.md", "empty.md", "missing.md"]


def test_an_unreadable_folder_is_one_fault(tmp_path: Path) -> None:
    write(tmp_path, "good.md", HEAD + "Text.")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    batch = read_announcements([tmp_path / "good.md", loop])
    assert [announcement.id for announcement in batch.announcements] == ["forum"]
    assert [fault.path for fault in batch.faults] == [str(loop)]


@given(body=st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(str.strip))
def test_any_text_is_read_whole(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    path = write(tmp_path_factory.mktemp("any"), "x.md", f"---\ntitle: T\nlanguage: en\n---\n{body}")
    once = read_announcement(path).body
    path.write_text(f"---\ntitle: T\nlanguage: en\n---\n{once}", encoding="utf-8", newline="")
    assert read_announcement(path).body == once
