"""The scorer, on a dataset of one document that is written to order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vbparse.scoring import Figure, format_report, history_line, norm, record, score

Row = dict[str, Any]

GOLD: Row = {
    "source": "001_plan.txt",
    "first_line": 1,
    "last_line": 40,
    "orphan_appendix": False,
    "organisation": "TỈNH ỦY BẮC GIANG",
    "issuer": "Ban Thường vụ Tỉnh ủy",
    "number": "109-NQ/TU",
    "doc_type": "Nghị quyết",
    "subject": "về chuyển đổi số",
    "place": "Bắc Giang",
    "date": "2021-06-08",
    "secrecy": None,
    "addressees": [],
    "recipients": ["Ban Bí thư Trung ương Đảng", "Lưu Văn phòng"],
    "signature": {"authority": "T/M BAN THƯỜNG VỤ", "position": "BÍ THƯ", "name": "Nguyễn Văn A"},
    "outline": [
        {"marker": "I", "title": "MỤC TIÊU", "text_start": "MỤC TIÊU", "parent": None, "part": "body"},
        {"marker": "1", "title": "Mục tiêu chung", "text_start": "Mục tiêu chung", "parent": 0, "part": "body"},
    ],
    "tasks": [
        {
            "text_start": "Sở Nội vụ phối hợp với Sở Tài chính rà soát biên chế",
            "assigned": True,
            "lead": ["Sở Nội vụ"],
            "coordinate": ["Sở Tài chính"],
            "deadline": {"raw": "trước ngày 15/10/2024", "kind": "date", "start": None, "end": "2024-10-15"},
            "where": "body",
        }
    ],
    "appendices": [
        {
            "label": "PHỤ LỤC 1",
            "title": "Chỉ tiêu",
            "tables": [{"header": ["TT", "Tên"], "n_rows": 1, "rows": [["1", "Hộ nghèo"]]}],
        }
    ],
    "targets": [
        {"indicator": "tỷ lệ hộ nghèo", "comparator": "<", "value": 1, "value_max": None, "unit": "%", "raw": "1%"}
    ],
    "citations": [
        {
            "raw": "Nghị quyết số 57-NQ/TW",
            "doc_type": "Nghị quyết",
            "number": "57-NQ/TW",
            "date": "2024-12-22",
            "issuer": "Bộ Chính trị",
        }
    ],
}


def dataset() -> dict[str, list[Row]]:
    """The tables a parser without a fault writes for GOLD."""
    (task,), (citation,) = GOLD["tasks"], GOLD["citations"]
    first, second = GOLD["outline"]
    document = {k: GOLD[k] for k in ("organisation", "issuer", "number", "doc_type", "subject", "place", "secrecy")}
    return {
        "documents": [
            {
                **document,
                "doc_id": "d",
                "source_path": "in/001_plan.txt",
                "kind": "document",
                "issued_on": "2021-06-08",
                "line_start": 1,
                "line_end": 40,
                "recipients": GOLD["recipients"],
                "addressees": [],
                "signatures": [GOLD["signature"]],
            }
        ],
        "sections": [
            {"doc_id": "d", "section_id": "s1", "parent_id": None, "ordinal": 1, "kind": "heading", "marker": "I."}
            | {"title": first["title"], "text": first["text_start"]},
            {"doc_id": "d", "section_id": "s2", "parent_id": "s1", "ordinal": 2, "kind": "heading", "marker": "1."}
            | {"title": second["title"], "text": second["text_start"]},
        ],
        "tasks": [
            {"doc_id": "d", "ordinal": 1, "table_id": None, "assigned": True, "text": task["text_start"]}
            | {"lead": task["lead"], "coordinate": task["coordinate"]}
            | {"deadline_raw": "trước ngày 15/10/2024", "deadline_kind": "date"}
            | {"deadline_start": None, "deadline_end": "2024-10-15"}
        ],
        "appendices": [
            {"doc_id": "d", "appendix_id": "a1", "ordinal": 1, "label": "Phụ lục 1", "title": "Chỉ tiêu"},
        ],
        "tables": [
            {"doc_id": "d", "table_id": "tb1", "appendix_id": "a1", "ordinal": 1, "header": ["TT", "Tên"]},
        ],
        "table_rows": [{"doc_id": "d", "table_id": "tb1", "row": 1, "cells": ["1", "Hộ nghèo"]}],
        "targets": [{"doc_id": "d", **GOLD["targets"][0], "value": 1.0}],
        "citations": [{"doc_id": "d", "form": "full", "char_start": 5, **citation, "issued_on": citation["date"]}],
    }


def write_gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "001_plan.1.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (folder / "_complete.json").write_text(json.dumps({"001_plan": 1}), encoding="utf-8")
    return folder


def write_parsed(tmp_path: Path, tables: dict[str, list[Row]]) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path / "parsed"
    folder.mkdir()
    for name, rows in tables.items():
        if rows:
            pq.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
    return folder


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ban Thường vụ Tỉnh uỷ", "BAN THƯỜNG VỤ TỈNH ỦY"),  # tone placement, case
        ("2025 – 2030", "2025-2030"),  # dashes and the spaces around them
        ("**“Dân vận khéo”**;", "Dân vận khéo"),  # markup, quotes, edge punctuation
        (None, ""),
    ],
)
def test_norm_folds_what_no_reader_would_call_a_difference(one: str | None, other: str) -> None:
    assert norm(one) == norm(other)


def test_a_perfect_dataset_scores_one_everywhere(tmp_path: Path) -> None:
    tally = score(write_gold(tmp_path), write_parsed(tmp_path, dataset()))
    figures = tally.figures()
    assert {f: (v.score, v.macro) for f, v in figures.items()} == dict.fromkeys(figures, (1.0, 1.0))
    assert {"document.count", "header.whole", "outline.parents", "tasks.body.whole", "tables.cells"} <= set(figures)
    assert {"targets", "citations.date", "recipients", "signature.name"} <= set(figures)
    assert not any(tally.misses.values())


def test_a_wrong_title_shows_in_titles_and_misses(tmp_path: Path) -> None:
    tables = dataset()
    tables["sections"][1]["title"] = "Mục tiêu cụ thể"
    tally = score(write_gold(tmp_path), write_parsed(tmp_path, tables))
    figures = tally.figures()
    assert [f for f, v in figures.items() if v.score < 1] == ["outline.titles"]
    assert figures["outline.titles"] == Figure(0.5, 0.5, 2, 2, 1, {"001_plan.1": 0.5})
    assert tally.misses["outline.titles"] == ["001_plan.1: 1: 'Mục tiêu chung' but 'Mục tiêu cụ thể'"]


def test_a_wrong_parent_shows_in_parents_only(tmp_path: Path) -> None:
    tables = dataset()
    tables["sections"][1]["parent_id"] = None
    figures = score(write_gold(tmp_path), write_parsed(tmp_path, tables)).figures()
    assert [f for f, v in figures.items() if v.score < 1] == ["outline.parents"]


def test_a_missing_document_is_wrong_in_every_field(tmp_path: Path) -> None:
    (tmp_path / "parsed").mkdir()
    figures = score(write_gold(tmp_path), tmp_path / "parsed").figures()
    # Of what has to be found first, nothing is left to be right or wrong: deadlines, dates of citations.
    assert len(figures) > 25
    assert {f: v.score for f, v in figures.items()} == dict.fromkeys(figures, 0.0)


def test_the_report_has_a_line_a_field_and_the_mean(tmp_path: Path) -> None:
    tables = dataset()
    tables["sections"][1]["title"] = "Mục tiêu cụ thể"
    tally = score(write_gold(tmp_path), write_parsed(tmp_path, tables))
    lines = format_report(tally).splitlines()
    assert "header.number              1.000  macro 1.000   gold     1 found     1 right     1" in lines
    assert lines[-1].split() == ["mean", f"{1 - 0.5 / len(tally.figures()):.3f}"]
    assert len(lines) == len(tally.figures()) + 1
    long = format_report(tally, misses=True, by_document=True)
    assert "      001_plan.1 0.50\n      001_plan.1: 1: 'Mục tiêu chung'" in long


def figure(score: float, macro: float) -> Figure:
    return Figure(score, macro, 1, 1, 1, {})


def test_the_history_keeps_one_line_a_version(tmp_path: Path) -> None:
    history = tmp_path / "evaluation" / "history.tsv"
    record(history, "0.1.0", {"a": figure(0.5, 0.4), "b": figure(1, 1)})
    assert history.read_text() == "version\ta\tb\n0.1.0\t0.4000\t1.0000\n"
    record(history, "0.2.0", {"a": figure(0.75, 0.8), "c": figure(1, 1)})
    assert history.read_text() == "version\ta\tb\tc\n0.1.0\t0.4000\t1.0000\t\n0.2.0\t0.7500\t\t1.0000\n"
    record(history, "0.1.0", {"a": figure(0.6, 0.7)})
    assert history.read_text() == "version\ta\tb\tc\n0.1.0\t0.6000\t\t\n0.2.0\t0.7500\t\t1.0000\n"


def test_a_history_line_is_the_lower_of_pooled_and_macro() -> None:
    assert history_line("1.0", {"a": figure(0.9, 0.8), "b": figure(0.12345, 1)}) == "1.0\t0.8000\t0.1235"
