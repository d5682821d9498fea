"""The composition root: the only place that builds services from settings.

The command line calls the methods of :class:`App`; which reader, which store of
mappings and which scale stand behind them is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ErrorCode, LkjipError
from bot.log import record_fault
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from bot.answering.bank import Bank
    from bot.answering.llm.writer import LlmWriter
    from bot.answering.model import Answer, Giliran, Jejak
    from bot.answering.service import Answering
    from bot.drafting.model import Identitas
    from bot.drafting.notes import Notes
    from bot.drafting.periksa import Pemeriksaan
    from bot.drafting.service import HasilDraf, PilihanDraf
    from bot.kinerja.measurement import Aturan, Measurement, Skala
    from bot.kinerja.model import Arah, IndicatorTable
    from bot.knowledge_service import KnowledgeService
    from bot.notes_file import Catatan
    from bot.store.jejak import JejakStore
    from bot.tables.document import Bacaan
    from bot.tables.mapping import MappingStore
    from knowledge.index.elsewhere import Elsewhere
    from knowledge.index.model import Embedder, Kemajuan
    from knowledge.index.service import KnowledgeIndex
    from knowledge.scope import Scope


WAITING_FOR_MODEL = 8
"""Questions that may wait for the language model at once."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a file is to be read: one sheet only, roles of columns, the year."""

    lembar: str | None = None
    peta: Mapping[str, str] | None = None
    tahun: int | None = None


