"""The follow-up list: what is due, for whom, from which document and section, out of a dataset.

`follow_up` is the call for a library; `rows_as` lays its rows out as CSV, JSON or an Excel file, `render` as a table
for a terminal.
"""

from __future__ import annotations

from vbparse.followup.files import FORMATS, FileFormat, rows_as
from vbparse.followup.rows import COLUMNS, FollowUpError, Row, WhichRole, follow_up, parse_day
from vbparse.followup.screen import render

__all__ = [
    "COLUMNS",
    "FORMATS",
    "FileFormat",
    "FollowUpError",
    "Row",
    "WhichRole",
    "follow_up",
    "parse_day",
    "render",
    "rows_as",
]
