"""What stands on a PDF page: characters, straight rules and shaded areas, through PDFium.

PDFium reads a report five to ten times as fast as pdfminer, repairs damaged files and maps more
fonts to Unicode.  Coordinates are points from the top left corner of the page as it is shown,
y downwards, whatever ``/Rotate`` and the crop box say.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.tables.readers.pdf.glyphs import character

MAX_CHARS_PER_PAGE = 40_000
"""The densest page seen (a picture of five tables in 2 pt) has 21,000; what is beyond is left out."""
MAX_OBJECTS_PER_PAGE = 15_000
"""Page objects (text runs, paths).  A page of a Word table with shading has up to 2,000, one that sets each
letter by itself up to 6,000.  A page above the limit counts as one without text: putting its pieces in
order costs PDFium quadratic time."""
MAX_POINTS_PER_PATH = 2_000
"""A map or a chart may be one path of many points; none of them is a ruling."""
MAX_FORM_DEPTH = 6
"""Forms inside forms.  Word and Excel nest one to two deep."""
THIN = 3.0
"""A filled rectangle of at most this thickness (pt) is a rule, not a shaded area."""
STRAIGHT = 0.75
"""How far (pt) the ends of a horizontal or vertical stroke may differ."""
MIN_SIZE = 2.2
"""Text below this size (pt) cannot be read on paper; it comes from pictures pasted as drawings."""


class Char(NamedTuple):
    """One character: its box, its origin on the baseline, its writing direction (0, 90, 180, 270 degrees)."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    origin: float
    """x of the origin."""
    y: float
    """y of the origin: the baseline of upright text."""
    size: float
    bold: bool
    turn: int
    white: bool
    run: int = 0
    """Which text object of the page it comes from."""


class Rule(NamedTuple):
    """A horizontal or vertical line: at ``at``, from ``start`` to ``end`` (``start`` <= ``end``)."""

    at: float
    start: float
    end: float


