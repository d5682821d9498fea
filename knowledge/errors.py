"""What can be wrong with a document or with the index, for the person who asked.

``knowledge`` does not import ``bot``; the composition root turns these into the product's errors.
"""

from __future__ import annotations


class KnowledgeError(Exception):
    """``pesan`` says what is wrong and where, ``saran`` what to do; both complete Indonesian sentences.

    ``kode`` is stable: ``naskah-tidak-terbaca``, ``naskah-teracak``, ``naskah-setengah-kosong``,
    ``struktur-tidak-dikenali``, ``sumber-tidak-ada``, ``sumber-bawaan``, ``indeks-terkunci``,
    ``indeks-rusak``, ``layanan-tidak-terjangkau``, ``model-tidak-terbaca``, ``soal-tidak-terbaca``.
    """

    def __init__(self, kode: str, pesan: str, saran: str, *, kekurangan_layanan: bool = False) -> None:
        super().__init__(f"{pesan} {saran}")
        self.kode = kode
        self.pesan = pesan
        self.saran = saran
        self.kekurangan_layanan = kekurangan_layanan
        """A setting or a service is missing (exit code 3), not bad input."""