class App:
    """The services of the product."""

    def __init__(
        self, settings: Settings | None = None, *, pengubah: Callable[[Path], Elsewhere] | None = None
    ) -> None:
        """``pengubah``, for a process that stays: has changes of the index in a data folder made by worker
        processes (``bot.jobs.proses.pengubah_indeks``); see :attr:`changes_elsewhere`."""
        self._given = settings
        self._pengubah = pengubah

    @cached_property
    def settings(self) -> Settings:
        return self._given or load_settings()

    def read(self, path: Path, options: ReadOptions = ReadOptions()) -> Bacaan:
        """Every indicator and budget table of a file.  Raises LkjipError for a file that cannot be used."""
        from bot.tables.read import read

        return read(
            path, lembar=options.lembar, peta=options.peta, tahun=options.tahun, mappings=self.mappings
        )

    @cached_property
    def mappings(self) -> MappingStore:
        """Column mappings that the user confirmed, in DATA_DIR."""
        from bot.tables.mapping import MappingStore

        return MappingStore(self.settings.mapping_dir)

    def save_mappings(self, bacaan: Bacaan, peta: Mapping[str, str]) -> None:
        """Keep a mapping for the layout of every table of a file.  Raises LkjipError."""
        try:
            for table in bacaan.tabel:
                self.mappings.save(table.kolom, peta)
        except OSError:
            raise LkjipError(
                ErrorCode.SETTING_INVALID,
                f"Peta kolom tidak dapat disimpan di {self.settings.mapping_dir}.",
                "Arahkan setelan LKJIP_DATA_DIR ke folder yang dapat ditulisi, atau lepaskan --simpan-peta.",
                exit_code=3,
            ) from None

    def read_all(self, paths: Sequence[Path], options: ReadOptions = ReadOptions()) -> IndicatorTable:
        """The one table of a draft, from every table of every file."""
        from bot.tables.combine import merge

        tables = [table for path in paths for table in self.read(path, options).tabel]
        return merge(tables, tahun=options.tahun)

    def scale(self, path: Path | None) -> Skala:
        """The rating scale: the office's own, or the one that most offices borrow."""
        from bot.kinerja.skala import PERMENDAGRI_86_2017

        return load_skala(path) if path else PERMENDAGRI_86_2017

    def rules(
        self,
        *,
        skala: Skala | None = None,
        rumus: str | None = None,
        tahun: int | None = None,
        arah: Mapping[str, Arah] | None = None,
    ) -> Aturan:
        """The choices that a measurement rests on.  ``rumus``: ``selisih`` (the default) or ``kebalikan``."""
        from bot.kinerja.measurement import Aturan, RumusTurun

        return Aturan(
            skala=skala or self.scale(None),
            rumus_turun=RumusTurun(rumus) if rumus else RumusTurun.SELISIH,
            tahun=tahun,
            arah=arah or {},
        )

    def measure(self, table: IndicatorTable, aturan: Aturan) -> Measurement:
        from bot.kinerja.measure import measure

        return measure(table, aturan)

    def read_and_measure(self, path: Path) -> Sequence[Measurement]:
        """Every table of a file, measured with the default rules."""
        aturan = self.rules()
        return [self.measure(table, aturan) for table in self.read(path).tabel]

    def notes(self, path: Path | None, table: IndicatorTable) -> Catatan:
        """The office's own words, from a TOML file; nothing where there is none."""
        from bot.drafting.model import Identitas
        from bot.drafting.notes import Notes
        from bot.notes_file import Catatan, read_catatan

        return read_catatan(path, table) if path else Catatan(Notes(), Identitas())

    def draft(
        self,
        measurement: Measurement,
        identitas: Identitas,
        keluaran: Path,
        notes: Notes,
        pilihan: PilihanDraf,
        kemajuan: Callable[[str], None] = lambda _: None,
    ) -> HasilDraf:
        """Compose, write, audit and save; see :func:`bot.drafting.service.draft_report`."""
        from bot.drafting.service import draft_report

        return draft_report(measurement, identitas, keluaran, notes, pilihan, kemajuan)

    def check(
        self, report: Path, tables: Sequence[Path], options: ReadOptions = ReadOptions()
    ) -> Pemeriksaan:
        """Hold a report against a table, and against itself; see :mod:`bot.drafting.periksa`."""
        from bot.drafting.periksa import check_file

        return check_file(report, self.read_all(tables, options) if tables else None)

    # --- knowledge and answers --------------------------------------------------------------------------

    @property
    def changes_elsewhere(self) -> bool:
        """Whether worker processes change the index, so that what only a change needs is not kept in memory.
        A model of one's own is loaded too slowly for that, and of a Chroma server little would be saved."""
        own = self.settings.embedding or self.settings.chroma_url
        return self._pengubah is not None and not own

    @cached_property
    def knowledge(self) -> KnowledgeIndex:
        """The index in DATA_DIR, not yet opened; see :meth:`open_knowledge`."""
        from knowledge.index.service import KnowledgeIndex

        elsewhere = None
        if self._pengubah is not None and self.changes_elsewhere:
            elsewhere = self._pengubah(self.settings.data_dir)
        with knowledge_errors():
            return KnowledgeIndex(
                self.settings.data_dir,
                embedder=self.embedder,
                chroma_url=self.settings.chroma_url,
                elsewhere=elsewhere,
            )

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model of the settings.  Raises LkjipError."""
        from knowledge.embedding import load_embedder

        with knowledge_errors():
            return load_embedder(self.settings.embedding)

    def open_knowledge(self, kemajuan: Kemajuan | None = None) -> KnowledgeIndex:
        """The index, built where there is none yet.  Raises LkjipError."""
        with knowledge_errors():
            return self.knowledge.open(kemajuan)

    @cached_property
    def knowledge_service(self) -> KnowledgeService:
        """Adds and removes documents; opens the index."""
        from bot.knowledge_service import KnowledgeService

        return KnowledgeService(self.open_knowledge())

    @cached_property
    def answering(self) -> Answering:
        from bot.answering.conversation import converse
        from bot.answering.guards import correction, guard, office_guard
        from bot.answering.lookups import value_lookup
        from bot.answering.makna import Makna
        from bot.answering.reference import reference_lookup
        from bot.answering.reports import report_guard, report_lookup
        from bot.answering.service import Answering

        writer = self.writer
        return Answering(
            self.open_knowledge(),
            conversation=converse,
            guards=(guard,),
            lookups=(value_lookup, reference_lookup, report_lookup),
            result_guards=(report_guard, office_guard),
            corrections=(correction,),
            # The weights know the cosines of the shipped model; another's have another scale.
            makna=None if self.settings.embedding else Makna(self.embedder),
            bank=None if self.settings.embedding else self.bank,
            writer=writer,
            versi_llm=writer.versi_prompt if writer else "",
            sidik_setelan=self.settings.sidik,
        )

    @cached_property
    def bank(self) -> Bank:
        """The known questions, which vote for the statement that answers."""
        from bot.answering.bank_file import shipped_bank
        from bot.answering.match import kosakata

        return shipped_bank(self.settings.data_dir / "pertanyaan", self.embedder, kosakata())

    @cached_property
    def writer(self) -> LlmWriter | None:
        """Words answers with the language model of the settings; None where there is none.  Raises
        LkjipError (exit code 3) where its package or key is missing."""
        if not self.settings.llm:
            return None
        from bot.answering.llm.writer import LlmWriter

        return LlmWriter(self.settings.llm, knowledge=self.knowledge, timeout_s=self.settings.llm_timeout)

    @cached_property
    def traces(self) -> JejakStore:
        """Where every answer is kept."""
        from bot.store.database import Database
        from bot.store.jejak import JejakStore

        url = self.settings.database_url
        return JejakStore(Database(url) if url else Database.in_folder(self.settings.data_dir))

    def answer(
        self,
        question: str,
        history: Sequence[Giliran] = (),
        *,
        scope: Scope | None = None,
        pengguna: str | None = None,
        keep: bool = True,
    ) -> Answer:
        """Answer a question and keep its trace (unless ``keep`` is False).  Raises LkjipError."""
        answer, jejak = self._answer(question, history, scope)
        if keep:
            self._keep(jejak, pengguna)
        return answer

    @contextmanager
    def answered(
        self,
        question: str,
        history: Sequence[Giliran] = (),
        *,
        scope: Scope | None = None,
        pengguna: str | None = None,
    ) -> Iterator[Answer]:
        """An answer to be shown inside the block; its trace is kept after it, however the block ends, so that
        who asks does not wait for the database.  Raises LkjipError."""
        answer, jejak = self._answer(question, history, scope)
        try:
            yield answer
        finally:
            self._keep(jejak, pengguna)

    def answer_with_trace(
        self, question: str, history: Sequence[Giliran] = (), *, scope: Scope | None = None
    ) -> tuple[Answer, Jejak]:
        """An answer and its trace, neither kept: for a caller that keeps both in its own transaction.  Raises
        LkjipError."""
        return self._answer(question, history, scope)

    @cached_property
    def answer_pool(self) -> ThreadPoolExecutor:
        """The threads that answer questions of a long-running program.

        Composing an answer only computes, and two threads that compute share one interpreter lock: side by
        side they answer no sooner and hold up everybody else, the database above all.  A language model is
        waited for, so with one several questions may wait at once.
        """
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(WAITING_FOR_MODEL if self.settings.llm else 1, thread_name_prefix="jawab")

    def warm(self) -> None:
        """Make ready for many questions; see ``KnowledgeIndex.warm``.  Raises LkjipError."""
        with knowledge_errors():
            _ = self.answering
            self.knowledge.warm()
        # The first question would pay for word lists, templates and known questions that are read lazily.
        self._answer("Kapan laporan kinerja disampaikan?", (), None)

    def _answer(self, question: str, history: Sequence[Giliran], scope: Scope | None) -> tuple[Answer, Jejak]:
        from datetime import UTC, datetime

        from knowledge.scope import PUBLIK

        with knowledge_errors():
            return self.answering.answer(question, scope or PUBLIK, history, sekarang=datetime.now(UTC))

    def _keep(self, jejak: Jejak, pengguna: str | None) -> None:
        """Keep a trace; an answer is not withheld because the disk is full, but the log says so."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            self.traces.save(jejak, pengguna)
        except (LkjipError, SQLAlchemyError, OSError) as error:
            record_fault(self.settings.log_file, error, perintah="jejak")


