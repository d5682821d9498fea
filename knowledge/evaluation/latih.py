"""The known questions (:mod:`knowledge.sources.questions`) as what weights are fitted on.

Whoever fits on them leaves out the question that is asked: they are shipped, and help to answer it.
"""

from __future__ import annotations

from knowledge.sources.questions import HELD_OUT, Kunci, Latih, Penunjuk, Petunjuk, shipped_questions

__all__ = ["HELD_OUT", "Kunci", "Latih", "Penunjuk", "Petunjuk", "shipped_training"]


def shipped_training() -> tuple[Latih, ...]:
    """All known questions, in the order of their files."""
    return shipped_questions()
