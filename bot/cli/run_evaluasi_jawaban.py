"""What ``evaluasi temu-kembali`` and ``evaluasi jawaban`` do: measure the question sets, hold to gates."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.app import App, knowledge_errors
from bot.cli.exit_codes import EXIT_DONE, EXIT_FAULT
from bot.contract import write_json
from bot.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.model import Answer, Giliran
    from bot.evaluation.suites import Gate
    from knowledge.evaluation.soal import Himpunan

WARM_UP = "Apa yang diatur dalam Pasal 1?"
"""Asked once before time is taken: the first answer loads what the others find loaded."""


@dataclass(frozen=True, slots=True)
class PilihanUkur:
    """The options that both commands share."""

    data: Path
    berkas: Path | None = None
    """A file of questions in place of the known sets."""
    rinci: bool = False
    ambang: bool = False
    buka_uji: bool = False
    ragam: bool = False
    as_json: bool = False


def run_evaluasi_temu_kembali(options: PilihanUkur) -> int:
    """Measure the search; with ``ambang`` the exit code says whether every gate is met."""
    from bot import console_evaluasi
    from bot.evaluation.soal_suites import retrieval_document, retrieval_gates
    from knowledge.evaluation.temu_kembali import evaluate

    with _Progress() as progress:
        sets = question_sets(options)
        index = measuring_app().open_knowledge(progress.count)
        checks: list[Gate] = []
        documents: list[dict[str, Any]] = []
        for himpunan in sets:
            with knowledge_errors():
                result = evaluate(himpunan, index, progress=progress)
            gates = retrieval_gates(result)
            checks += gates
            documents.append(retrieval_document(result))
            if not options.as_json:
                progress("")
                console_evaluasi.show_retrieval(result, gates, detail=options.rinci, buka=options.buka_uji)
    return _finish(options, documents, checks)


def run_evaluasi_jawaban(options: PilihanUkur) -> int:
    """Measure the answers; with ``ambang`` the exit code says whether every gate is met."""
    from bot import console_evaluasi
    from bot.evaluation import answers, keteguhan
    from bot.evaluation.soal_suites import answer_document, answer_gates, steadiness_document
    from knowledge.evaluation.soal import DEV

    app = measuring_app()

    def answerer(question: str, history: Sequence[Giliran]) -> Answer:
        return app.answer(question, history, keep=False)

    with _Progress() as progress:
        sets = question_sets(options)
        app.open_knowledge(progress.count)
        app.answer(WARM_UP, keep=False)
        checks: list[Gate] = []
        documents: list[dict[str, Any]] = []
        for himpunan in sets:
            result = answers.evaluate(himpunan, answerer, progress)
            gates = answer_gates(result)
            checks += gates
            is_open = options.buka_uji or not himpunan.tertutup
            documents.append(answer_document(result, is_open=is_open))
            if not options.as_json:
                progress("")
                console_evaluasi.show_answers(result, gates, detail=options.rinci, is_open=is_open)
            if options.ragam and not himpunan.tertutup and himpunan.nama != DEV:
                steady = keteguhan.measure(result, answerer, progress)
                documents[-1]["ragam"] = [steadiness_document(one) for one in steady]
                if not options.as_json:
                    progress("")
                    console_evaluasi.show_steadiness(steady, detail=options.rinci)
    return _finish(options, documents, checks)


def question_sets(options: PilihanUkur) -> tuple[Himpunan, ...]:
    """The sets to be measured; says so where the development questions are not there.  Raises LkjipError."""
    from bot import console
    from knowledge.evaluation.soal import Himpunan, development_set, read_soal, shipped_sets

    with knowledge_errors():
        if options.berkas is not None:
            return (Himpunan(options.berkas.stem, read_soal(options.berkas)),)
        dev = development_set(options.data)
        if dev is None:
            console.say(
                f"Himpunan dev dilewati: {options.data / 'soal'} tidak ada; ambangnya tidak diperiksa."
            )
        return (*shipped_sets(), *((dev,) if dev else ()))


def measuring_app() -> App:
    """The app over an index of its own that holds the shipped sources only: documents that the user added
    would change the figures."""
    settings = load_settings()
    own = {"data_dir": settings.data_dir / "evaluasi", "chroma_url": None, "database_url": None}
    return App(settings.model_copy(update=own))


def _finish(options: PilihanUkur, documents: list[dict[str, Any]], checks: Sequence[Gate]) -> int:
    from bot.evaluation.suites import gate_document

    is_met = all(gate.is_met for gate in checks)
    if options.as_json:
        write_json({
            "himpunan": documents,
            "ambang": [gate_document(gate) for gate in checks],
            "semua_ambang_tercapai": is_met,
        })  # fmt: skip
    return EXIT_DONE if is_met or not options.ambang else EXIT_FAULT


class _Progress:
    """What is in work, on one line of a terminal's stderr; nothing where stderr is not a terminal."""

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self("")

    def __call__(self, text: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{text}\r")
            sys.stderr.flush()

    def count(self, what: str, done: int, total: int) -> None:
        self(f"{what} {done}/{total}")