class Area(NamedTuple):
    """A filled rectangle that is not white."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class PageContent:
    """One page, 1-based ``number``; sizes in points."""

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    boxes: list[Area] = field(default_factory=list)
    """Stroked rectangles of any fill, for telling frames from tables."""
    has_image: bool = False
    is_overfull: bool = False
    """More objects than are read; nothing of it was."""


class Affine(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Affine) -> Affine:
        """The transformation that applies ``first`` and then this one."""
        return Affine(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            self.a * first.e + self.c * first.f + self.e,
            self.b * first.e + self.d * first.f + self.f,
        )


def read_page(document: Any, index: int) -> PageContent:
    """Read page ``index`` (0-based) of an open ``pypdfium2.PdfDocument`` and free it again.

    Raises ``pypdfium2.PdfiumError`` for a page that cannot be loaded.
    """
    import pypdfium2.raw as pdfium_c

    page = document[index]
    try:
        width, height = page.get_size()
        content = PageContent(index + 1, width, height)
        to_top_left = _page_matrix(page, width, height)
        if pdfium_c.FPDFPage_CountObjects(page.raw) > MAX_OBJECTS_PER_PAGE:
            content.is_overfull = True
            return content
        _PathReader(content, to_top_left).read(page)
        text = page.get_textpage()
        try:
            _read_chars(text.raw, content, to_top_left)
        finally:
            text.close()
        return content
    finally:
        page.close()


def _page_matrix(page: Any, width: float, height: float) -> Affine:
    """From the coordinates of the file to points from the top left of the page as shown."""
    import pypdfium2.raw as pdfium_c

    # PageToDevice answers in whole pixels: a large raster keeps a thousandth of a point
    raster = 1_000_000
    device_x, device_y = ctypes.c_int(), ctypes.c_int()

    def shown(x: float, y: float) -> tuple[float, float]:
        pdfium_c.FPDF_PageToDevice(
            page.raw, 0, 0, raster, raster, 0, x, y, ctypes.byref(device_x), ctypes.byref(device_y)
        )
        return device_x.value * width / raster, device_y.value * height / raster

    x0, y0 = shown(0, 0)
    x1, y1 = shown(500, 0)
    x2, y2 = shown(0, 500)
    return Affine((x1 - x0) / 500, (y1 - y0) / 500, (x2 - x0) / 500, (y2 - y0) / 500, x0, y0)


class _Run(NamedTuple):
    """What the characters of one text object share."""

    size: float
    bold: bool
    turn: int | None
    white: bool


def _read_chars(text: Any, content: PageContent, to_top_left: Affine) -> None:
    import pypdfium2.raw as pdfium_c

    unicode_of, origin_of = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetCharOrigin
    box_of, object_of = pdfium_c.FPDFText_GetLooseCharBox, pdfium_c.FPDFText_GetTextObject
    is_generated = pdfium_c.FPDFText_IsGenerated
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium_c.FS_RECTF()
    x_ref, y_ref, box_ref = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    runs: dict[int, _Run] = {}
    high = 0
    append = content.chars.append
    for index in range(min(pdfium_c.FPDFText_CountChars(text), MAX_CHARS_PER_PAGE)):
        code = unicode_of(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = (0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0), 0
        shown = character(code)
        if not shown:
            continue
        if is_generated(text, index) == 1:
            # a blank that PDFium saw between two runs; it has no place of its own
            if shown == " " and content.chars:
                before = content.chars[-1]
                append(before._replace(text=" ", x0=before.x1, origin=before.x1))
            continue
        handle = object_of(text, index)
        key = ctypes.cast(handle, ctypes.c_void_p).value or 0
        run = runs.get(key)
        if run is None:
            run = runs[key] = _run(text, index, handle, to_top_left)
        if run.turn is None or run.size < MIN_SIZE:
            continue
        origin_of(text, index, x_ref, y_ref)
        box_of(text, index, box_ref)
        left, base = to_top_left.apply(x.value, y.value)
        xa, ya = to_top_left.apply(box.left, box.bottom)
        xb, yb = to_top_left.apply(box.right, box.top)
        if xa > xb:
            xa, xb = xb, xa
        if ya > yb:
            ya, yb = yb, ya
        if xb < 0 or ya > content.height or xa > content.width or yb < 0:
            continue  # cut off by the page: a sheet printed over several pages
        append(Char(shown, xa, xb, ya, yb, left, base, run.size, run.bold, run.turn, run.white, key))


def _run(text: Any, index: int, handle: Any, to_top_left: Affine) -> _Run:
    import pypdfium2.raw as pdfium_c

    matrix = pdfium_c.FS_MATRIX()
    size = pdfium_c.FPDFText_GetFontSize(text, index)
    turn: int | None = 0
    if pdfium_c.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        full = to_top_left.after(Affine(matrix.a, matrix.b, matrix.c, matrix.d, 0, 0))
        size *= math.hypot(full.c, full.d) or 1
        angle = math.degrees(math.atan2(-full.b, full.a)) % 360
        turn = round(angle / 90) % 4 * 90
        if min(abs(angle - turn), 360 - abs(angle - turn)) > 8:
            turn = None  # a watermark across the page
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    white = False
    if pdfium_c.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        white = min(red.value, green.value, blue.value) > 244 or alpha.value == 0
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(handle)
    return _Run(abs(size), _is_bold(handle) or mode == 2, turn, white and mode == 0)


def _is_bold(handle: Any) -> bool:
    import pypdfium2.raw as pdfium_c

    font = pdfium_c.FPDFTextObj_GetFont(handle)
    if not font:
        return False
    buffer = ctypes.create_string_buffer(128)
    pdfium_c.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.lower()
    return b"bold" in name or b"black" in name or b"heavy" in name


class _PathReader:
    """Collects rules and areas from the paths of a page and of the forms on it."""

    def __init__(self, content: PageContent, to_top_left: Affine) -> None:
        self._content = content
        self._to_top_left = to_top_left
        self._left = MAX_OBJECTS_PER_PAGE

    def read(self, page: Any) -> None:
        import pypdfium2.raw as pdfium_c

        count, get = pdfium_c.FPDFPage_CountObjects(page.raw), pdfium_c.FPDFPage_GetObject
        for index in range(count):
            if self._left <= 0:
                return
            self._object(get(page.raw, index), self._to_top_left, 0)

    def _object(self, handle: Any, outer: Affine, depth: int) -> None:
        import pypdfium2.raw as pdfium_c

        self._left -= 1
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            self._path(handle, outer)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            self._content.has_image = True
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            inner = outer.after(_matrix(handle))
            for index in range(pdfium_c.FPDFFormObj_CountObjects(handle)):
                if self._left <= 0:
                    return
                self._object(pdfium_c.FPDFFormObj_GetObject(handle, index), inner, depth + 1)

    def _path(self, handle: Any, outer: Affine) -> None:
        import pypdfium2.raw as pdfium_c

        fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDFPath_GetDrawMode(handle, ctypes.byref(fill_mode), ctypes.byref(stroke))
        if not (fill_mode.value or stroke.value):
            return
        matrix = outer.after(_matrix(handle))
        filled = False
        for points, is_straight in _subpaths(handle, matrix):
            if fill_mode.value and len(points) >= 3:
                filled = self._fill(points) or filled
            if stroke.value:
                self._stroke(points)
                if is_straight and len(points) in (4, 5):
                    self._content.boxes.append(_bounds(points))
        if filled and not _is_white(handle):
            for points, _ in _subpaths(handle, matrix):
                area = _bounds(points)
                if area.x1 - area.x0 > THIN and area.bottom - area.top > THIN:
                    self._content.areas.append(area)

    def _fill(self, points: list[tuple[float, float]]) -> bool:
        """Keep a thin filled shape as a rule.  True for one that is an area instead."""
        x0, top, x1, bottom = _bounds(points)
        flat, narrow = bottom - top <= THIN, x1 - x0 <= THIN
        if flat:
            self._content.horizontal.append(Rule((top + bottom) / 2, x0, x1))
        if narrow:
            self._content.vertical.append(Rule((x0 + x1) / 2, top, bottom))
        return not (flat or narrow)

    def _stroke(self, points: list[tuple[float, float]]) -> None:
        for (xa, ya), (xb, yb) in itertools.pairwise(points):
            if abs(ya - yb) <= STRAIGHT:
                self._content.horizontal.append(Rule((ya + yb) / 2, min(xa, xb), max(xa, xb)))
            elif abs(xa - xb) <= STRAIGHT:
                self._content.vertical.append(Rule((xa + xb) / 2, min(ya, yb), max(ya, yb)))


def _matrix(handle: Any) -> Affine:
    import pypdfium2.raw as pdfium_c

    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, ctypes.byref(matrix)):
        return Affine(1, 0, 0, 1, 0, 0)
    return Affine(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _subpaths(handle: Any, matrix: Affine) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The points of each subpath on the page; False where it holds a curve."""
    import pypdfium2.raw as pdfium_c

    x, y = ctypes.c_float(), ctypes.c_float()
    x_ref, y_ref = ctypes.byref(x), ctypes.byref(y)
    count = pdfium_c.FPDFPath_CountSegments(handle)
    if count > MAX_POINTS_PER_PATH:
        return
    points: list[tuple[float, float]] = []
    straight = True
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(handle, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x_ref, y_ref)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO and points:
            yield points, straight
            points, straight = [], True
        elif kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            straight = False
        points.append(matrix.apply(x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if points:
        yield points, straight


def _bounds(points: list[tuple[float, float]]) -> Area:
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return Area(min(xs), min(ys), max(xs), max(ys))


def _is_white(handle: Any) -> bool:
    import pypdfium2.raw as pdfium_c

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) > 244 or alpha.value == 0
