"""The data tables as CSV (RFC 4180).

UTF-8 *with* a byte order mark: without it the spreadsheet that most readers have takes the file for its local
encoding and breaks every accent. Programs read it as ``utf-8-sig``. Lines end with CR LF. A text that a spreadsheet
would run as a formula has an apostrophe before it; the JSON export holds every text unchanged.
"""

import codecs
import csv
import io

from app.report.archive import archive
from app.report.characters import cell
from app.report.model import ForumReport
from app.report.tables import DataTable, plain, tables


def one(table: DataTable) -> bytes:
    """One table as a file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([cell(value) if isinstance(value, str) else plain(value) for value in row])
    return codecs.BOM_UTF8 + out.getvalue().encode()


def every(report: ForumReport) -> bytes:
    """All tables, one file each, as a ZIP archive."""
    return archive(((f"{table.name}.csv", one(table)) for table in tables(report)), report.made_at)
