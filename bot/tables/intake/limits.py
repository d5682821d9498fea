"""How much of a file is read before it is refused, and why so much.

The figures leave a wide margin over real material (the largest workbook seen
has 125 × 36 cells, the longest report 142 pages) and keep the worst file
within two seconds and 512 MiB.
"""

from __future__ import annotations

from decimal import Decimal

MIB = 1024 * 1024

MAX_FILE_BYTES = 25 * MIB
"""A file as it is sent.  Telegram hands out at most 20 MB; a report as PDF has 1 to 3 MB."""

MAX_UNPACKED_BYTES = 100 * MIB
"""All parts of a zip container together, counted while unpacking, not as its directory claims."""
MAX_PART_BYTES = 50 * MIB
"""One part.  A sheet of 200,000 cells has about 8 MiB."""
MAX_RATIO = 100
"""Unpacked to packed size of a part.  Office XML packs 5 to 30 times, repeated blank rows up to 80 times."""
RATIO_FLOOR_BYTES = 2 * MIB
"""Parts below this size may have any ratio: they are small whatever they claim."""
MAX_PARTS = 2_000
"""Parts of a container.  A workbook with 100 sheets has about 250, a report with 500 pictures 600."""
MAX_DIRECTORY_BYTES = MAX_PARTS * 400
"""Size of the zip directory: 46 bytes and a path for each part.  Checked before it is parsed."""
MAX_XML_DEPTH = 200
"""Nesting of elements.  Word tables nested five deep reach about 60."""

MAX_SHEETS = 200
MAX_ROWS = 20_000
"""Rows of one sheet up to its last cell with content."""
MAX_COLUMNS = 500
MAX_CELLS = 1_000_000
"""Cells of all grids of a file together, blank ones inside the used area included."""
MAX_FILLED_CELLS = 200_000
"""Cells with content of a file: what can be built within the memory that the child has."""
MAX_CELL_CHARS = 32_767
"""Excel's own limit of a cell; longer text in other formats is cut there."""
MAX_TEXT_CHARS = 10_000_000
"""Characters of all cells and paragraphs together; a report of 500 pages has about 1.5 million."""
MAX_FORMULA_CHARS = 8_192
"""Excel's own limit of a formula."""
MAX_MERGES = 50_000
MAX_MERGE_AREA = 20_000
"""Cells of one merge, clipped to its sheet; a larger one is no part of a table and is left out."""
MAX_MERGED_CELLS = 200_000
"""Cells of all merges of a sheet together."""
MAX_FORMATS = 65_000
"""Cell formats (xf) of a workbook: Excel's own limit is 65,490."""

MAX_CSV_FIELD_CHARS = MAX_CELL_CHARS
MAX_CSV_LINE_CHARS = 1 * MIB
"""One physical line; the widest table seen has 1,500 characters a line."""
MAX_CSV_LINES = 20 * MAX_ROWS
"""Physical lines: a row whose cells hold many lines each counts them all."""

MAX_PAGES = 600
"""Pages of a PDF.  The longest report seen has 142."""
MAX_PDF_STREAM_BYTES = 50 * MIB
"""One decoded stream of a PDF that is not a picture."""
MAX_PDF_CONTENT_BYTES = 100 * MIB
"""All of them together."""

MAX_GRIDS = 2_000
"""Tables of one document."""
MAX_PARAGRAPHS = 100_000

BASE_SECONDS = Decimal("1.8")
"""Processor time for any file; with starting and ending the child it stays below two seconds."""
MAX_SECONDS = Decimal(60)
"""What the largest justified file may cost."""
MEMORY_BYTES = 512 * MIB
"""What the child may use beyond what it holds when it starts to parse."""
MAX_RESULT_BYTES = 64 * MIB
"""What the parent takes from the child."""
