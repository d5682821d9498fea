"""Typer in Indonesian: help pages, and the sentences for wrong usage.

Typer's own texts are English and partly hard-wired, so help is written by the
two command classes below, and usage errors are translated by their class.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from bot.errors import LkjipError, nearest, usage_error

if TYPE_CHECKING:
    from typer.exceptions import TyperException

HELP_TEXT = "Tampilkan bantuan ini."
SETTINGS: dict[str, Any] = {"help_option_names": ["--help", "-h"], "max_content_width": 100}


class _Indonesian:
    """Writes a help page: usage, explanation, arguments, options, commands."""

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, " ".join(_usage_pieces(self, ctx)), prefix="Pemakaian: ")
        if self.help:
            formatter.write_paragraph()
            for line in self.help.strip().splitlines():
                formatter.write_text(line.strip()) if line.strip() else formatter.write_paragraph()
        params = self.get_params(ctx)
        _section(formatter, "Argumen", [_record(p) for p in params if p.param_type_name == "argument"])
        _section(formatter, "Opsi", [_record(p) for p in params if p.param_type_name == "option"])
        commands = getattr(self, "commands", {})
        rows = [(name, (c.help or "").strip().split("\n")[0]) for name, c in commands.items() if not c.hidden]
        _section(formatter, "Perintah", rows)


class Perintah(_Indonesian, TyperCommand):
    """One command."""


class Kelompok(_Indonesian, TyperGroup):
    """A group of commands; an unknown command is answered with the nearest known one."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            raise _unknown_command(args[0], list(self.commands), ctx.command_path)
        return super().resolve_command(ctx, args)


def _usage_pieces(command: Any, ctx: Any) -> list[str]:
    arguments = [_metavar(p) for p in command.get_params(ctx) if p.param_type_name == "argument"]
    is_group = hasattr(command, "commands")
    return ["[OPSI]", *arguments, *(["PERINTAH …"] if is_group else [])]


def _metavar(param: Any) -> str:
    name: str = param.metavar or str(param.name).upper()
    many = "…" if param.nargs == -1 and not name.endswith("…") else ""
    return f"{name}{many}" if param.required else f"[{name}{many}]"


def _record(param: Any) -> tuple[str, str]:
    if param.param_type_name == "argument":
        return _metavar(param), param.help or ""
    if param.name == "help":
        return ", ".join(param.opts), HELP_TEXT
    value = "" if param.is_flag else f" {param.metavar or 'NILAI'}"
    return ", ".join(param.opts) + value, param.help or ""


def _section(formatter: Any, title: str, rows: Sequence[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)


def _unknown_command(name: str, known: Sequence[str], path: str) -> LkjipError:
    guess = nearest(name, known)
    hint = f"Barangkali yang Anda maksud '{guess}'. " if guess else ""
    return usage_error(
        f"Perintah '{name}' tidak dikenal.",
        f"{hint}Perintah yang ada: {', '.join(known)}. Lihat {path} --help.",
    )


def translate(error: TyperException) -> LkjipError:
    """The Indonesian sentence for a usage error that Typer raised, by the error's class."""
    ctx: Any = getattr(error, "ctx", None)
    path = ctx.command_path if ctx is not None else "lkjip"
    see = f"Lihat {path} --help."
    name = type(error).__name__
    option = str(getattr(error, "option_name", ""))
    if name == "NoSuchOption":
        known = (
            [opt for param in ctx.command.get_params(ctx) for opt in param.opts] if ctx is not None else []
        )
        guess = nearest(option, known)
        hint = f"Barangkali yang Anda maksud {guess}. " if guess else ""
        return usage_error(f"Opsi {option} tidak dikenal.", hint + see)
    if name == "MissingParameter":
        param: Any = getattr(error, "param", None)
        what = (
            (param.opts[0] if param.param_type_name == "option" else _metavar(param)) if param else "argumen"
        )
        return usage_error(f"{what} belum diberikan.", see)
    if name == "BadOptionUsage":
        if "requires" in error.message:
            return usage_error(f"Opsi {option} memerlukan nilai.", see)
        return usage_error(f"Opsi {option} tidak menerima nilai.", see)
    if name == "NoArgsIsHelpError" or error.message.startswith("Missing command"):
        commands = ", ".join(getattr(getattr(ctx, "command", None), "commands", {}))
        return usage_error("Perintah belum diberikan.", f"Perintah yang ada: {commands}. {see}")
    if "unexpected" in error.message:
        extra = error.message.partition(" (")[2].removesuffix(")")
        return usage_error(
            f"Argumen berlebih: {extra}.", f"{see} Nama berkas yang memuat spasi diapit tanda petik."
        )
    if name == "BadParameter":
        param = getattr(error, "param", None)
        what = param.opts[0] if param is not None else "sebuah opsi"
        return usage_error(f"Nilai untuk {what} tidak sah.", see)
    return usage_error("Susunan perintah tidak dapat dipahami.", see)
