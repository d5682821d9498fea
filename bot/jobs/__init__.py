"""Durable jobs: reading uploads, writing drafts, taking in documents, broadcasts (DBOS workflows)."""

from __future__ import annotations

from bot.jobs.mesin import Mesin

__all__ = ["Mesin"]
