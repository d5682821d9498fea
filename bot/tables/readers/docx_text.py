"""Words of a docx: paragraphs as they read with all changes accepted, their style, their automatic number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.kinerja.roman import to_roman
from bot.tables.readers.package import Package, whole
from bot.tables.readers.values import clean

WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice", "hyperlink"}
)
"""Elements that only hold others; what matters inside them counts as if it stood outside."""
SKIPPED = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "Fallback",
        "pPr",
        "sdtPr",
        "sdtEndPr",
        "rt",
        "tblPr",
    }
)
"""Deleted or moved-away text, field codes, the doubled older form of drawings, pronunciation guides."""
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
SYMBOLS = {
    0xA3: "≤",
    0xB3: "≥",
    0xB1: "±",
    0xB9: "≠",
    0xBB: "≈",
    0xB7: "•",
    0xB0: "°",
    0xB4: "×",
    0xB8: "÷",
    0xD7: "·",
    0xE5: "∑",
    0xFC: "✓",
    0xD6: "√",
}
"""Characters of the fonts Symbol and Wingdings that carry meaning in a table, by their code."""
MAX_STYLE_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Style:
    name: str
    outline: int | None = None
    """Level of a heading from 0; None for other paragraphs."""
    bold: bool = False
    number: tuple[str, int] | None = None
    """(numId, level) of its automatic numbering."""


@dataclass(slots=True)
class Level:
    """One level of an automatic numbering."""

    form: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Automatic numbers, counted in the order in which paragraphs are read."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """By abstractNumId and level."""
    lists: dict[str, str] = field(default_factory=dict)
    """numId to abstractNumId."""
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    """(numId, level) to the number at which that list starts anew."""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    seen: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: tuple[str, int]) -> str:
        """Count the next paragraph of a list and return what Word prints before it; empty for bullets."""
        num_id, depth = number
        abstract = self.lists.get(num_id)
        if abstract is None or depth not in self.levels.get(abstract, {}):
            return ""
        levels = self.levels[abstract]
        counts = self.counts.setdefault(abstract, {})
        if number in self.restarts and number not in self.seen:
            counts[depth] = self.restarts[number] - 1
        self.seen.add(number)
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        text = levels[depth].pattern
        if levels[depth].form in ("bullet", "none") or "%" not in text:
            return ""
        for level in range(depth + 1):
            if level in levels:
                count = counts.get(level, levels[level].start)
                text = text.replace(f"%{level + 1}", numeral(count, levels[level].form))
        return text.strip()


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph's text with its automatic number apart."""

    text: str
    label: str
    bold: bool
    boxes: tuple[Any, ...] = ()
    """Contents of text boxes anchored in the paragraph."""


@dataclass(slots=True)
class Reader:
    """Reads paragraphs; keeps the count of automatic numbers."""

    styles: dict[str, Style]
    numbering: Numbering

    def style(self, paragraph: Any) -> Style | None:
        node = paragraph.find("{*}pPr/{*}pStyle")
        return self.styles.get(value(node) or "") if node is not None else self.styles.get("")

    def words(self, paragraph: Any) -> Words:
        """The text of a paragraph.  Each paragraph may be asked only once: its number is counted here."""
        style = self.style(paragraph)
        pieces: list[str] = []
        boxes: list[Any] = []
        weights: list[bool] = []
        _collect(paragraph, pieces, boxes, weights, bool(style and style.bold))
        number = _own_number(paragraph, style)
        label = self.numbering.label(number) if number else ""
        text = clean("".join(pieces)).strip()
        return Words(text, label, bool(weights) and all(weights), tuple(boxes))


def value(node: Any) -> str | None:
    """The attribute ``w:val``, in whichever namespace the file writes it."""
    if node is None:
        return None
    return next((v for k, v in node.attrib.items() if k.rpartition("}")[2] == "val"), None)


def is_on(node: Any) -> bool:
    """Whether a switch such as ``w:b`` is there and not turned off."""
    return node is not None and (value(node) or "1") not in ("0", "false", "off", "none")


