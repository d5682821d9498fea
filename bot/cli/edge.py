"""The outer edge of the command line: streams, exit codes, incidents.

The only place of the command line that catches everything.  Whatever happens,
the user sees a sentence and never a traceback, and a program that asked for
``--json`` gets exactly one JSON document on stdout.
"""

from __future__ import annotations

import codecs
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO, cast

from bot.cli.exit_codes import EXIT_DONE, EXIT_FAULT, EXIT_INTERRUPTED, EXIT_PIPE
from bot.errors import ErrorCode, LkjipError
from bot.log import keep_library_warnings, record_fault


class Terminated(BaseException):
    """Asked to end by a signal; not an ``Exception``, so that nothing on the way takes it for a fault."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 our fault, 2 input, 3 setting or service)."""
    args = list(sys.argv[1:] if argv is None else argv)
    _one_thread_for_algebra()
    _mend_streams()
    _end_tidily()
    keep_library_warnings(_log_file)
    try:
        code = _run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        _say("Dihentikan.")
        return EXIT_INTERRUPTED
    except Terminated as end:
        _say("Dihentikan.")
        return 128 + end.number
    except BrokenPipeError:
        _silence_stdout()
        return EXIT_PIPE
    except LkjipError as error:
        return _report(error, args)
    except OSError as error:
        if _is_stdout_failure(error):
            _silence_stdout()
            return _report(_unwritable(error), [])
        return _report(_fault(error, args), args, EXIT_FAULT)
    except Exception as error:  # noqa: BLE001 - the edge: every fault becomes an incident
        return _report(_fault(error, args), args, EXIT_FAULT)
    return code


def _one_thread_for_algebra() -> None:
    """Keep numpy from starting a thread for every core: our matrices are small, and threads that wait for
    each other took half of the CPU time of an answer.  Must come before numpy is imported."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _run(args: list[str]) -> int:
    from typer.exceptions import Abort, Exit, TyperException

    from bot.cli.commands import command
    from bot.cli.language import translate

    cli = command()
    try:
        # Not cli.main(): that turns a broken pipe into exit code 1 and an interrupt into an English word.
        with cli.make_context("lkjip", args) as context:
            cli.invoke(context)
    except TyperException as error:
        raise translate(error) from None
    except Abort:
        raise KeyboardInterrupt from None
    except Exit as finished:
        return finished.exit_code
    return EXIT_DONE


def _report(error: LkjipError, args: Sequence[str], exit_code: int | None = None) -> int:
    """Print an error for people on stderr, and with ``--json`` as a document on stdout."""
    place = f" [{error.lokasi}]" if error.lokasi and error.lokasi not in error.pesan else ""
    _say(f"Galat: {error.pesan}{place}\n{error.saran}")
    if "--json" in args:
        from bot.contract import error_document, write_json

        try:
            write_json(error_document(error))
            sys.stdout.flush()
        except OSError:
            _silence_stdout()
    return error.exit_code if exit_code is None else exit_code


def _fault(error: BaseException, args: Sequence[str]) -> LkjipError:
    """Log a fault of ours and turn it into the sentence that the user sees."""
    log_file = _log_file()
    # The command word only: arguments may hold names of files and offices.
    word = next((arg for arg in args if not arg.startswith("-")), "")
    incident, written = record_fault(log_file, error, perintah=word)
    kept = f"Rinciannya tercatat di {log_file}." if written else f"Catatan {log_file} tidak dapat ditulis."
    return LkjipError(
        ErrorCode.FAULT,
        f"Terjadi gangguan pada asisten (nomor insiden {incident}).",
        f"{kept} Berkas masukan Anda tidak diubah; sampaikan nomor insiden itu bila gangguan berulang.",
        exit_code=EXIT_FAULT,
    )


def _log_file() -> Path:
    """Where the log is; beside the default data where the settings cannot be read."""
    from bot.settings import default_data_dir, load_settings

    try:
        return load_settings().log_file
    except LkjipError:
        return default_data_dir() / "log" / "lkjip.log"


def _unwritable(error: OSError) -> LkjipError:
    return LkjipError(
        ErrorCode.OUTPUT_UNWRITABLE,
        "Keluaran tidak dapat ditulis.",
        "Periksa sisa ruang penyimpanan dan hak tulis pada tujuan keluaran.",
    )


def _is_stdout_failure(error: OSError) -> bool:
    """Whether writing to stdout itself failed: a full disk or a closed descriptor, without a file name."""
    import errno

    return error.filename is None and error.errno in (errno.ENOSPC, errno.EBADF, errno.EIO, errno.EDQUOT)


def _say(text: str) -> None:
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:
        pass  # nobody listens on stderr; the exit code still tells


def _end_tidily() -> None:
    """Let ``kill`` and a closed terminal end the work as Ctrl-C does: temporary files and children go too.

    Ctrl-C reaches forked helpers as well; they end without a word, for only the main process speaks.
    """
    owner = os.getpid()

    def end(number: int, frame: object) -> None:
        if os.getpid() != owner:
            os._exit(128 + number)
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise Terminated(number)

    if threading.current_thread() is threading.main_thread():
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) in (
                signal.SIG_DFL,
                signal.default_int_handler,
            ):
                signal.signal(number, end)


def _mend_streams() -> None:
    """Give closed standard streams a sink, and never fail on a character that a terminal lacks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _null_stream(mode))
        elif mode == "w" and hasattr(stream, "reconfigure"):
            codecs.register_error("lkjip", _without_letter)
            stream.reconfigure(errors="lkjip")


PLAIN = {"–": "-", "—": "-", "·": "-", "…": "...", "“": '"', "”": '"', "’": "'", "×": "x", "÷": "/", "−": "-",
         "≥": ">=", "≤": "<=", "→": "->", "•": "*"}  # fmt: skip


def _without_letter(error: UnicodeError) -> tuple[str, int]:
    """Signs that the terminal's encoding lacks, in plain letters; a question mark where there are none."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(PLAIN.get(c, "?") for c in error.object[error.start : error.end]), error.end


def _silence_stdout() -> None:
    """Point stdout at the null device, so that the interpreter's last flush stays quiet."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = _null_stream("w")


def _null_stream(mode: str) -> TextIO:
    return cast("TextIO", Path(os.devnull).open(mode, encoding="utf-8"))
