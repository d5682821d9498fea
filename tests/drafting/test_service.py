"""From a measurement to two files: both or neither, and never an untraced number."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drafting import service
from bot.drafting.audit import AuditReport, Ketidakcocokan, audit
from bot.drafting.docx_writer import grafik_draf
from bot.drafting.files import berkas_telusur, periksa_tujuan, tulis_bersama
from bot.drafting.ledger import NUMBER
from bot.drafting.model import Identitas
from bot.drafting.service import PilihanDraf, draft_report, make_draft
from bot.errors import ErrorCode, LkjipError
from bot.kinerja.measure import measure
from bot.kinerja.measurement import Aturan, Measurement
from bot.kinerja.model import Arah
from bot.kinerja.skala import PERMENDAGRI_86_2017
from tests.drafting.bahan import Pembuat, tabel
from tests.drafting.docx_files import parts

IDENTITAS = Identitas("Dinas Perikanan Kabupaten Contoh", 2024)
PLAIN = PilihanDraf(gambar=False)


@pytest.fixture(scope="module")
def measurement() -> Measurement:
    b = Pembuat()
    indikator = [
        b.indikator(
            "Prevalensi stunting", "14,00", "13,20", arah=Arah.TURUN, riwayat={2022: "17,8", 2023: "15,1"}
        ),
        b.indikator(
            "Produksi ikan budi daya", "1.250", "1.310,5", satuan="ton", akhir="1.500", tahun_akhir=2026
        ),
        b.indikator("Opini BPK", "WTP", "WDP", satuan="opini"),
    ]
    lines = [b.anggaran("Program Perikanan", "4.250.000.000", "3.986.500.000")]
    return measure(
        tabel([("Meningkatnya produksi", indikator)], lines), Aturan(PERMENDAGRI_86_2017, tahun=2024)
    )


def test_two_files_are_delivered(measurement: Measurement, tmp_path: Path) -> None:
    steps: list[str] = []
    result = draft_report(measurement, IDENTITAS, tmp_path / "draf.docx", kemajuan=steps.append)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["draf.docx", "draf.telusur.json"]
    assert (result.berkas, result.telusur) == (tmp_path / "draf.docx", tmp_path / "draf.telusur.json")
    assert (result.bab, result.indikator) == ("3", 3)
    assert result.angka == result.angka_tertelusur > 20
    assert result.lengkapi > 0
    assert result.waktu_ms > 0
    assert steps == ["susun", "tulis", "audit", "simpan"]


def test_an_outsider_finds_every_number_in_the_ledger_file(measurement: Measurement, tmp_path: Path) -> None:
    draft_report(measurement, IDENTITAS, tmp_path / "d.docx", pilihan=PilihanDraf(bab="semua", gambar=False))
    entries = json.loads((tmp_path / "d.telusur.json").read_text())["angka"]
    known = {token for e in entries if e["tempat"] for token in NUMBER.findall(e["teks"])}
    document = Document(str(tmp_path / "d.docx"))
    texts = [p.text for p in document.paragraphs if not p.style.name.lower().startswith(("toc", "table of"))]
    texts += [c.text for t in document.tables for row in t.rows for c in row.cells]
    texts += [c.text for c in document.comments]
    found = {token for text in texts for token in NUMBER.findall(text)}
    assert len(found) > 20
    assert found <= known


def test_the_same_input_gives_the_same_bytes_but_for_the_date(measurement: Measurement) -> None:
    options = replace(PLAIN, bab="semua", tanggal=date(2025, 1, 15))
    first, second = (make_draft(measurement, IDENTITAS, pilihan=options).docx for _ in range(2))
    assert first == second
    other = make_draft(measurement, IDENTITAS, pilihan=replace(options, tanggal=date(2026, 1, 15))).docx
    assert other != first
    assert parts(other)["word/document.xml"] == parts(first)["word/document.xml"]


def test_a_draft_that_fails_the_audit_is_not_delivered(
    measurement: Measurement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = AuditReport(1, 0, 1, (Ketidakcocokan("paragraf 3", "bab3", "7", "Angka 7 tidak tercatat."),))
    monkeypatch.setattr(service, "audit", lambda *_: wrong)
    with pytest.raises(LkjipError) as caught:
        draft_report(measurement, IDENTITAS, tmp_path / "draf.docx", pilihan=PLAIN)
    assert caught.value.code is ErrorCode.AUDIT_FAILED
    assert caught.value.lokasi == "bab3, paragraf 3"
    assert list(tmp_path.iterdir()) == []


def test_an_older_draft_is_replaced(measurement: Measurement, tmp_path: Path) -> None:
    target = tmp_path / "draf.docx"
    draft_report(measurement, IDENTITAS, target, pilihan=PLAIN)
    target.with_name("draf.telusur.json").write_text('{"angka": []}', encoding="utf-8")
    made = draft_report(measurement, IDENTITAS, target, pilihan=PLAIN)
    Document(io.BytesIO(target.read_bytes()))
    # The ledger did not tell that the draft was as we had written it.
    assert made.sebelumnya == tmp_path / "draf.sebelumnya.docx"


def test_when_one_file_cannot_be_put_in_place_the_other_is_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a.json", tmp_path / "a.docx"
    first.write_bytes(b"lama")
    real: Callable[..., None] = os.replace

    def fails_on_docx(source: Path, target: Path) -> None:
        if Path(target) == second:
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", fails_on_docx)
    with pytest.raises(LkjipError) as caught:
        tulis_bersama({first: b"baru", second: b"baru"})
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert str(second) in caught.value.pesan
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.json": b"lama"}


@pytest.mark.parametrize("name", ["tidak-ada/draf.docx", "."])
def test_a_place_where_nothing_can_be_written_is_refused_before_any_work(tmp_path: Path, name: str) -> None:
    with pytest.raises(LkjipError) as caught:
        periksa_tujuan(tmp_path / name)
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "ledger"),
    [
        ("draf.docx", "draf.telusur.json"),
        ("LKjIP v1.2.DOCX", "LKjIP v1.2.telusur.json"),
        ("draf", "draf.telusur.json"),
    ],
)
def test_name_of_the_ledger_file(name: str, ledger: str) -> None:
    assert berkas_telusur(Path("x") / name) == Path("x") / ledger


_NAMES = st.text("abc XYZ 019%/.-():²", min_size=1, max_size=40).filter(lambda t: t.strip())
_CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "-",
            "n/a",
            "0",
            "WTP",
            "BB",
            "A (82,5)",
            "≥ 95",
            "80-90",
            "1:15",
            "-3,5",
            "88,5 %",
            "Rp1.000.000",
            "TDI",
        ]
    ),
    st.decimals(-1000, 10**7, allow_nan=False, places=2).map(lambda d: f"{d}".replace(".", ",")),
)
_ROWS = st.tuples(_NAMES, _CELLS, _CELLS, st.sampled_from([None, "persen", "dokumen", "m²", "Rp"]),
                  st.sampled_from([None, Arah.NAIK, Arah.TURUN]), _CELLS, _CELLS)  # fmt: skip


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(_ROWS, max_size=5),
    st.lists(st.tuples(_NAMES, _CELLS, _CELLS), max_size=3),
    st.sampled_from(["3", "semua"]),
)
def test_any_table_gives_a_draft_without_an_untraced_number(
    rows: list[tuple[str, str | None, str | None, str | None, Arah | None, str | None, str | None]],
    lines: list[tuple[str, str | None, str | None]],
    bab: str,
) -> None:
    b = Pembuat()
    indikator = [
        b.indikator(
            nama, target, realisasi, satuan=satuan, arah=arah,
            riwayat={2023: lalu} if lalu else None, akhir=akhir, tahun_akhir=2026,
        )
        for nama, target, realisasi, satuan, arah, lalu, akhir in rows
    ]  # fmt: skip
    budget = [b.anggaran(nama, pagu, realisasi) for nama, pagu, realisasi in lines]
    table = tabel([("Sasaran 1 (2024)", indikator)] if indikator else [], budget)
    measured = measure(table, Aturan(PERMENDAGRI_86_2017, tahun=2024))
    made = make_draft(measured, Identitas("SMP Negeri 3", 2024), pilihan=replace(PLAIN, bab=bab))
    assert audit(made.docx, made.ledger).sah
    for gambar in grafik_draf(made.draft, made.ledger).values():
        assert all(not s.nilai or len(s.teks) == len(s.nilai) for s in gambar.seri)
