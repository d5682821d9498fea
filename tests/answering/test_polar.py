"""A wrong yes is worse than no yes."""

from __future__ import annotations

import pytest

from bot.answering.compose.polar import agreement, is_same_claim
from bot.answering.match import kosakata
from bot.answering.wording import steer
from knowledge.model import Aspek


@pytest.mark.parametrize(
    ("question", "claim", "aspek"),
    [
        ("Haruskah laporan direviu sebelum dikirim?", "laporan direviu setelah dikirim", Aspek.WAJIB),
        ("Bolehkah target dinaikkan?", "target diturunkan", Aspek.BOLEH),
        ("Apakah ada empat pasal?", "peraturan memuat 7 pasal", Aspek.BENAR),
        ("Wajibkah laporan dinas direviu?", "laporan kementerian direviu", Aspek.WAJIB),
        ("Bolehkah laporan direviu?", "laporan direviu", Aspek.WAJIB),
        ("laporan dikirim sebelum atau setelah reviu?", "laporan dikirim setelah reviu", Aspek.BENAR),
    ],
)
def test_another_claim_is_recognised(question: str, claim: str, aspek: Aspek) -> None:
    asked = (Aspek.WAJIB, Aspek.BOLEH, Aspek.BENAR)
    assert not is_same_claim(steer(question), claim, aspek, asked)


@pytest.mark.parametrize(
    ("question", "claim", "aspek"),
    [
        ("laporan dinas hrs direviu gk?", "laporan SKPD direviu", Aspek.WAJIB),
        ("blh gak target diturunin", "target diturunkan", Aspek.BOLEH),
        (
            "Benarkah laporan kota dikirim ke gubernur?",
            "laporan kabupaten/kota dikirim ke gubernur",
            Aspek.BENAR,
        ),
    ],
)
def test_the_same_claim_in_other_words_is_the_same(question: str, claim: str, aspek: Aspek) -> None:
    assert is_same_claim(steer(question), claim, aspek, (aspek, Aspek.BENAR))


def test_what_is_denied_has_to_be_the_same() -> None:
    words = kosakata()
    assert (
        agreement("target yang tidak tercapai boleh diubah", "target diubah karena tidak tercapai", words)
        == 1
    )
    assert agreement("target boleh diubah tidak", "target diubah karena tidak tercapai", words) == -1
    assert agreement("target boleh diubah tidak", "target diubah", words) == 0
