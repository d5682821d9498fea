"""The chat model behind ``LKJIP_LLM``: which package it needs, how it is made, and how its errors are read."""  # noqa: E501

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from bot.errors import ErrorCode, LkjipError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MAX_TOKENS = 900
"""About 2,400 characters of Indonesian with their keys: the longest answer that the checks let pass."""


@dataclass(frozen=True, slots=True)
class Penyedia:
    """What a provider needs."""

    paket: str
    """Module that LangChain loads for it."""
    ekstra: str
    kunci: str | None
    """Environment variable with its key; None where it needs none."""
    batas: str = "max_tokens"
    """Name of its limit on the length of an answer."""


PROVIDERS: Mapping[str, Penyedia] = {
    "openai": Penyedia("langchain_openai", "openai", "OPENAI_API_KEY"),
    "ollama": Penyedia("langchain_ollama", "ollama", None, "num_predict"),
    "anthropic": Penyedia("langchain_anthropic", "anthropic", "ANTHROPIC_API_KEY"),
    "google_genai": Penyedia("langchain_google_genai", "google", "GOOGLE_API_KEY", "max_output_tokens"),
}
ALIASES = {"google": "google_genai", "gemini": "google_genai"}


def check_provider(name: str, environ: Mapping[str, str] | None = None) -> Penyedia:
    """Whether a model could be made, without importing anything heavy: for the start and for ``diagnosa``.

    ``name`` is ``provider:model``.  Raises LkjipError (exit code 3) that names the remedy.
    """
    provider, model = _parts(name)
    known = PROVIDERS.get(provider)
    if known is None or not model:
        raise LkjipError(
            ErrorCode.SETTING_INVALID,
            f"Nilai LKJIP_LLM {name!r} tidak dikenal.",
            f"Tulis penyedia:model, dengan penyedia salah satu dari {', '.join(PROVIDERS)}, misalnya openai:gpt-4.1-mini.",  # noqa: E501
            exit_code=3,
        )
    if find_spec("langchain") is None or find_spec(known.paket) is None:
        raise LkjipError(
            ErrorCode.FEATURE_MISSING,
            f"LKJIP_LLM meminta {provider}, tetapi paketnya belum terpasang.",
            f'Pasang dengan: pip install "asisten-lkjip[{known.ekstra}]", atau kosongkan LKJIP_LLM.',
            exit_code=3,
        )
    if known.kunci and not (os.environ if environ is None else environ).get(known.kunci):
        raise LkjipError(
            ErrorCode.SETTING_MISSING,
            f"LKJIP_LLM meminta {provider}, tetapi {known.kunci} belum disetel.",
            f"Setel {known.kunci} di lingkungan, atau kosongkan LKJIP_LLM agar asisten menjawab tanpa model bahasa.",  # noqa: E501
            exit_code=3,
        )
    return known


def _parts(name: str) -> tuple[str, str]:
    provider, _, model = name.partition(":")
    low = provider.strip().lower().replace("-", "_")
    return ALIASES.get(low, low), model.strip()


def open_model(name: str, *, timeout_s: float, options: Mapping[str, Any] | None = None) -> BaseChatModel:
    """The chat model: temperature 0, bounded length, no retries of its own.  Takes seconds to import.

    ``options`` go to the provider's class (``base_url``, ``api_key``).  Raises LkjipError (exit code 3).
    """
    given = dict(options or {})
    known = check_provider(name, {**os.environ, **({_key_name(name): "x"} if "api_key" in given else {})})
    provider, model = _parts(name)
    from langchain.chat_models import init_chat_model

    settings: dict[str, Any] = {"temperature": 0, known.batas: MAX_TOKENS}
    if provider == "ollama":
        settings["client_kwargs"] = {"timeout": timeout_s}
    else:
        settings |= {"timeout": timeout_s, "max_retries": 0}
    try:
        made: BaseChatModel = init_chat_model(model, model_provider=provider, **settings, **given)
    except (ImportError, ValueError, TypeError) as error:
        raise LkjipError(
            ErrorCode.LLM_UNAVAILABLE,
            f"Model bahasa {name} tidak dapat disiapkan.",
            f"Periksa LKJIP_LLM dan setelan penyedianya ({type(error).__name__}), atau kosongkan LKJIP_LLM.",
            exit_code=3,
        ) from error
    return made


def _key_name(name: str) -> str:
    known = PROVIDERS.get(_parts(name)[0])
    return (known.kunci if known else None) or ""


def status_of(error: BaseException) -> int | None:
    """The HTTP status that a provider's error carries, or None."""
    for holder in (error, getattr(error, "response", None)):
        for attribute in ("status_code", "code"):
            value = getattr(holder, attribute, None)
            if isinstance(value, int) and 100 <= value <= 599:
                return value
    return None


def retry_after(error: BaseException) -> float | None:
    """Seconds that the server asks to wait, where it says so in figures."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get("retry-after") if headers is not None else None
    try:
        return max(0.0, float(value)) if value is not None else None
    except ValueError:
        return None
