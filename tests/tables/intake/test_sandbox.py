"""The child process: what it sends comes back unchanged, and nothing that it does reaches the parent."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ErrorCode, LkjipError
from bot.tables import sandbox
from bot.tables.document import Document, Paragraph
from bot.tables.grid import EMPTY, Cell, Grid, Merge
from bot.tables.intake import child, limits, transfer
from bot.tables.sandbox import Start, read_document
from tests.tables.files import ONE_CELL, cell, docx, para, table, texts, xlsx

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="forking is only chosen on Linux"),
    # the runner may have threads of its own; these children do nothing that could wait for them
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return xlsx(tmp_path / "a.xlsx", ONE_CELL)


@pytest.mark.parametrize("start", list(Start))
def test_reads_in_every_way_of_starting(workbook: Path, start: Start) -> None:
    document = read_document(workbook, name="Capaian Dinas.xlsx", start=start)
    assert document.berkas == "Capaian Dinas.xlsx"
    assert texts(document.grids[0]) == [["1"]]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/capaian.xlsx", "capaian.xlsx"),
        ("C:\\Data\\capaian.xlsx", "capaian.xlsx"),
        ("capaian\x00\n\u202e.xlsx", "capaian.xlsx"),
        ("x" * 5000 + ".xlsx", "x" * 115 + ".xlsx"),
        ("\n", "tanpa nama"),
    ],
)
def test_names_of_strangers(workbook: Path, name: str, shown: str) -> None:
    assert read_document(workbook, name=name).berkas == shown


@pytest.mark.parametrize("start", [Start.FORK, Start.SPAWN])
def test_errors_of_the_reader_arrive_whole(tmp_path: Path, start: Start) -> None:
    path = xlsx(tmp_path / "a.xlsx", "<!DOCTYPE a><a/>")
    with pytest.raises(LkjipError) as caught:
        read_document(path, start=start)
    error = caught.value
    assert (error.code, error.exit_code, error.lokasi) == (ErrorCode.FILE_HOSTILE, 2, "a.xlsx")
    assert "DOCTYPE" in error.pesan


def test_with_threads_a_new_interpreter_is_started(monkeypatch: pytest.MonkeyPatch, workbook: Path) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked beside a thread"))
        assert read_document(workbook).kind == "xlsx"
    finally:
        stop.set()
        thread.join()


def test_new_interpreter_sees_no_secret(monkeypatch: pytest.MonkeyPatch, workbook: Path) -> None:
    started: list[dict[str, str]] = []
    real = sandbox.subprocess.Popen

    def spy(*args: Any, **kwargs: Any) -> Any:
        started.append(kwargs["env"])
        return real(*args, **kwargs)

    monkeypatch.setenv("LKJIP_TELEGRAM_TOKEN", "rahasia")
    monkeypatch.setattr(sandbox.subprocess, "Popen", spy)
    read_document(workbook, start=Start.SPAWN)
    assert "rahasia" not in str(started)


def misbehave(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    def read_file(path: Path, berkas: str, send: child.Send) -> Document:
        deed()
        raise AssertionError("the deed was survived")

    monkeypatch.setattr(child, "read_file", read_file)


def endless() -> None:
    while True:
        pass


def greedy() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(16 * limits.MIB))


def greedy_and_deaf() -> None:
    """Native code that touches memory until it is stopped."""
    try:
        greedy()
    except MemoryError:
        os.abort()


def crash() -> None:
    ctypes.string_at(1)


def recursion() -> None:
    recursion()


def panic() -> None:
    raise BaseException("a panic of native code")


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (greedy, ErrorCode.FILE_HOSTILE),
        (greedy_and_deaf, ErrorCode.FILE_HOSTILE),
        (crash, ErrorCode.FILE_DAMAGED),
        (recursion, ErrorCode.FILE_DAMAGED),
        (panic, ErrorCode.FILE_DAMAGED),
        (lambda: os._exit(0), ErrorCode.FILE_DAMAGED),
        (lambda: sys.exit(0), ErrorCode.FILE_DAMAGED),
        (lambda: 1 // 0, ErrorCode.FILE_DAMAGED),
    ],
)
def test_misdeeds_become_sentences(
    monkeypatch: pytest.MonkeyPatch, workbook: Path, deed: Callable[[], object], code: ErrorCode
) -> None:
    misbehave(monkeypatch, deed)
    # It is the misdeed that has to end it, however busy the machine is, not the clock.
    monkeypatch.setattr(sandbox, "WALL_SLACK", 60.0)
    monkeypatch.setattr(limits, "BASE_SECONDS", Decimal(20))
    with pytest.raises(LkjipError) as caught:
        read_document(workbook, start=Start.FORK)
    assert caught.value.code is code
    assert "a.xlsx" in caught.value.pesan


def test_endless_loop_ends_within_two_seconds(monkeypatch: pytest.MonkeyPatch, workbook: Path) -> None:
    misbehave(monkeypatch, endless)
    before = os.times()
    with pytest.raises(LkjipError) as caught:
        read_document(workbook, start=Start.FORK)
    after = os.times()
    assert caught.value.code is ErrorCode.FILE_TIMEOUT
    assert after.children_user + after.children_system - before.children_user - before.children_system <= 2.1


def test_sleeper_is_killed(monkeypatch: pytest.MonkeyPatch, workbook: Path) -> None:
    misbehave(monkeypatch, lambda: time.sleep(600))
    monkeypatch.setattr(limits, "BASE_SECONDS", Decimal("0.1"))
    monkeypatch.setattr(sandbox, "WALL_SLACK", 0.2)
    before = time.monotonic()
    with pytest.raises(LkjipError) as caught:
        read_document(workbook, start=Start.FORK)
    assert caught.value.code is ErrorCode.FILE_TIMEOUT
    assert time.monotonic() - before < 3


MEASURE = """
from pathlib import Path
from bot.tables.intake import child
from bot.tables.document import Document
from bot.tables.sandbox import Start, read_document

