"""A page that was drawn sideways without ``/Rotate``, turned so that its text is upright."""

from __future__ import annotations

from bot.tables.readers.pdf.content import Area, PageContent, Rule

MAX_TURNED_SHARE = 0.6
"""A page with a larger share of text turned by 90 degrees was drawn sideways and is read turned."""


def turn_page(content: PageContent) -> PageContent:
    """The page itself, or a turned copy where most of its text runs up or down."""
    turned = {turn: sum(c.turn == turn for c in content.chars) for turn in (90, 270)}
    turn = max(turned, key=lambda t: turned[t])
    if not content.chars or turned[turn] < MAX_TURNED_SHARE * len(content.chars):
        return content
    width, height = content.width, content.height

    def point(x: float, y: float) -> tuple[float, float]:
        return (height - y, x) if turn == 90 else (y, width - x)

    result = PageContent(content.number, height, width, has_image=content.has_image)
    for char in content.chars:
        (xa, ya), (xb, yb) = point(char.x0, char.top), point(char.x1, char.bottom)
        origin, y = point(char.origin, char.y)
        result.chars.append(
            char._replace(
                x0=min(xa, xb),
                x1=max(xa, xb),
                top=min(ya, yb),
                bottom=max(ya, yb),
                origin=origin,
                y=y,
                turn=(char.turn - turn) % 360,
            )
        )
    for rule in content.horizontal:
        a, b = point(rule.start, rule.at), point(rule.end, rule.at)
        result.vertical.append(Rule(a[0], min(a[1], b[1]), max(a[1], b[1])))
    for rule in content.vertical:
        a, b = point(rule.at, rule.start), point(rule.at, rule.end)
        result.horizontal.append(Rule(a[1], min(a[0], b[0]), max(a[0], b[0])))
    for kept, areas in ((result.areas, content.areas), (result.boxes, content.boxes)):
        for area in areas:
            a, b = point(area.x0, area.top), point(area.x1, area.bottom)
            kept.append(Area(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))
    return result
