import csv
from pathlib import Path

from graph.table import write_table


def test_a_table_reads_back(tmp_path: Path) -> None:
    rows = [["a,b", 'say "hi"', "line\nbreak"], ["ҚХА", "", "0.5"]]
    write_table(tmp_path / "t.csv", ["one", "two", "three"], rows)
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["one", "two", "three"], *rows]
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_no_cell_is_a_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    write_table(tmp_path / "t.csv", ["x", "n"], [['=HYPERLINK("http://evil")', -0.5], ["@SUM(1)", 2], ["+1", None]])
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.reader(file))[1:]
    assert [cell for cell, _ in cells] == ['\'=HYPERLINK("http://evil")', "'@SUM(1)", "'+1"]
    assert [number for _, number in cells] == ["-0.5", "2", ""]
