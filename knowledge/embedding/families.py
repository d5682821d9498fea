"""What well-known families of models want before a text, and how much say they deserve in the fusion.

A model that states its own prompts (``config_sentence_transformers.json``) is taken at its word; the table is
for those that state them only in their model card.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_E5_TASK = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: "


@dataclass(frozen=True, slots=True)
class Family:
    pola: str
    """Found in the lower-case name or path of the model."""
    query: str
    passage: str
    bobot: float


FAMILIES = (
    Family(r"e5-(?:mistral|large-instruct|.*instruct)", _E5_TASK, "", 1.2),
    Family(r"(?:^|[/_-])(?:multilingual-)?e5-large", "query: ", "passage: ", 1.2),
    Family(r"(?:^|[/_-])(?:multilingual-)?e5-", "query: ", "passage: ", 1.0),
    Family(r"bge-m3", "", "", 1.2),
    Family(
        r"bge-(?:small|base|large)-en", "Represent this sentence for searching relevant passages: ", "", 0.3
    ),
    Family(r"gte-multilingual", "", "", 1.2),
    Family(r"(?:^|[/_-])gte-", "", "", 0.5),
    Family(r"paraphrase-multilingual", "", "", 0.7),
    Family(r"labse", "", "", 0.7),
    Family(r"nomic-embed", "search_query: ", "search_document: ", 0.7),
    Family(r"snowflake-arctic-embed", "query: ", "", 1.0),
    Family(r"all-(?:minilm|mpnet)", "", "", 0.2),
)
"""Weights by what the models reach on Indonesian: the better alone (MIRACL-id), the more say; English-only
models little.  They are starting points; measure with ``lkjip evaluasi temu-kembali``."""
DEFAULT_WEIGHT = 0.7
"""Of a model that is not in the table."""


def family_of(name: str) -> Family | None:
    lower = name.lower().replace("\\", "/")
    return next((one for one in FAMILIES if re.search(one.pola, lower)), None)


def weight_of(name: str) -> float:
    found = family_of(name)
    return found.bobot if found else DEFAULT_WEIGHT


def prefixes(name: str, prompts: Mapping[str, str]) -> tuple[str, str]:
    """What is put before a query and before a passage: the model's own prompts, else those of its family."""
    query = prompts.get("query") or ""
    passage = next((prompts[key] for key in ("document", "passage", "corpus") if prompts.get(key)), "")
    if query or passage:
        return query, passage
    found = family_of(name)
    return (found.query, found.passage) if found else ("", "")
