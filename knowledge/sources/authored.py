"""Authored passages: the Markdown files below ``passages/``, read strictly (format: README.md beside this).

The files use paragraphs and lists only, so lines are read one by one without a Markdown library.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable

from knowledge.letak import Letak, parse_letak
from knowledge.model import Aspek, Bentuk, Jenis, Passage, Pernyataan, Sikap, Sumber, Verifikasi
from knowledge.sources.galat import SourceError
from knowledge.sources.places import check_place
from knowledge.sources.registry import Tabel, folder, load_registry

YES_NO = frozenset({Aspek.BOLEH, Aspek.WAJIB, Aspek.BENAR})
WITHOUT_STATEMENT = frozenset({Jenis.LKJIP, Jenis.RENSTRA})
"""Kinds whose passages may be prose only."""
KEYS = frozenset(
    {"letak", "halaman", "verifikasi", "verifikasi-letak", "kata", "sumber", "tahun", "instansi", "id"}
)
WHOLE = "-"
"""The letak of a passage about a source as a whole."""
_KEY = re.compile(r"([a-z-]+):(?:\s|$)(.*)\Z")
_TAG = re.compile(r"\[([a-z-]+)\s*(?:=\s*([a-z]+)\s*)?(?:\|([^\]]*))?\]\s*(.*)\Z")
_ITEM = re.compile(r"(?:[-•]|\d{1,2}[.)])\s+(.*)\Z")
_MARKUP = re.compile(r"\s*(?:#|\||>|<|---|\+\+\+|\*\s|!\[)|.*(?:\*\*|__|`|\]\()")
_PAGES = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?\Z")
_SLUG = re.compile(r"[^a-z0-9]+")
_EXPLANATION = "Penjelasan: "


@dataclass(frozen=True, slots=True)
class Kepala:
    """The front matter of a file: what holds for each passage that does not say otherwise."""

    sumber: str
    judul: str
    jenis: Jenis | None
    verifikasi: Verifikasi | None
    verifikasi_letak: Verifikasi | None
    bentuk: Bentuk
    tahun: int | None
    instansi: str | None


@dataclass(slots=True)
class _Blok:
    """A statement, or a paragraph of explanation where ``tag`` is None, while it is being read."""

    baris: int
    tag: tuple[str, str | None, str | None] | None
    teks: list[str] = field(default_factory=list)
    butir: list[list[str]] = field(default_factory=list)

    def add(self, text: str) -> None:
        (self.butir[-1] if self.butir else self.teks).append(text)

    def sentence(self) -> str:
        return " ".join(self.teks).strip()

    def items(self) -> tuple[str, ...]:
        return tuple(" ".join(item) for item in self.butir)


@dataclass(slots=True)
class _Bagian:
    """One ``##`` section: heading, keys and blocks with the lines where they stand."""

    baris: int
    judul: str
    kunci: dict[str, str] = field(default_factory=dict)
    blok: list[_Blok] = field(default_factory=list)


def load_passages(
    registry: Mapping[str, Sumber] | None = None, root: Traversable | None = None
) -> tuple[Passage, ...]:
    """Every authored passage, in the order of files and headings; sub-folders are read as well.

    ``root`` is the folder with the Markdown files; by default the shipped ``passages``.
    Raises ``SourceError`` with file and line.
    """
    registry = load_registry() if registry is None else registry
    root = folder().joinpath("passages") if root is None else root
    found: list[Passage] = []
    places: dict[str, str] = {}
    for name, file in _markdown(root):
        for line, passage in read_file(name, file.read_text(encoding="utf-8"), registry):
            if passage.id in places:
                pesan = f"passage «{passage.id}» sudah ada di {places[passage.id]}; beri «id:» pembeda."
                raise SourceError(name, line, pesan)
            places[passage.id] = f"{name}:{line}"
            found.append(passage)
    return tuple(found)


