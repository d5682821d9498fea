"""The registry: every field is checked, and relations stand at both ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.model import Jenis, StatusBerlaku, Verifikasi
from knowledge.sources import SourceError, load_registry

LAMA = """
[[sumber]]
id = "aturan-1-2001"
jenis = "regulasi"
singkat = "Aturan 1/2001"
judul = "Aturan lama"
nomor = "1"
tahun = 2001
status = "dicabut"
dimuat = false
"""
BARU = """
[[sumber]]
id = "aturan-2-2011"
jenis = "regulasi"
singkat = "Aturan 2/2011"
judul = "Aturan baru"
nomor = "2"
tahun = 2011
sebutan = ["aturan dua"]
ditetapkan = 2011-03-04
relasi = [
  { jenis = "mencabut", sumber = "aturan-1-2001", keterangan = "Pasal 9", verifikasi = "naskah-resmi" },
]
struktur = { pasal = 9, lampiran = ["I"], huruf = { I = "D" }, ayat = { 3 = 2 }, verifikasi = "naskah-resmi" }
"""


def registry_of(folder: Path, text: str, **further: str) -> Path:
    (folder / "registry.toml").write_text(text, encoding="utf-8")
    for name, more in further.items():
        (folder / f"registry-{name}.toml").write_text(more, encoding="utf-8")
    return folder


def test_fields_are_read_as_typed_data(tmp_path: Path) -> None:
    baru = load_registry(registry_of(tmp_path, LAMA + BARU))["aturan-2-2011"]
    assert (baru.jenis, baru.status, baru.dimuat) == (Jenis.REGULASI, StatusBerlaku.BERLAKU, True)
    assert baru.ditetapkan is not None
    assert baru.ditetapkan.isoformat() == "2011-03-04"
    assert (baru.struktur.pasal, baru.struktur.huruf, baru.struktur.ayat) == (9, {"I": "D"}, {"3": 2})
    assert baru.struktur.verifikasi is Verifikasi.NASKAH_RESMI


def test_a_relation_is_written_once_and_seen_from_both_ends(tmp_path: Path) -> None:
    registry = load_registry(registry_of(tmp_path, LAMA + BARU))
    (forward,) = registry["aturan-2-2011"].relasi
    (back,) = registry["aturan-1-2001"].relasi
    assert (forward.jenis, back.jenis) == ("mencabut", "dicabut-oleh")
    assert back.sumber_id == "aturan-2-2011"
    assert back.keterangan == forward.keterangan == "Pasal 9"


def test_further_files_beside_the_registry_are_read(tmp_path: Path) -> None:
    folder = registry_of(tmp_path, LAMA, baru=BARU)
    assert list(load_registry(folder)) == ["aturan-1-2001", "aturan-2-2011"]


def test_the_same_source_in_two_files_is_an_error_that_names_the_second(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"registry-ulang\.toml:3: .*aturan-1-2001.*sudah terdaftar"):
        load_registry(registry_of(tmp_path, LAMA + BARU, ulang=LAMA))


@pytest.mark.parametrize(
    ("change", "to", "message"),
    [
        ('id = "aturan-2-2011"', 'id = "Aturan 2"', "id hanya boleh"),
        ('jenis = "regulasi"', 'jenis = "perda"', "jenis.*pilihannya"),
        ("tahun = 2011", 'tahun = "2011"', "tahun.*bertipe int"),
        ("tahun = 2011", "tahun = true", "tahun.*bertipe int"),
        ("tahun = 2011", "tahun = 11", "tahun 11 tidak sah"),
        ('nomor = "2"', "", "nomor dan tahun"),
        ('judul = "Aturan baru"', "", "«judul» tidak ada"),
        ('judul = "Aturan baru"', 'judul = " "', "«judul» kosong"),
        ("ditetapkan = 2011-03-04", 'ditetapkan = "2011"', "ditetapkan.*bertipe date"),
        ('sebutan = ["aturan dua"]', "sebutan = [2]", "sebutan.*teks"),
        ('sebutan = ["aturan dua"]', 'sebutan = ["Aturan Dua"]', "huruf kecil"),
        ('sebutan = ["aturan dua"]', 'sebutan = ["aturan 1/2001"]', "juga dipakai"),
        ('sebutan = ["aturan dua"]', 'sebutan = ["aturan dua", "aturan dua"]', "berulang"),
        ('sebutan = ["aturan dua"]', 'warna = "biru"', "tidak dikenal: warna"),
        ('sebutan = ["aturan dua"]', 'status = "usang"', "usang.*pilihannya"),
        ('sebutan = ["aturan dua"]', 'status = "dicabut"', "tanpa relasi"),
        ('sebutan = ["aturan dua"]', 'laman = "jdih"', "https"),
        ('sebutan = ["aturan dua"]', 'pemilik = "siapa saja"', "pemilik"),
        ("aturan-1-2001", "aturan-9-1999", "tidak terdaftar"),
        ('"mencabut"', '"dicabut-oleh"', "relasi.*tidak dikenal"),
        (', verifikasi = "naskah-resmi" },', " },", "«verifikasi» tidak ada"),
        ("pasal = 9", "pasal = 0", "lebih dari nol"),
        ("pasal = 9", "pasal = 2", "pasal yang tidak ada"),
        ('lampiran = ["I"]', "lampiran = []", "lampiran yang tidak ada"),
        ('{ I = "D" }', '{ I = "DD" }', "huruf"),
        ("[[sumber]]", "[[sumberr]]", r"\[\[sumber\]\]"),
        ("tahun = 2011", "tahun = = 1", "TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_source(tmp_path: Path, change: str, to: str, message: str) -> None:
    assert change in BARU
    with pytest.raises(SourceError, match=message) as caught:
        load_registry(registry_of(tmp_path, LAMA + BARU.replace(change, to, 1)))
    assert caught.value.berkas == "registry.toml"


def test_a_revoked_source_may_not_be_called_in_force(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"dicabut sumber lain"):
        load_registry(registry_of(tmp_path, LAMA.replace('status = "dicabut"', "") + BARU))


def test_a_folder_without_registry_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="tidak ada"):
        load_registry(tmp_path)
