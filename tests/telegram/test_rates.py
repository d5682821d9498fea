"""The buckets: who may send when, on a clock that the test moves."""

from __future__ import annotations

import pytest

from bot.telegram.rates import Batas, Laju

PRIBADI, LAIN, GRUP = 7, 8, -100


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def laju(clock: Clock) -> Laju:
    return Laju(Batas(), clock)


def _sent_in(laju: Laju, clock: Clock, chat: int, seconds: float) -> int:
    """How many requests a chat gets in a time, taken as soon as they are free."""
    sent = 0
    for _ in range(int(seconds * 20)):
        while chat not in laju.held() and laju.left():
            laju.spend(chat)
            sent += 1
        clock.now += 0.05
    return sent


def test_a_private_chat_gets_three_at_once_and_then_one_a_second(laju: Laju, clock: Clock) -> None:
    assert _sent_in(laju, clock, PRIBADI, 0.5) == 3
    assert _sent_in(laju, clock, PRIBADI, 10) in {9, 10}


def test_a_group_gets_twenty_and_then_twenty_a_minute(laju: Laju, clock: Clock) -> None:
    assert _sent_in(laju, clock, GRUP, 1) == 20
    assert _sent_in(laju, clock, GRUP, 60) in {19, 20}


def test_one_chat_does_not_hold_another(laju: Laju) -> None:
    for _ in range(3):
        laju.spend(PRIBADI)
    assert laju.held() == [PRIBADI]


def test_all_chats_together_get_thirty_a_second(laju: Laju, clock: Clock) -> None:
    for chat in range(1, 31):
        laju.spend(chat)
    assert laju.left() == 0
    clock.now += 1
    assert laju.left() == 30


def test_a_flood_stops_its_chat_for_as_long_as_told(laju: Laju, clock: Clock) -> None:
    laju.flooded(PRIBADI, 30)
    assert laju.held() == [PRIBADI]
    assert laju.left() == 30
    clock.now += 29
    assert laju.held() == [PRIBADI]
    clock.now += 1.5
    assert laju.held() == []


def test_three_flooded_chats_in_a_row_stop_and_slow_everything(laju: Laju, clock: Clock) -> None:
    for chat in (PRIBADI, LAIN, 9):
        laju.flooded(chat, 5)
    assert laju.left() == 0
    clock.now += 5.5
    assert 0 < laju.left() <= 15
    clock.now += 70
    assert laju.left() == 30


def test_floods_far_apart_are_not_everybodys(laju: Laju, clock: Clock) -> None:
    for chat in (PRIBADI, LAIN, 9):
        laju.flooded(chat, 1)
        clock.now += 10
    assert laju.left() == 30


def test_an_edited_message_rests_for_a_second(laju: Laju, clock: Clock) -> None:
    laju.edited("kemajuan:1")
    assert laju.resting() == ["kemajuan:1"]
    assert laju.next_free() == pytest.approx(1.0)
    clock.now += 1.01
    assert laju.resting() == []


def test_full_buckets_are_forgotten_and_others_not(laju: Laju, clock: Clock) -> None:
    for chat in range(1, 1000):
        laju.spend(chat)
        clock.now += 0.1
    laju.flooded(5000, 600)
    clock.now += 10
    assert laju.held() == [5000]
    assert len(laju._chats) == 1