def read_file(path, berkas, send):
    held = []
    try:
        while True:
            held.append(bytearray(1 << 20))
    except MemoryError:
        count = len(held)
        held.clear()
    return Document(str(count), "csv", ())

child.read_file = read_file
print(read_document(Path({path!r}), start=Start.FORK).berkas)
"""


def test_memory_is_limited_to_512_mib_beyond_the_start(workbook: Path) -> None:
    # in an interpreter of its own, for this one has much free memory that a copy would use first
    done = subprocess.run(
        [sys.executable, "-c", MEASURE.format(path=str(workbook))], capture_output=True, text=True, check=True
    )
    assert 400 <= int(done.stdout) <= 512


def test_no_child_and_no_thread_is_left(monkeypatch: pytest.MonkeyPatch, workbook: Path) -> None:
    threads, before = threading.active_count(), children()
    read_document(workbook, start=Start.FORK)
    misbehave(monkeypatch, crash)
    with pytest.raises(LkjipError):
        read_document(workbook, start=Start.FORK)
    assert threading.active_count() == threads
    assert children() <= before


def children() -> set[str]:
    """Process ids of our children, dead ones that nobody has waited for included.

    Other tests of the same process may have some of their own (helpers of multiprocessing).
    """
    return {
        pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()
    }


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (b"R", b"no json"),
        (b"R", b"{}"),
        (b"R", b'{"berkas":"a","kind":"x","grids":[1]}'),
        (b"E", b'["kode-lain","a","b",null,2]'),
        (b"E", b"[]"),
        (b"Q", b""),
    ],
)
def test_nothing_that_the_child_sends_is_believed(
    monkeypatch: pytest.MonkeyPatch, workbook: Path, kind: bytes, payload: bytes
) -> None:
    def read_file(path: Path, berkas: str, send: child.Send) -> Document:
        send(kind, payload)
        time.sleep(5)
        raise AssertionError

    monkeypatch.setattr(child, "read_file", read_file)
    with pytest.raises(LkjipError) as caught:
        read_document(workbook, start=Start.FORK)
    assert caught.value.code is ErrorCode.FILE_DAMAGED


@pytest.mark.parametrize("asked", [b"1e99", b"NaN", b"-5", b"\xff", b"60000"])
def test_time_is_granted_only_up_to_the_limit(asked: bytes) -> None:
    assert sandbox._granted(asked) <= limits.MAX_SECONDS


def test_what_a_library_prints_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, workbook: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    misbehave(monkeypatch, lambda: os.write(1, b"berisik") + os.write(2, b"berisik") and sys.exit(1))
    with pytest.raises(LkjipError):
        read_document(workbook, start=Start.FORK)
    assert capfd.readouterr() == ("", "")


TEXTS = st.text(max_size=10)
CELLS = st.one_of(
    st.just(EMPTY),
    TEXTS.map(lambda text: Cell(text, text)),
    st.builds(
        Cell,
        st.one_of(
            st.none(), TEXTS, st.integers(), st.booleans(), st.decimals(allow_nan=False, allow_infinity=False)
        ),
        TEXTS,
        st.one_of(st.none(), st.just("0.00%")),
        st.one_of(st.none(), st.just("=A1")),
        st.booleans(),
        st.booleans(),
        st.one_of(st.none(), st.integers(1, 99)),
    ),
)
GRIDS = st.builds(
    Grid,
    TEXTS,
    TEXTS,
    st.lists(st.tuples(CELLS, CELLS), max_size=3).map(tuple),
    st.lists(st.builds(Merge, *[st.integers(0, 9)] * 4), max_size=2).map(tuple),
    st.sampled_from(["sheet", "table"]),
    st.one_of(st.none(), st.integers(1, 9)),
    st.one_of(st.none(), TEXTS),
    st.lists(TEXTS, max_size=2).map(tuple),
    hidden_rows=st.frozensets(st.integers(0, 9), max_size=2),
    is_hidden=st.booleans(),
)


@given(st.lists(GRIDS, max_size=2), st.lists(TEXTS, max_size=2))
def test_documents_cross_the_border_unchanged(grids: list[Grid], lines: list[str]) -> None:
    document = Document(
        "a.docx",
        "docx",
        tuple(grids),
        tuple(range(len(grids))),
        tuple(Paragraph(line, number, None, True, "Judul") for number, line in enumerate(lines)),
        3,
        (2,),
    )
    back = transfer.load(transfer.dump(document))
    assert back == document
    for mine, its in zip(document.grids, back.grids, strict=True):
        for a, b in zip(mine.rows, its.rows, strict=True):
            assert [type(c.raw) for c in a] == [type(c.raw) for c in b]


@given(st.binary(max_size=100))
def test_loading_any_bytes(data: bytes) -> None:
    with pytest.raises(transfer.TransferError):
        transfer.load(data)


def test_docx_through_the_sandbox(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", para("Tabel 1 Capaian") + table(cell("a") + cell("b")))
    document = read_document(path)
    assert document.grids[0].caption == "Tabel 1 Capaian"
    assert document.paragraphs[0].text == "Tabel 1 Capaian"
