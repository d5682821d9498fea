"""What ``lkjip indeks`` does: build, add, list, remove."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app import App, knowledge_errors
from bot.cli import parameters
from bot.contract import write_json
from knowledge.index.model import Kemajuan


@dataclass(frozen=True, slots=True)
class TambahOptions:
    """The options of ``indeks tambah`` as they were typed."""

    berkas: Path
    jenis: str | None = None
    id: str | None = None
    judul: str | None = None
    singkat: str | None = None
    nomor: str | None = None
    tahun: str | None = None
    instansi: str | None = None
    resmi: bool | None = None
    ocr: bool = False


@contextmanager
def progress(text: str) -> Iterator[Kemajuan | None]:
    """A line on stderr that says what is being done; nothing where stderr is no terminal."""
    from bot import console

    shown = console.err()
    if not shown.is_terminal:
        yield None
        return
    with shown.status(text) as status:

        def tell(what: str, done: int, total: int) -> None:
            status.update(f"{what} … {done}/{total}" if total else f"{what} …")

        yield tell


def run_bangun(*, as_json: bool) -> None:
    """Make the index anew from the shipped sources and from what was added."""
    from bot import console

    app = App()
    with progress("Membangun indeks …") as tell, knowledge_errors():
        count = app.knowledge_service.rebuild(tell)
    if as_json:
        write_json({"passage": count, "folder": str(app.settings.data_dir / "indeks")})
    else:
        console.out().print(f"Indeks selesai dibangun: {count} bagian.")


def run_tambah(options: TambahOptions, *, as_json: bool) -> None:
    """Read a document and add it to the index."""
    from bot.console_answers import show_added
    from bot.contract_answers import tambah_document
    from bot.knowledge_service import parse_jenis
    from knowledge.ingest.serap import Permintaan

    app = App()
    with knowledge_errors():
        asked = Permintaan(
            jenis=parse_jenis(options.jenis) if options.jenis else None,
            id=options.id,
            judul=options.judul,
            singkat=options.singkat,
            nomor=options.nomor,
            tahun=parameters.tahun(options.tahun),
            instansi=options.instansi,
        )
        with progress(f"Menambahkan {options.berkas.name} …") as tell:
            result = app.knowledge_service.add(
                options.berkas, asked, resmi=options.resmi, with_ocr=options.ocr, kemajuan=tell
            )
    if as_json:
        write_json(tambah_document(result))
    else:
        show_added(result)


def run_daftar(*, as_json: bool) -> None:
    """List the sources."""
    from bot.console_answers import show_sources
    from bot.contract_answers import catatan_indeks_document

    app = App()
    with progress("Membuka indeks …"), knowledge_errors():
        rows = app.knowledge_service.listing()
    if as_json:
        write_json({"sumber": [catatan_indeks_document(one) for one in rows]})
    else:
        show_sources(rows)


def run_hapus(sumber_id: str, *, as_json: bool) -> None:
    """Take an added source out."""
    from bot import console

    app = App()
    with progress(f"Menghapus {sumber_id} …"), knowledge_errors():
        count = app.knowledge_service.remove(sumber_id)
    if as_json:
        write_json({"id": sumber_id, "passage": count})
    else:
        console.out().print(f"Sumber {sumber_id} dihapus dari indeks: {count} bagian.")
