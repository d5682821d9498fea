"""From a measurement and the user's notes to a draft: facts, sentences, tables, charts, gaps.

The room knows which story each number tells and in which order a report tells
it; the sentences themselves are in ``prompts/narasi``.  :func:`compose` is what
others use.
"""

from __future__ import annotations

from bot.drafting.compose.pieces import compose

__all__ = ["compose"]
