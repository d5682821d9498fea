"""Word refuses a file whose elements stand in another order than the standard's; LibreOffice does not.

The orders are those of ECMA-376 part 1 (wml.xsd), as far as the writer uses them.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from typing import Any

import pytest
from lxml import etree

from bot.drafting.docx_writer import write_docx
from tests.drafting.bahan import Pembuat, susun, tabel
from tests.drafting.docx_files import W, parts
from tests.drafting.drafts import kecil, lengkap

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd"
    " tabs suppressAutoHyphens spacing ind contextualSpacing jc textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike noProof vanish webHidden color spacing w kern"
    " position sz szCs highlight u shd vertAlign lang",
    "tblPr": "tblStyle tblpPr tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"
    " tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgBorders pgNumType cols vAlign titlePg",
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr trPr"
    " tcPr tblStylePr",
}


def semua() -> dict[str, bytes]:
    """Drafts with every kind of block, and a whole report."""
    p = Pembuat()
    rows = [
        p.indikator(f"Indeks {chr(97 + n)}", "90,00", "80,00", riwayat={2022: "70,00", 2023: "75,00"})
        for n in range(9)
    ]
    laporan, ledger = susun(tabel([("Sasaran", rows)], [p.anggaran("Program", "1.000", "900")]), bab="semua")
    return {
        "laporan": write_docx(laporan, ledger, gambar=False),
        "kecil": write_docx(*kecil(), gambar=False),
        "lengkap": write_docx(*lengkap()),
    }


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return semua()


@pytest.fixture(params=["laporan", "kecil", "lengkap"])
def docx(request: pytest.FixtureRequest, written: dict[str, bytes]) -> bytes:
    return written[request.param]


def name_of(node: Any) -> str:
    return etree.QName(node).localname


def trees(docx: bytes) -> list[Any]:
    return [etree.fromstring(data) for name, data in parts(docx).items() if name.endswith(".xml")]


def test_properties_stand_in_the_order_of_the_standard(docx: bytes) -> None:
    for tree in trees(docx):
        for node in tree.iter(*(W + tag for tag in ORDER)):
            order = ORDER[name_of(node)].split()
            found = [order.index(name_of(child)) for child in node]
            assert found == sorted(found), etree.tostring(node)[:300]


def test_every_cell_ends_with_a_paragraph_and_rows_fill_their_grid(docx: bytes) -> None:
    for table in etree.fromstring(parts(docx)["word/document.xml"]).iter(f"{W}tbl"):
        columns = len(table.find(f"{W}tblGrid"))
        for row in table.findall(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            spans = [c.find(f"{W}tcPr/{W}gridSpan") for c in cells]
            assert sum(int(s.get(f"{W}val")) if s is not None else 1 for s in spans) == columns
            assert all(name_of(cell[-1]) == "p" for cell in cells)


def test_fields_comments_and_bookmarks_are_closed_and_single(docx: bytes) -> None:
    body = etree.fromstring(parts(docx)["word/document.xml"])
    kinds = Counter(f.get(f"{W}fldCharType") for f in body.iter(f"{W}fldChar"))
    assert kinds["begin"] == kinds["end"] == kinds["separate"]
    marks = [[n.get(f"{W}id") for n in body.iter(W + tag)] for tag in ("bookmarkStart", "bookmarkEnd")]
    assert sorted(marks[0]) == sorted(marks[1])
    assert len(set(marks[0])) == len(marks[0])
    ids = [
        sorted(n.get(f"{W}id") for n in body.iter(W + t)) for t in ("commentRangeStart", "commentRangeEnd")
    ]
    assert ids[0] == ids[1] == sorted(n.get(f"{W}id") for n in body.iter(f"{W}commentReference"))


def test_every_relation_leads_to_a_part_with_a_type(docx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = set(archive.namelist())
        relations = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
        types = etree.fromstring(archive.read("[Content_Types].xml"))
    targets = {f"word/{r.get('Target')}" for r in relations if r.get("TargetMode") != "External"}
    assert targets <= names
    endings = {t.get("Extension") for t in types if t.get("Extension")}
    typed = {t.get("PartName") for t in types if t.get("PartName")}
    assert all(f"/{n}" in typed or n.rpartition(".")[2] in endings for n in names - {"[Content_Types].xml"})
