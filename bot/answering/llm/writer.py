"""Words an answer with a language model, checks it, and gives it up at the first doubt.

Whatever goes wrong (slow, down, empty, cut off, wrong), the composed answer stays and the trace says why.
"""

from __future__ import annotations

import queue
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from bot.answering.citations import status_note
from bot.answering.compose.say import say
from bot.answering.llm.checks import check, frame_lines
from bot.answering.llm.checks.quotes import normal
from bot.answering.llm.keys import make_keys
from bot.answering.llm.model import Sandingan, juxtapose
from bot.answering.llm.prompt import messages, texts
from bot.answering.llm.provider import open_model, retry_after, status_of
from bot.answering.model import Pemeriksaan, Ragam
from bot.answering.steps import Susunan, Tulisan
from knowledge.index.model import Hit, Knowledge
from knowledge.model import Sumber

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

    from bot.answering.understand import Dipahami

TIMEOUT_S = 20.0
"""For everything: connecting, waiting, reading, and one retry.  A person in a chat waits no longer."""
PASSAGES = 7
"""Passages in a prompt: those of the composed answer, and the next best."""
MOST_WAIT_S = 5.0
"""Longest wait before the one retry, whatever the server asks for."""
AT_ONCE = 4
"""Calls under way at the same time, given-up ones included; more are not begun."""
RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_CUT = frozenset({"length", "max_tokens", "MAX_TOKENS"})
_NOT_WORDED = frozenset({Ragam.KUTIP, Ragam.PREDIKAT, Ragam.KATEGORI})
"""Quotations and values of tables are shown as they are."""


class LlmWriter:
    """The :class:`~bot.answering.steps.Writer` of ``LKJIP_LLM``.  Safe for several threads.

    ``knowledge`` names the sources.  ``model`` is given by tests; otherwise it is made at once from
    ``model_name``, so that a missing package or key is an error of the start.  Raises LkjipError (exit code 3).
    """  # noqa: E501

    def __init__(
        self,
        model_name: str,
        *,
        knowledge: Knowledge,
        timeout_s: float = TIMEOUT_S,
        options: Mapping[str, Any] | None = None,
        model: BaseChatModel | None = None,
        seed: Callable[[], str] = lambda: secrets.token_hex(8),
    ) -> None:
        self._name = model_name
        self._knowledge = knowledge
        self._timeout = timeout_s
        self._seed = seed
        self._places = threading.BoundedSemaphore(AT_ONCE)
        texts().check_all()
        self._model = model or open_model(model_name, timeout_s=timeout_s, options=options)

    @property
    def versi_prompt(self) -> str:
        """Hash over the prompts."""
        return texts().version

    def __call__(
        self, asked: Dipahami, composed: Susunan, hits: Sequence[Hit]
    ) -> tuple[Tulisan | None, tuple[Pemeriksaan, ...]]:
        reason = _not_to_be_worded(composed)
        if reason:
            return None, (Pemeriksaan("panggilan", True, f"dilewati: {reason}"),)
        given = self._juxtaposed(asked.maksud.utuh or asked.maksud.teks, composed, hits)
        began = monotonic()
        text, note = self._call(given, began + self._timeout)
        told = f"{note}; {round((monotonic() - began) * 1000)} ms; prompt {self.versi_prompt}"
        called = Pemeriksaan("panggilan", text is not None, told)
        if text is None:
            return None, (called,)
        result = check(text, given)
        checks = (called, *result.pemeriksaan)
        if not result.lulus:
            return None, checks
        return Tulisan(with_notes(result.teks, given), result.passage_ids, self._name, checks), checks

    def _juxtaposed(self, question: str, composed: Susunan, hits: Sequence[Hit]) -> Sandingan:
        chosen = list({h.passage.id: h for h in (*composed.hits, *hits)}.values())
        chosen = chosen[: max(PASSAGES, len(composed.hits))]
        keys = make_keys([h.passage.id for h in chosen], self._seed())
        return juxtapose(question, composed, chosen, self._knowledge.source, keys, self._note)

    def _note(self, source: Sumber) -> str | None:
        return status_note(source, self._knowledge)

    # --- the call ----------------------------------------------------------------------------------------

    def _call(self, given: Sandingan, until: float) -> tuple[str | None, str]:
        """The model's text, or None, and what happened."""
        if not self._places.acquire(blocking=False):
            return None, "terlalu banyak panggilan sekaligus"
        box: queue.SimpleQueue[BaseMessage | Exception] = queue.SimpleQueue()
        # A daemon thread, since no library lets a slow answer be cut at a point in time: a stream that
        # trickles renews every read timeout.  The thread gives its place back when it ends.
        threading.Thread(
            target=self._work, args=(messages(given), until, box), name="lkjip-llm", daemon=True
        ).start()
        try:
            got = box.get(timeout=max(0.0, until - monotonic()))
        except queue.Empty:
            return None, f"melewati batas {self._timeout:g} detik"
        if isinstance(got, Exception):
            status = status_of(got)
            return None, f"gagal: {type(got).__name__}{f' (HTTP {status})' if status else ''}"
        return _text_of(got)

    def _work(
        self,
        prompt: tuple[tuple[str, str], ...],
        until: float,
        box: queue.SimpleQueue[BaseMessage | Exception],
    ) -> None:
        try:
            box.put(self._with_one_retry(prompt, until))
        except Exception as error:  # noqa: BLE001  the edge to foreign libraries, whose errors have no common base
            box.put(error)
        finally:
            self._places.release()

    def _with_one_retry(self, prompt: tuple[tuple[str, str], ...], until: float) -> BaseMessage:
        try:
            return self._model.invoke(list(prompt))
        except Exception as error:
            wait = retry_after(error)
            pause = min(MOST_WAIT_S, 0.5 if wait is None else wait)
            late = monotonic() + pause >= until
            if status_of(error) not in RETRIED or late or (wait or 0.0) > MOST_WAIT_S:
                raise
            sleep(pause)
            return self._model.invoke(list(prompt))


def _not_to_be_worded(composed: Susunan) -> str:
    """Why an answer is not given to the model; empty where it is."""
    if not composed.hits or not composed.teks.strip():
        return "tanpa bukti"
    if composed.ragam in _NOT_WORDED or composed.keyakinan is not None:
        return "kutipan atau nilai tabel"
    return ""


def _text_of(message: BaseMessage) -> tuple[str | None, str]:
    """The text of a reply; a reply that was cut at its length is none."""
    about: Mapping[str, Any] = message.response_metadata or {}
    reason = about.get("finish_reason") or about.get("stop_reason") or about.get("done_reason")
    if reason in _CUT:
        return None, "terpotong pada batas panjang"
    text = str(message.text).strip()
    return (text, "dijawab") if text else (None, "jawaban kosong")


def with_notes(text: str, given: Sandingan) -> str:
    """The model's answer with what the composed answer says about itself: the correction of a wrong premise
    and the word of caution before it, notes on sources behind it."""
    composed = given.composed.teks
    said = normal(text)
    caution = say("ragu", isi="").strip()
    lines = frame_lines(given)
    before = [line for line in lines if composed.startswith(line) and normal(line) not in said]
    after = [line for line in lines if line not in before and normal(line) not in said]
    opening = f"{caution} " if composed.startswith(caution) and not text.startswith(caution) else ""
    return "\n".join([*before, f"{opening}{text}", *after])
