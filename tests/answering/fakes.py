"""An index in memory that ranks by shared words: enough to test what is made of its results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answering.match import kosakata
from knowledge.index.analyser import Analyser
from knowledge.index.model import Acuan, Bobot, Hit, Pencarian
from knowledge.index.references import find_references
from knowledge.letak import Letak, parse_letak
from knowledge.model import (
    Aspek,
    Bentuk,
    Jenis,
    Passage,
    Pernyataan,
    Relasi,
    Sikap,
    StatusBerlaku,
    Sumber,
    Verifikasi,
)
from knowledge.scope import PUBLIK, Scope


class FakeKnowledge:
    """Implements ``knowledge.index.model.Knowledge``.  The score of a passage is its share of the question's
    words; nothing is repaired or expanded."""

    sidik = "palsu"

    def __init__(self, passages: Sequence[Passage], sources: Sequence[Sumber]) -> None:
        self._passages = tuple(passages)
        self._sources = {s.id: s for s in sources}
        self._analyser = Analyser()
        self.asked: list[str] = []

    def search(
        self, query: str, scope: Scope = PUBLIK, *, limit: int = 10, bobot: Bobot | None = None
    ) -> Pencarian:
        del bobot
        self.asked.append(query)
        words = set(kosakata().terms(query))
        known = set().union(*(kosakata().passage(p) for p in self._passages))
        hits = []
        for passage in self._passages:
            if not scope.admits(passage):
                continue
            share = len(words & kosakata().passage(passage)) / max(1, len(words))
            named = any(a.letak and a.letak.contains(passage.letak) for a in self.references(query))
            parts = {"kata": share, "acuan": float(named)}
            score = max(share, 0.9 * named)
            if score:
                hits.append(Hit(passage, round(score, 4), parts, share, self._verbatim(passage)))
        istilah = tuple(
            i
            if not i.akar or set(kosakata().terms(i.baku)) & known
            else type(i)(i.kata, i.baku, i.akar, 1.0, False)
            for i in self._analyser.analyse(query)
        )
        carried = {v.id for h in hits for v in h.naskah}
        ours = [h for h in hits if h.passage.id not in carried]
        return Pencarian(tuple(sorted(ours, key=lambda h: -h.skor)[:limit]), istilah, self.references(query))

    def _verbatim(self, passage: Passage) -> tuple[Passage, ...]:
        return tuple(
            p
            for p in self._passages
            if passage.bentuk is Bentuk.RINGKASAN
            and p.bentuk is Bentuk.KUTIPAN
            and p.sumber_id == passage.sumber_id
            and p.letak.key() == passage.letak.key()
        )

    def source(self, sumber_id: str) -> Sumber | None:
        return self._sources.get(sumber_id)

    def sources(self, scope: Scope = PUBLIK) -> Sequence[Sumber]:
        del scope
        return tuple(self._sources.values())

    def passage(self, passage_id: str, scope: Scope = PUBLIK) -> Passage | None:
        return next((p for p in self._passages if p.id == passage_id and scope.admits(p)), None)

    def at(self, sumber_id: str, letak: Letak, scope: Scope = PUBLIK) -> Sequence[Passage]:
        return tuple(
            p
            for p in self._passages
            if p.sumber_id == sumber_id and letak.contains(p.letak) and scope.admits(p)
        )

    def references(self, query: str) -> tuple[Acuan, ...]:
        return find_references(query, tuple(self._sources.values()))

    def frequency(self, word: str, scope: Scope = PUBLIK) -> float:
        del scope
        holding = sum(bool(set(kosakata().terms(word)) & kosakata().passage(p)) for p in self._passages)
        return holding / len(self._passages)


def passage(letak: str, judul: str, *statements: Pernyataan, **more: object) -> Passage:
    """A passage of the invented rule; its text is that of its statements."""
    sumber_id = str(more.pop("sumber_id", "aturan-baru"))
    teks = str(
        more.pop(
            "teks", "\n".join(line for s in statements for line in (s.teks, *(f"- {b}" for b in s.butir)))
        )
    )
    place = parse_letak(letak)
    values: dict[str, object] = {
        "id": f"{sumber_id}#{place.slug()}-{judul.lower().replace(' ', '-')}",
        "sumber_id": sumber_id,
        "jenis": Jenis.REGULASI,
        "letak": place,
        "judul": judul,
        "teks": teks,
        "pernyataan": statements,
        **more,
    }
    return Passage(**values)  # type: ignore[arg-type]


SUMBER = (
    Sumber(
        "aturan-baru",
        Jenis.REGULASI,
        "Permenpan-RB 901/2031",
        "Aturan rekaan",
        nomor="901",
        tahun=2031,
        sebutan=("permenpan 901",),
        diundangkan=date(2031, 1, 2),
    ),
    Sumber(
        "aturan-lama",
        Jenis.REGULASI,
        "Permenpan-RB 902/2020",
        "Aturan rekaan yang lama",
        nomor="902",
        tahun=2020,
        status=StatusBerlaku.DICABUT,
        relasi=(Relasi("dicabut-oleh", "aturan-baru", "Pasal 6, sejak 2 Januari 2031"),),
    ),
    Sumber("lkjip-rekaan", Jenis.LKJIP, "LKjIP Dinas Pangan Arunika 2030", "Laporan rekaan", tahun=2030),
)  # fmt: skip


def invented() -> FakeKnowledge:
    """The invented index."""
    return FakeKnowledge(
        (
            passage(
                "Lampiran II huruf D",
                "Penyampaian laporan kinerja SKPD",
                Pernyataan(
                    Aspek.PENERIMA, "Kepala SKPD menyampaikan laporan kinerja kepada bupati atau wali kota."
                ),
                Pernyataan(
                    Aspek.TENGGAT,
                    "Laporan kinerja SKPD disampaikan paling lambat empat bulan setelah tahun berakhir.",
                ),
                halaman=(20, 20),
            ),
            passage(
                "Lampiran II huruf D",
                "Penyampaian laporan kinerja provinsi",
                Pernyataan(
                    Aspek.PENERIMA,
                    "Gubernur menyampaikan laporan kinerja provinsi kepada Menteri Dalam Negeri.",
                ),
                Pernyataan(
                    Aspek.TENGGAT,
                    "Laporan kinerja provinsi disampaikan paling lambat enam bulan setelah tahun berakhir.",
                ),
                halaman=(20, 21),
            ),
            passage(
                "Lampiran II huruf C",
                "Isi laporan kinerja",
                Pernyataan(
                    Aspek.ISI,
                    "Laporan kinerja memuat:",
                    ("uraian singkat organisasi;", "rencana kinerja;", "hasil pengukuran kinerja."),
                ),
            ),
            passage(
                "Lampiran I huruf E",
                "Revisi perjanjian kinerja",
                Pernyataan(
                    Aspek.BOLEH,
                    "Perjanjian kinerja boleh direvisi bila pejabatnya berganti.",
                    sikap=Sikap.BERSYARAT,
                    perihal="perjanjian kinerja direvisi",
                ),
                Pernyataan(
                    Aspek.BOLEH,
                    "Target yang tidak tercapai bukan alasan menurunkan target perjanjian kinerja.",
                    sikap=Sikap.TIDAK,
                    perihal="target perjanjian kinerja diturunkan karena tidak tercapai",
                ),
                Pernyataan(
                    Aspek.WAJIB,
                    "Perjanjian kinerja wajib ditandatangani pimpinan.",
                    sikap=Sikap.YA,
                    perihal="perjanjian kinerja ditandatangani pimpinan",
                ),
            ),
            passage(
                "Lampiran I huruf A",
                "Pengertian perjanjian kinerja",
                Pernyataan(
                    Aspek.DEFINISI, "Perjanjian kinerja (PK) adalah dokumen rekaan tentang janji kinerja."
                ),
            ),
            passage(
                "Lampiran I huruf A",
                "Pengertian perjanjian kinerja",
                id="aturan-baru#naskah-a",
                bentuk=Bentuk.KUTIPAN,
                teks="Perjanjian Kinerja adalah lembar janji rekaan.",
                halaman=(5, 5),
            ),
            passage(
                "Lampiran II huruf G",
                "Indikator kinerja utama",
                Pernyataan(Aspek.DEFINISI, "Indikator kinerja utama (IKU) adalah ukuran utama rekaan."),
                verifikasi=Verifikasi.SUMBER_SEKUNDER,
            ),
            passage(
                "Pasal 6",
                "Pencabutan",
                Pernyataan(Aspek.STATUS, "Permenpan-RB 902/2020 dicabut oleh Pasal 6 aturan rekaan."),
            ),
            passage(
                "Lampiran II huruf C",
                "Isi laporan kinerja lama",
                Pernyataan(Aspek.ISI, "Laporan kinerja memuat lima bab rekaan."),
                sumber_id="aturan-lama",
                status=StatusBerlaku.DICABUT,
            ),
            passage(
                "Bab III",
                "Capaian kinerja Dinas Pangan",
                sumber_id="lkjip-rekaan",
                jenis=Jenis.LKJIP,
                bentuk=Bentuk.KUTIPAN,
                halaman=(31, 31),
                instansi="Dinas Pangan Arunika",
                tahun=2030,
                id="lkjip-rekaan#p31",
                teks="Cadangan beras naik. Kendala penyaluran beras ialah jembatan "
                "yang putus di dua kecamatan. "
                "Rapat diadakan.",
            ),
        ),
        SUMBER,
    )