def local(node: Any) -> str:
    """Tag without its namespace; empty for comments and the like."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def flat(node: Any) -> Iterator[Any]:
    """Children of a node, with those of mere wrappers in their place."""
    for child in node:
        tag = local(child)
        if tag in WRAPPERS:
            yield from flat(child)
        elif tag and tag not in SKIPPED:
            yield child


def _collect(node: Any, pieces: list[str], boxes: list[Any], weights: list[bool], bold: bool) -> None:
    for child in node:
        tag = local(child)
        if tag == "t":
            text = child.text or ""
            pieces.append("".join(_symbol(ord(ch)) if "\uf000" <= ch <= "\uf0ff" else ch for ch in text))
            if text.strip():
                weights.append(bold)
        elif tag in SIGNS:
            kind = next((v for k, v in child.attrib.items() if k.endswith("}type")), None)
            pieces.append("" if kind in ("page", "column") else SIGNS[tag])
        elif tag == "sym":
            code = next((v for k, v in child.attrib.items() if k.endswith("}char")), "")
            pieces.append(_symbol(int(code, 16)) if _is_hex(code) else "")
        elif tag == "txbxContent":
            boxes.append(child)
        elif tag == "r":
            props = child.find("{*}rPr")
            if props is None:
                _collect(child, pieces, boxes, weights, bold)
            elif not is_on(props.find("{*}vanish")):
                own = props.find("{*}b")
                _collect(child, pieces, boxes, weights, bold if own is None else is_on(own))
        elif tag and tag not in SKIPPED and tag != "rPr":
            _collect(child, pieces, boxes, weights, bold)


def _symbol(code: int) -> str:
    return SYMBOLS.get(code & 0xFF, "")


def _is_hex(code: str) -> bool:
    return 0 < len(code) <= 4 and all(ch in "0123456789abcdefABCDEF" for ch in code)


def _own_number(paragraph: Any, style: Style | None) -> tuple[str, int] | None:
    node = paragraph.find("{*}pPr/{*}numPr")
    inherited = style.number if style else None
    if node is None:
        return inherited
    num_id = value(node.find("{*}numId"))
    level = whole(value(node.find("{*}ilvl")), inherited[1] if inherited else 0)
    if num_id is None:
        return (inherited[0], level) if inherited else None
    return None if num_id == "0" else (num_id, level)


def read_styles(package: Package, part: str | None) -> dict[str, Style]:
    """Paragraph styles by id; the default one also under the empty id."""
    if part is None or part not in package:
        return {}
    nodes: dict[str, Any] = {}
    default = None
    for node in package.xml(part).iterfind("{*}style"):
        kind = {k.rpartition("}")[2]: v for k, v in node.attrib.items()}
        if kind.get("type", "paragraph") != "paragraph":
            continue
        nodes[kind.get("styleId", "")] = node
        if kind.get("default") in ("1", "true"):
            default = kind.get("styleId", "")
    found = {style_id: _resolve(style_id, nodes) for style_id in nodes}
    if default is not None and default in found:
        found[""] = found[default]
    return found


def _resolve(style_id: str, nodes: dict[str, Any]) -> Style:
    """A style with what it inherits."""
    name = value(nodes[style_id].find("{*}name")) or style_id
    outline: int | None = None
    bold: bool | None = None
    num_id: str | None = None
    level: int | None = None
    current: str | None = style_id
    for _ in range(MAX_STYLE_DEPTH):
        if current is None or current not in nodes:
            break
        node = nodes[current]
        depth = value(node.find("{*}pPr/{*}outlineLvl"))
        outline = whole(depth, 9) if outline is None and depth is not None else outline
        own_bold = node.find("{*}rPr/{*}b")
        bold = is_on(own_bold) if bold is None and own_bold is not None else bold
        num_id = num_id or value(node.find("{*}pPr/{*}numPr/{*}numId"))
        depth = value(node.find("{*}pPr/{*}numPr/{*}ilvl"))
        level = whole(depth) if level is None and depth is not None else level
        current = value(node.find("{*}basedOn"))
    if outline is None and name.lower().startswith(("heading ", "judul ", "title")):
        outline = max(whole(name.rpartition(" ")[2], 1) - 1, 0)
    number = (num_id, level if level is not None else 0) if num_id and num_id != "0" else None
    return Style(name, outline if outline is not None and outline < 9 else None, bool(bold), number)


def read_numbering(package: Package, part: str | None) -> Numbering:
    """The document's automatic numberings."""
    numbering = Numbering()
    if part is None or part not in package:
        return numbering
    root = package.xml(part)
    for node in root.iterfind("{*}abstractNum"):
        key = next((v for k, v in node.attrib.items() if k.endswith("}abstractNumId")), "")
        numbering.levels[key] = {
            _depth(level): Level(
                value(level.find("{*}numFmt")) or "decimal",
                value(level.find("{*}lvlText")) or "",
                whole(value(level.find("{*}start")), 1),
            )
            for level in node.iterfind("{*}lvl")
        }
    for node in root.iterfind("{*}num"):
        num_id = next((v for k, v in node.attrib.items() if k.endswith("}numId")), "")
        numbering.lists[num_id] = value(node.find("{*}abstractNumId")) or ""
        for override in node.iterfind("{*}lvlOverride"):
            start = value(override.find("{*}startOverride"))
            if start is not None:
                numbering.restarts[num_id, _depth(override)] = whole(start, 1)
    return numbering


def _depth(node: Any) -> int:
    return whole(next((v for k, v in node.attrib.items() if k.endswith("}ilvl")), None))


def numeral(count: int, form: str) -> str:
    """A number as Word prints it: decimal, letters or Roman."""
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 26 * 20:
        repeat, index = divmod(count - 1, 26)
        letter = chr(ord("a") + index) * (repeat + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = to_roman(count)
        return roman.lower() if form == "lowerRoman" else roman
    if form == "decimalZero":
        return f"{count:02d}"
    return str(count)