@contextmanager
def knowledge_errors() -> Iterator[None]:
    """Errors of the knowledge base as those of the product, with their exit code."""
    from knowledge.errors import KnowledgeError

    try:
        yield
    except KnowledgeError as error:
        raise LkjipError(
            ErrorCode.KNOWLEDGE, error.pesan, error.saran, exit_code=3 if error.kekurangan_layanan else 2
        ) from error


def load_skala(path: Path) -> Skala:
    """An office's own scale from a TOML file.  Raises LkjipError that names the place in the file."""
    from bot.kinerja.skala import SkalaError, SkalaRusak, read_skala
    from bot.toml import toml_place

    try:
        return read_skala(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise LkjipError(
            ErrorCode.SCALE_INVALID,
            f"Berkas skala {path} tidak dapat dibaca.",
            "Periksa nama dan hak baca berkas itu, dan simpan sebagai teks UTF-8.",
        ) from None
    except SkalaError as error:
        broken = isinstance(error, SkalaRusak)
        reason = f"penulisannya bukan TOML ({toml_place(error.__cause__)})." if broken else error.pesan
        raise LkjipError(
            ErrorCode.SCALE_INVALID,
            f"Skala dalam {path.name} tidak sah: {reason}",
            "Contoh berkas skala ada di docs/panduan/skala.md.",
            lokasi=f"{path.name}, {error.di}" if error.di else path.name,
        ) from None
