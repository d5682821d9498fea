"""The imports of the code, read from its text: they make a tree, and nothing asks for what lies above it."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parents[1]
FACES = ("bot.telegram", "bot.web", "bot.cli")


def _name(path: Path) -> str:
    name = ".".join(path.relative_to(AKAR).with_suffix("").parts)
    return name.removesuffix(".__init__")


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Module and name of every import that is carried out when the program runs, at whatever depth."""
    open_nodes: list[ast.AST] = [tree]
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            open_nodes.extend(node.orelse)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written whole"
            yield from ((node.module or "", alias.name) for alias in node.names)
        else:
            open_nodes.extend(ast.iter_child_nodes(node))


@cache
def _edges() -> dict[str, frozenset[str]]:
    """Which file asks for which, both by the name of the module."""
    files = {_name(path): path for top in ("bot", "knowledge") for path in (AKAR / top).rglob("*.py")}
    edges = {}
    for name, path in files.items():
        pairs = _imported(ast.parse(path.read_text(encoding="utf-8")))
        found = {f"{module}.{what}" if f"{module}.{what}" in files else module for module, what in pairs}
        edges[name] = frozenset((found & files.keys()) - {name})
    return edges


def _rooms() -> dict[str, set[str]]:
    rooms: dict[str, set[str]] = defaultdict(set)
    for name, others in _edges().items():
        rooms[_room(name)].update({_room(one) for one in others} - {_room(name)})
    return rooms


def _room(name: str) -> str:
    return ".".join(name.split(".")[:2]) if name.startswith("bot.") else name.split(".")[0]


def _left_in_circles(edges: Mapping[str, frozenset[str] | set[str]]) -> list[str]:
    """What stays when every node that asks for nothing that is left has been taken away, again and again."""
    left = {name: set(others) for name, others in edges.items()}
    while True:
        ground = {name for name, others in left.items() if not others & left.keys()}
        if not ground:
            return sorted(left)
        left = {name: others - ground for name, others in left.items() if name not in ground}


def test_no_file_asks_for_itself_through_others() -> None:
    assert _left_in_circles(_edges()) == []


def test_no_room_asks_for_itself_through_others() -> None:
    assert _left_in_circles(_rooms()) == []


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ("bot.store", (*FACES, "bot.jobs", "bot.chat", "bot.narasumber", "bot.antrean", "bot.answering")),
        ("bot.antrean", (*FACES, "bot.jobs", "bot.chat", "bot.narasumber")),
        ("bot.chat", (*FACES, "bot.jobs", "bot.narasumber")),
        ("bot.narasumber", (*FACES, "bot.jobs")),
        ("bot.drafting", (*FACES, "bot.jobs", "bot.chat", "bot.store")),
        ("bot.jobs", FACES),
        ("knowledge", ("bot",)),
    ],
)
def test_what_lies_below_never_asks_for_what_is_above(below: str, above: tuple[str, ...]) -> None:
    wrong = [
        f"{name} -> {other}"
        for name, others in _edges().items()
        if _room(name) == below
        for other in others
        if other.startswith(above)
    ]
    assert wrong == []