def _markdown(root: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(root.iterdir(), key=lambda e: e.name):
        name = prefix + entry.name
        if entry.is_dir():
            yield from _markdown(entry, name + "/")
        elif entry.name.endswith(".md"):
            yield name, entry


def read_file(name: str, text: str, registry: Mapping[str, Sumber]) -> list[tuple[int, Passage]]:
    """The passages of one file, each with the line of its heading."""
    lines = text.splitlines()
    kepala, first = _front_matter(name, lines)
    sections = _sections(name, lines, first)
    if not sections:
        raise SourceError(name, None, "berkas tidak memuat satu passage pun.")
    return [(section.baris, _passage(name, section, kepala, registry)) for section in sections]


def _front_matter(name: str, lines: list[str]) -> tuple[Kepala, int]:
    if not lines or lines[0].strip() != "+++" or "+++" not in lines[1:]:
        raise SourceError(name, 1, "berkas harus diawali kepala TOML di antara dua baris +++.")
    end = lines.index("+++", 1)
    try:
        values = tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(name, 1, f"kepala bukan TOML yang sah ({error}).") from error
    tabel = Tabel(values, name, 1, "kepala")
    kepala = Kepala(
        sumber=tabel.need("sumber", str),
        judul=tabel.need("judul", str),
        jenis=tabel.choice("jenis", Jenis) if "jenis" in values else None,
        verifikasi=tabel.choice("verifikasi", Verifikasi) if "verifikasi" in values else None,
        verifikasi_letak=(
            tabel.choice("verifikasi-letak", Verifikasi) if "verifikasi-letak" in values else None
        ),
        bentuk=tabel.choice("bentuk", Bentuk, Bentuk.RINGKASAN),
        tahun=tabel.take("tahun", int),
        instansi=tabel.take("instansi", str),
    )
    tabel.done()
    return kepala, end + 1


def _sections(name: str, lines: list[str], first: int) -> list[_Bagian]:
    sections: list[_Bagian] = []
    body: list[tuple[int, str]] = []
    for number, line in enumerate(lines[first:], first + 1):
        if line.startswith("## "):
            _fill(name, sections, body)
            sections.append(_Bagian(number, line[3:].strip()))
            body = []
        elif line.strip() and not sections:
            raise SourceError(name, number, "teks sebelum judul passage (##).")
        else:
            body.append((number, line.rstrip()))
    _fill(name, sections, body)
    return sections


def _fill(name: str, sections: list[_Bagian], body: list[tuple[int, str]]) -> None:
    """Give the last section its keys and its blocks."""
    if not sections:
        return
    section = sections[-1]
    index = 0
    while index < len(body) and body[index][1].strip():
        number, line = body[index]
        found = _KEY.match(line)
        if not found or found[1] not in KEYS:
            raise SourceError(name, number, f"baris kunci tidak dikenal: «{line.strip()}».")
        if found[1] in section.kunci or not found[2].strip():
            raise SourceError(name, number, f"kunci «{found[1]}» berulang atau kosong.")
        section.kunci[found[1]] = " ".join(found[2].split())
        index += 1
    _blocks(name, section, body[index:])


def _blocks(name: str, section: _Bagian, body: list[tuple[int, str]]) -> None:
    current: _Blok | None = None
    pending = ""
    for number, raw in body:
        line = f"{pending} {raw.strip()}".strip()
        if pending and not raw.strip():
            raise SourceError(name, number, "tanda pernyataan [ … ] tidak ditutup.")
        pending = ""
        if not line:
            current = None
        elif _MARKUP.match(raw):
            raise SourceError(name, number, "hanya alinea dan daftar yang boleh dipakai.")
        elif line.startswith("[") and "]" not in line:
            pending = line
        elif line.startswith("["):
            current = _open(name, number, line)
            section.blok.append(current)
        elif item := _ITEM.match(line):
            if current is None:
                raise SourceError(name, number, "butir tanpa pernyataan atau alinea tepat di atasnya.")
            current.butir.append([item[1].strip()])
        elif current is None:
            current = _Blok(number, None, [line.removeprefix(_EXPLANATION)])
            section.blok.append(current)
        else:
            current.add(line)
    if pending:
        raise SourceError(name, section.baris, "tanda pernyataan [ … ] tidak ditutup.")


def _open(name: str, number: int, line: str) -> _Blok:
    found = _TAG.match(line)
    if not found:
        raise SourceError(name, number, f"tanda pernyataan tidak terbaca: «{line}».")
    about = " ".join(found[3].split()) if found[3] is not None else None
    return _Blok(number, (found[1], found[2], about), [found[4]] if found[4] else [])


def _statement(name: str, blok: _Blok) -> Pernyataan:
    assert blok.tag is not None
    aspek_text, sikap_text, about = blok.tag
    try:
        aspek = Aspek(aspek_text)
        sikap = Sikap(sikap_text) if sikap_text is not None else None
    except ValueError as error:
        raise SourceError(name, blok.baris, f"aspek atau sikap tidak dikenal ({error}).") from None
    if (aspek in YES_NO) != (sikap is not None) or (sikap is not None and not about) or about == "":
        pesan = "hanya boleh, wajib, dan benar yang bersikap, dan masing-masing harus menyebut perihal."
        raise SourceError(name, blok.baris, pesan)
    sentence = blok.sentence()
    if not sentence:
        raise SourceError(name, blok.baris, "pernyataan tanpa kalimat.")
    if not sentence.endswith((".", ":", "?", "”", '"', ")")):
        raise SourceError(name, blok.baris, f"kalimat tidak selesai: «{sentence[-60:]}».")
    if sentence.endswith(":") != bool(blok.butir) and sentence.endswith(":"):
        raise SourceError(name, blok.baris, "kalimat berakhir titik dua tanpa butir.")
    return Pernyataan(aspek, sentence, blok.items(), sikap, about)


def _passage(name: str, section: _Bagian, kepala: Kepala, registry: Mapping[str, Sumber]) -> Passage:
    keys = section.kunci
    sumber = registry.get(keys.get("sumber", kepala.sumber))
    if sumber is None or not sumber.dimuat:
        pesan = f"sumber «{keys.get('sumber', kepala.sumber)}» tidak terdaftar atau tidak dimuat."
        raise SourceError(name, section.baris, pesan)
    jenis = kepala.jenis or sumber.jenis
    statements = tuple(_statement(name, blok) for blok in section.blok if blok.tag)
    if not section.blok or (not statements and jenis not in WITHOUT_STATEMENT):
        raise SourceError(name, section.baris, f"passage «{section.judul}» tanpa pernyataan.")
    letak = _letak(name, section, jenis)
    pages = _pages(name, section)
    if problem := check_place(sumber, letak, pages):
        raise SourceError(name, section.baris, problem)
    verifikasi = _level(name, section, "verifikasi") or kepala.verifikasi
    if verifikasi is None:
        raise SourceError(name, section.baris, "tingkat verifikasi tidak disebut.")
    slug = keys.get("id") or f"{letak.slug()}--{_slug(section.judul)}"
    return Passage(
        id=f"{sumber.id}#{slug}",
        sumber_id=sumber.id,
        jenis=jenis,
        letak=letak,
        judul=section.judul,
        teks="\n".join(_plain(blok) for blok in section.blok),
        halaman=pages,
        bentuk=kepala.bentuk,
        verifikasi=verifikasi,
        verifikasi_letak=_level(name, section, "verifikasi-letak") or kepala.verifikasi_letak,
        pernyataan=statements,
        kata=tuple(w for word in keys.get("kata", "").split(";") if (w := word.strip())),
        pemilik=sumber.pemilik,
        tahun=_year(name, section) or kepala.tahun or sumber.tahun,
        instansi=keys.get("instansi") or kepala.instansi or sumber.instansi,
        status=sumber.status,
        contoh=sumber.contoh,
    )


def _plain(blok: _Blok) -> str:
    return "\n".join([blok.sentence(), *(f"- {item}" for item in blok.items())])


def _letak(name: str, section: _Bagian, jenis: Jenis) -> Letak:
    """The letak, written as it is printed; a rule's letak begins with a numbered unit."""
    text = section.kunci.get("letak")
    if text is None:
        raise SourceError(name, section.baris, f"passage «{section.judul}» tanpa letak.")
    if text == WHOLE:
        return Letak()
    letak = parse_letak(text)
    if str(letak) != text:
        raise SourceError(name, section.baris, f"letak «{text}» harus ditulis «{letak}».")
    if jenis in {Jenis.REGULASI, Jenis.SURAT} and not letak.langkah:
        raise SourceError(name, section.baris, f"letak «{text}» tidak terbaca.")
    return letak


def _pages(name: str, section: _Bagian) -> tuple[int, int] | None:
    text = section.kunci.get("halaman")
    if text is None:
        return None
    found = _PAGES.match(text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last:
        raise SourceError(name, section.baris, f"halaman «{text}» tidak terbaca.")
    return first, last


def _level(name: str, section: _Bagian, key: str) -> Verifikasi | None:
    text = section.kunci.get(key)
    if text is None:
        return None
    try:
        return Verifikasi(text)
    except ValueError:
        raise SourceError(name, section.baris, f"tingkat «{text}» pada «{key}» tidak dikenal.") from None


def _year(name: str, section: _Bagian) -> int | None:
    text = section.kunci.get("tahun")
    if text is not None and not (text.isdigit() and len(text) == 4):
        raise SourceError(name, section.baris, f"tahun «{text}» tidak terbaca.")
    return int(text) if text else None


def _slug(text: str) -> str:
    return _SLUG.sub("-", text.lower()).strip("-")
