"""The command line ``lkjip``: reads arguments, calls a service, prints.

``edge`` catches everything and decides the exit code, ``bahasa`` makes Typer
speak Indonesian, ``commands`` holds one function per command, ``parameters`` turns
option texts into values, ``questions`` asks for what is missing.
"""

from bot.cli.edge import main

__all__ = ["main"]
