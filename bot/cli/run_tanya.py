"""What ``tanya`` and ``jejak`` do: answer questions, and show what an answer rests on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import App
from bot.contract import write_json
from bot.errors import ErrorCode, LkjipError, usage_error

MAX_QUESTION = 4_000
"""Characters of a question; a chat message has 4,096."""


@dataclass(frozen=True, slots=True)
class Soal:
    """One line of a file of questions."""

    id: str
    question: str
    history: tuple[str, ...] = ()
    """Questions that the same person asked before, oldest first."""


def run_tanya(question: str | None, berkas: str | None, *, as_json: bool) -> None:
    """Answer one question, or every line of a file."""
    if (question is None) == (berkas is None):
        raise usage_error(
            "Berikan satu pertanyaan, atau sebuah berkas soal.",
            'Contoh: lkjip tanya "kapan LKjIP dinas dikirim?", atau lkjip tanya --berkas soal.jsonl.',
        )
    if berkas is not None:
        _answer_file(Path(berkas))
        return
    from bot import console

    text = _checked(question or "", "Pertanyaan")
    app = App()
    with ExitStack() as stack:
        with console.working("Mencari jawaban …"):
            answer = stack.enter_context(app.answered(text))
        if as_json:
            from bot.contract_answers import tanya_document

            write_json(tanya_document(answer))
        else:
            from bot.console_answers import show_answer

            show_answer(answer)
        sys.stdout.flush()


def _checked(text: str, what: str) -> str:
    text = text.strip()
    if not text:
        raise usage_error(f"{what} kosong.", 'Tulis pertanyaannya, misalnya: lkjip tanya "apa itu IKU?"')
    if len(text) > MAX_QUESTION:
        raise usage_error(
            f"{what} terlalu panjang ({len(text)} karakter).",
            f"Persingkat menjadi paling banyak {MAX_QUESTION} karakter.",
        )
    return text


def _answer_file(path: Path) -> None:
    """Answer line by line; each answer is written as soon as it is there: an interruption loses none."""
    from bot.answering.model import Giliran
    from bot.contract_answers import tanya_document

    soal = tuple(read_soal(path))
    app = App()
    if len(soal) > 1:
        app.warm()
    out = sys.stdout
    for one in soal:
        history: list[Giliran] = []
        for earlier in one.history:
            history.append(Giliran.of(app.answer(earlier, tuple(history), keep=False)))
        answer = app.answer(one.question, tuple(history))
        line = json.dumps({"id": one.id, **tanya_document(answer)}, ensure_ascii=False)
        out.write(line + "\n")
        out.flush()


def read_soal(path: Path) -> Iterator[Soal]:
    """The questions of a JSON Lines file.  Raises LkjipError that names the line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise LkjipError(
            ErrorCode.FILE_MISSING, f"Berkas soal {path} tidak ada.", "Periksa nama dan foldernya."
        ) from None
    except (OSError, UnicodeDecodeError):
        raise LkjipError(
            ErrorCode.FILE_DAMAGED,
            f"Berkas soal {path} tidak dapat dibaca.",
            "Simpan berkas itu sebagai teks UTF-8 dan periksa hak bacanya.",
        ) from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _soal(line, number, path.name)


def _soal(line: str, number: int, name: str) -> Soal:
    place = f"{name}, baris {number}"
    remedy = 'Tulis satu objek JSON per baris, misalnya {"id": "1", "question": "apa itu IKU?"}.'
    try:
        record: Any = json.loads(line)
    except json.JSONDecodeError:
        raise usage_error(f"Baris {number} dalam {name} bukan JSON.", remedy) from None
    question = record.get("question") if isinstance(record, dict) else None
    if not isinstance(question, str):
        raise usage_error(f'Baris {number} dalam {name} tidak memuat "question".', remedy)
    history = record.get("history") or ()
    earlier = tuple(
        str(turn.get("question", "")) if isinstance(turn, dict) else str(turn) for turn in history
    )
    return Soal(
        str(record.get("id", number)),
        _checked(question, f"Pertanyaan pada {place}"),
        tuple(text for text in earlier if text.strip()),
    )


def run_jejak(jejak_id: str | None, *, as_json: bool) -> None:
    """Show one trace, or the ids of the latest ones."""
    from bot import console_answers

    app = App()
    if jejak_id is None:
        latest: Sequence[Any] = app.traces.latest()
        if as_json:
            write_json({"jejak": [_head(one) for one in latest]})
        else:
            console_answers.show_traces(latest)
        return
    found = app.traces.get(jejak_id)
    if found is None:
        raise LkjipError(
            ErrorCode.TRACE_MISSING,
            f"Jejak {jejak_id} tidak ada.",
            "Nomor jejak tercantum di bawah setiap jawaban; lihat yang terakhir dengan lkjip jejak.",
        )
    if as_json:
        write_json({**_head(found), "isi": dict(found.isi)})
    else:
        console_answers.show_trace(found)


def _head(trace: Any) -> dict[str, Any]:
    return {
        "id": trace.id,
        "waktu": trace.waktu.isoformat(),
        "status": trace.status,
        "pertanyaan": trace.pertanyaan,
    }
