"""An office's own template: what is taken, what stays behind, what is refused."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from bot.drafting.audit import audit
from bot.drafting.docx_writer import write_docx
from bot.drafting.ledger import Ledger
from bot.drafting.model import Draft, Identitas
from bot.drafting.template_text import isi_penanda, isian_templat
from bot.errors import ErrorCode, LkjipError
from tests.drafting.docx_files import W, parts, text_of, xml
from tests.drafting.drafts import INSTANSI, kecil
from tests.drafting.templates import logo, office_template, rewrite

HEADER = "word/templat_header1.xml"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office_template(tmp_path_factory.mktemp("templat") / "kantor.docx")


def with_template(path: Path, identitas: Identitas | None = None) -> tuple[bytes, Draft, Ledger]:
    draft, ledger = kecil()
    if identitas is not None:
        draft = replace(draft, identitas=identitas)
    return write_docx(draft, ledger, templat=path), draft, ledger


def test_paper_styles_header_and_logo_are_taken(template: Path) -> None:
    docx, _, ledger = with_template(template)
    section = Document(io.BytesIO(docx)).sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.5, 33.0)
    assert round(section.left_margin.cm, 1) == 4.0
    assert text_of(xml(docx, HEADER)) == (
        f"PEMERINTAH KABUPATEN {INSTANSI}Jalan Kenanga Nomor 9, Telepon (0999) 765432 · 2024"
    )
    assert parts(docx)["word/media/templat1.png"] == logo()
    assert b'w:ascii="Times New Roman"' in parts(docx)["word/styles.xml"]
    audit(docx, ledger).pastikan()


def test_missing_styles_are_added_and_present_ones_kept(template: Path) -> None:
    docx, *_ = with_template(template)
    document = Document(io.BytesIO(docx))
    names = [s.name for s in document.styles]
    assert {"Isi", "Rumus", "Sumber", "Tabel isi", "Tabel laporan"} <= set(names)
    ids = [s.style_id for s in document.styles]
    assert len(ids) == len(set(ids))
    assert names.count("Heading 1") == names.count("Caption") == 1
    used = {n.get(f"{W}val") for n in xml(docx).iter(f"{W}pStyle", f"{W}tblStyle", f"{W}rStyle")}
    assert used <= set(ids)


def test_headings_are_not_numbered_twice(template: Path) -> None:
    docx, *_ = with_template(template)
    heading = next(
        s for s in xml(docx, "word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == "Heading1"
    )
    assert heading.find(f"{W}pPr/{W}numPr") is None


def test_the_old_text_stays_behind(template: Path) -> None:
    docx, *_ = with_template(template)
    everything = "".join(data.decode() for name, data in parts(docx).items() if name.endswith("xml"))
    assert "lama" not in everything.replace("alaman", "")
    assert "2019" not in everything


def test_the_same_template_gives_the_same_bytes(template: Path) -> None:
    assert with_template(template)[0] == with_template(template)[0]


def test_a_template_without_footer_gets_ours(template: Path) -> None:
    docx, *_ = with_template(template)
    assert "Halaman" in text_of(xml(docx, "word/kaki_tegak.xml"))
    kinds = [n.tag.removeprefix(W) for n in next(xml(docx).iter(f"{W}sectPr"))][:2]
    assert kinds == ["headerReference", "footerReference"]


def test_unknown_identity_is_a_visible_gap(template: Path) -> None:
    docx, _, ledger = with_template(template, Identitas())
    assert "[LENGKAPI: instansi]" in text_of(xml(docx, HEADER))
    audit(docx, ledger).pastikan()


@pytest.mark.parametrize("header", [("{{ nip }}",), ("{{ instansi",), ("{% for x in y %}",), ("{{ 7*7 }}",)])
def test_other_placeholders_are_refused_with_their_place(tmp_path: Path, header: tuple[str, ...]) -> None:
    path = office_template(tmp_path / "kantor.docx", header=header)
    with pytest.raises(LkjipError) as caught:
        with_template(path)
    assert caught.value.code is ErrorCode.TEMPLATE_INVALID
    assert "kepala halaman (header1.xml)" in (caught.value.lokasi or "")
    assert "{{ instansi }}" in caught.value.saran


def test_a_placeholder_keeps_what_stands_around_it() -> None:
    runs = "".join(f"<w:r><w:t>{t}</w:t></w:r>" for t in ("Kop {", "{ tahun", " }}", " dan {{instansi}}."))
    root = etree.fromstring(f'<w:hdr xmlns:w="{W[1:-1]}"><w:p>{runs}</w:p></w:hdr>')
    isi_penanda(root, isian_templat(Identitas("Dinas {{ tahun }}", 2024)), "k.docx", "kepala")
    found = [t.text or "" for t in root.iter(f"{W}t")]
    assert found == ["Kop 2024", "", "", " dan Dinas {{ tahun }}."]


@pytest.mark.parametrize(
    ("relation", "code"),
    [
        (
            'Type="http://x/image" Target="https://contoh.go.id/a.png" TargetMode="External"',
            ErrorCode.TEMPLATE_INVALID,
        ),
        ('Type="http://x/oleObject" Target="embeddings/a.bin"', ErrorCode.TEMPLATE_INVALID),
    ],
)
def test_linked_pictures_and_embedded_objects_are_refused(
    tmp_path: Path, relation: str, code: ErrorCode
) -> None:
    def change(files: dict[str, bytes]) -> None:
        name = next(n for n in files if n.startswith("word/_rels/header"))
        files[name] = files[name].replace(
            b"</Relationships>", f'<Relationship Id="rIdX" {relation}/></Relationships>'.encode()
        )

    path = rewrite(office_template(tmp_path / "kantor.docx"), change)
    with pytest.raises(LkjipError) as caught:
        with_template(path)
    assert caught.value.code is code


def test_a_field_that_fetches_is_refused(tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        evil = b'<w:p><w:fldSimple w:instr="INCLUDETEXT c:/a.txt"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
        name = next(n for n in files if n.startswith("word/header"))
        files[name] = files[name].replace(b"</w:hdr>", evil + b"</w:hdr>")

    with pytest.raises(LkjipError) as caught:
        with_template(rewrite(office_template(tmp_path / "kantor.docx"), change))
    assert "INCLUDETEXT" in caught.value.pesan


def test_macros_encryption_and_other_files_are_refused(tmp_path: Path) -> None:
    macro = rewrite(office_template(tmp_path / "m.docx"), lambda f: f.update({"word/vbaProject.bin": b"x"}))
    text = tmp_path / "t.docx"
    text.write_text("bukan dokumen")
    sheet = tmp_path / "s.csv"
    sheet.write_text("a;b\n1;2\n")
    codes = []
    for path in (macro, text, sheet, tmp_path / "tidak-ada.docx"):
        with pytest.raises(LkjipError) as caught:
            with_template(path)
        codes.append(caught.value.code)
        assert caught.value.exit_code == 2
    assert codes[0] is ErrorCode.FILE_MACRO
    assert codes[2:] == [ErrorCode.TEMPLATE_INVALID, ErrorCode.FILE_MISSING]


def test_a_template_with_its_own_bullet_list_keeps_it(tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files["word/numbering.xml"] = files["word/numbering.xml"].replace(b'w:numId="1"', b'w:numId="71"')

    docx, *_ = with_template(rewrite(office_template(tmp_path / "kantor.docx"), change))
    numbers = [n.get(f"{W}numId") for n in xml(docx, "word/numbering.xml").findall(f"{W}num")]
    assert len(numbers) == len(set(numbers))
    bullet = next(
        s for s in xml(docx, "word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == "Butir"
    )
    number = bullet.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    assert number in numbers
    assert number != "71"


def test_absurd_paper_is_refused(tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        text = files["word/document.xml"].decode()
        files["word/document.xml"] = text.replace('w:w="12189"', 'w:w="100"').encode()

    with pytest.raises(LkjipError) as caught:
        with_template(rewrite(office_template(tmp_path / "kantor.docx"), change))
    assert "ukuran kertas" in caught.value.pesan


def test_strict_open_xml_is_refused_with_the_remedy(tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        files["word/document.xml"] = files["word/document.xml"].replace(W[1:-1].encode(), strict)

    with pytest.raises(LkjipError) as caught:
        with_template(rewrite(office_template(tmp_path / "kantor.docx"), change))
    assert caught.value.code is ErrorCode.TEMPLATE_INVALID
    assert "simpan ulang" in caught.value.pesan


def test_a_hostile_style_id_stays_an_attribute(tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        evil = b'w:styleId="H&quot;/&gt;&lt;w:evil"'
        files["word/styles.xml"] = files["word/styles.xml"].replace(b'w:styleId="Heading1"', evil)

    docx, *_ = with_template(rewrite(office_template(tmp_path / "kantor.docx"), change))
    first = next(xml(docx).iter(f"{W}pStyle"))
    assert first.get(f"{W}val") == 'H"/><w:evil'
