"""What a message is before it is a question: small talk, a follow-up, or a question in another language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering import followup, guards, language, smalltalk
from bot.answering.model import Giliran
from bot.answering.steps import Percakapan
from knowledge.index.model import Knowledge


def converse(question: str, history: Sequence[Giliran], knowledge: Knowledge) -> Percakapan:
    """The step of :mod:`bot.answering.service`: a reply to small talk, or the question that stands alone.

    ``history`` are the turns of the same person in the same chat, the oldest first; at most the last three
    count.
    """
    if reply := smalltalk.reply(question, knowledge):
        return Percakapan(question, balasan=reply)
    told = language.to_indonesian(question)
    turns = [
        replace(turn, pertanyaan=language.to_indonesian(turn.pertanyaan).teks)
        for turn in history[-followup.TURNS :]
        if not _is_no_topic(turn.pertanyaan, knowledge)
    ]
    whole = followup.complete(told.teks, turns, knowledge)
    return Percakapan(whole or told.teks, lanjutan=whole is not None, bahasa=told.bahasa)


def _is_no_topic(said: str, knowledge: Knowledge) -> bool:
    """Whether an earlier message gives a follow-up nothing to go on: small talk, or what was refused."""
    return smalltalk.kind_of(said, knowledge) is not None or guards.is_refused(said)
