"""The link of a class and its picture."""

from __future__ import annotations

import io

from PIL import Image

from bot.kelas.hidup import valid_name
from bot.kelas.tautan import deep_link, qr_png
from bot.store.invitations import JenisUndangan, new_payload


def test_a_payload_fits_into_a_deep_link_and_cannot_be_guessed() -> None:
    made = {new_payload(JenisUndangan.KELAS) for _ in range(200)}
    assert len(made) == 200
    for one in made:
        prefix, _, token = one.partition("-")
        assert prefix == "kelas"
        assert len(token) >= 22
        assert len(one) <= 64
        assert set(one) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def test_the_picture_holds_exactly_the_link() -> None:
    import segno

    link = deep_link("uji_bot", "kelas-" + "x" * 24)
    assert link == "https://t.me/uji_bot?start=kelas-" + "x" * 24
    picture = Image.open(io.BytesIO(qr_png(link, "Bimtek Uji", "Pindai"))).convert("L")
    assert picture.width == 900
    matrix = segno.make(link, error="m", micro=False).matrix
    side = len(matrix) + 8
    top = picture.height - 100 - 820
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            pixel = picture.getpixel((40 + (2 * x + 9) * 410 // side, top + (2 * y + 9) * 410 // side))
            assert (pixel < 128) == bool(dark), (x, y)  # type: ignore[operator]


def test_a_long_title_does_not_leave_the_picture() -> None:
    short = Image.open(io.BytesIO(qr_png("https://t.me/a?start=b", "A", "c")))
    long = Image.open(io.BytesIO(qr_png("https://t.me/a?start=b", "kata panjang " * 30, "c")))
    assert long.height == short.height + 56


def test_names_of_classes() -> None:
    assert valid_name("  Bimtek\n SAKIP ") == "Bimtek SAKIP"
    assert valid_name("ab") is None
    assert valid_name("x" * 81) is None
    assert valid_name("a\x00\u202eb cd") == "a b cd"
