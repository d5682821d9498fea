"""A question as plain words: lower case, chat spellings of function words written out, address removed.

Only the words *around* the matter are handled here (question words, modals, politeness); the words of the
matter itself (abbreviations, slang, misspellings) are the index's, which knows its own vocabulary.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_TOKEN = re.compile(r"\d+(?:[.,/-]\d+)*|[^\W\d_]+(?:[-/'’][^\W\d_]+)*|[%?,;]")
_WORD = re.compile(r"\w")

BAKU: dict[str, str] = {
    # question words
    **dict.fromkeys(("kpn", "kapankah", "kapn", "kpan"), "kapan"),
    **dict.fromkeys(("brp", "brapa", "berapakah", "brpa", "berpa"), "berapa"),
    **dict.fromkeys(("gmn", "gimana", "bgmn", "bgm", "gmana", "bagaimanakah", "bgaimana", "gimn"), "bagaimana"),
    **dict.fromkeys(("syp", "sapa", "siapakah", "spa"), "siapa"),
    **dict.fromkeys(("apaan", "ap"), "apa"),
    **dict.fromkeys(("knp", "kenapa", "knapa", "mengapakah"), "mengapa"),
    **dict.fromkeys(("dimana", "dmn", "dimn", "dmana", "dimanakah"), "di mana"),
    **dict.fromkeys(("kemana", "kmn", "kmana", "kemanakah"), "ke mana"),
    **dict.fromkeys(("kesiapa",), "ke siapa"),
    **dict.fromkeys(("manakah",), "mana"),
    # yes and no, modals
    **dict.fromkeys(("gk", "ga", "gak", "ngga", "nggak", "enggak", "engga", "tdk", "tak", "kagak", "ndak", "ora",
                     "kgk", "tidaklah", "tidakkah"), "tidak"),
    **dict.fromkeys(("hrs", "hrus", "mesti", "kudu", "musti", "harusnya", "semestinya", "mestinya"), "harus"),
    **dict.fromkeys(("blh", "bole", "bolh", "diperbolehkan", "dibolehkan", "diizinkan", "diperkenankan"), "boleh"),
    **dict.fromkeys(("bs", "bsa", "dpt", "dapet"), "bisa"),
    **dict.fromkeys(("wjb", "diwajibkan", "mewajibkan"), "wajib"),
    **dict.fromkeys(("emang", "emg", "memangnya", "emangnya", "mang"), "memang"),
    **dict.fromkeys(("bener", "bnr", "betul", "btl", "betulkah", "benarkan", "beneran"), "benar"),
    **dict.fromkeys(("udh", "udah", "sdh", "dah", "sdah"), "sudah"),
    **dict.fromkeys(("blm", "blum", "belom"), "belum"),
    # particles
    **dict.fromkeys(("yg", "yng"), "yang"),
    **dict.fromkeys(("utk", "tuk", "untk"), "untuk"),
    **dict.fromkeys(("dgn", "dg", "dngn"), "dengan"),
    **dict.fromkeys(("krn", "karna", "krna", "soalnya"), "karena"),
    **dict.fromkeys(("sblm", "sebelom", "sblum"), "sebelum"),
    **dict.fromkeys(("stlh", "sesudah", "sehabis", "abis", "stelah", "seusai"), "setelah"),
    **dict.fromkeys(("kl", "klo", "kalo", "klu", "apabila", "bila", "bilamana"), "kalau"),
    **dict.fromkeys(("jg", "jga"), "juga"),
    **dict.fromkeys(("sm",), "sama"),
    **dict.fromkeys(("dr", "dri"), "dari"),
    **dict.fromkeys(("pd",), "pada"),
    **dict.fromkeys(("spt", "kayak", "kyk", "kaya"), "seperti"),
    **dict.fromkeys(("aja", "aj", "ajah", "doang", "sj"), "saja"),
    **dict.fromkeys(("bkn", "bukannya"), "bukan"),
    **dict.fromkeys(("tp", "tapi"), "tetapi"),
    **dict.fromkeys(("ato", "atw", "atu"), "atau"),
    **dict.fromkeys(("dn",), "dan"),
    **dict.fromkeys(("skali", "skli"), "sekali"),
    **dict.fromkeys(("stiap", "stp", "tiap2"), "setiap"),
    **dict.fromkeys(("smp", "smpe", "sampe", "ampe", "hingga"), "sampai"),
    **dict.fromkeys(("maks", "max", "maksimum", "mentok", "mentoknya", "maksimalnya"), "maksimal"),
    **dict.fromkeys(("dl", "dedlen", "dedline", "deadlinenya", "tenggatnya", "duedate"), "deadline"),
    **dict.fromkeys(("bln",), "bulan"),
    **dict.fromkeys(("thn", "th"), "tahun"),
    **dict.fromkeys(("tgl",), "tanggal"),
    **dict.fromkeys(("ttd", "teken", "neken", "ditandatangani", "menandatangani", "tandatangan", "diteken",
                     "tdtangan", "ditandatangan", "ttdnya"), "tanda tangan"),
    **dict.fromkeys(("bedanya", "beda", "perbedaannya", "berbeda", "bedain", "membedakan", "pembeda"), "perbedaan"),
    **dict.fromkeys(("maksudnya",), "maksud"),
    **dict.fromkeys(("artinya", "arti"), "arti"),
    **dict.fromkeys(("dasarnya",), "dasar"),
    **dict.fromkeys(("dikirimnya", "dikirimkan", "ngirim", "ngirimnya", "dikirimin"), "dikirim"),
    # English, mixed in
    **dict.fromkeys(("when",), "kapan"),
    **dict.fromkeys(("who", "whom"), "siapa"),
    **dict.fromkeys(("where",), "di mana"),
    **dict.fromkeys(("which",), "mana"),
    **dict.fromkeys(("difference", "differences"), "perbedaan"),
    **dict.fromkeys(("definition",), "definisi"),
    **dict.fromkeys(("formula",), "rumus"),
}  # fmt: skip
"""Chat and spoken forms of words that steer a question -> the written form (which may be two words)."""

SAPAAN = frozenset(
    """pak bapak bu ibu bpk kak kakak mas mbak min admin gan sis bro bang om tante dok prof bos boss kawan teman
    rekan rekan-rekan narsum asisten bot halo hai hi hello assalamualaikum selamat pagi siang sore malam salam
    permisi punten""".split()
)
"""Forms of address and greetings, dropped only at the edges of a question or before a comma."""

SOPAN = frozenset(
    """tolong mohon minta bantu bantuin dibantu infonya info kasih tau tahu beri beritahu please pls plis
    tlg mhn maaf mau tanya nanya izin ijin bertanya numpang pencerahannya pencerahan arahan arahannya terima
    terimakasih makasih thanks thx tks mksh suwun ya yah yaa yak dong donk sih deh nih tuh kok lah loh lho kan
    oh eh hmm nah oke ok sip wkwk hehe hihi gitu gini anu btw ini itu saya aku gue gw kami kita kira kira-kira
    sebenarnya sebenernya sebetulnya sekalian penasaran bingung ingin pengen pingin apakah jelaskan jelasin
    sebutkan sebutin terangkan uraikan coba""".split()
)
"""Politeness and chatter that says nothing about the matter."""

_LONG = ("kapan", "berapa", "bagaimana", "siapa", "kepada", "apakah", "perbedaan", "definisi", "pengertian",
         "sebutkan", "jelaskan", "tenggat", "deadline", "tujuan", "hubungan", "sanksi", "format", "sistematika",
         "rumus", "langkah", "tahapan", "boleh", "wajib", "harus", "benarkah", "bolehkah", "kutip", "mengapa",
         "siapakah", "kapankah", "haruskah", "predikat", "kategori", "singkatan", "berlaku", "dicabut", "sekali")  # fmt: skip
"""Steering words that are long enough to be recognised with one slip of the finger."""
_NOT_SLIPS = frozenset(
    ("harus", "kepala", "siap", "bobot", "tujuh", "lapan", "format", "formal", "formasi", "wajar", "haru", "rumpun",
     "arus", "sapaan", "kaplan", "papan", "kapal", "sanksi", "hapus", "tugas", "wajah", "boleh", "oleh", "beleh",
     "rumus", "harga", "berupa", "beberapa", "berapa", "serapan", "kategorial", "predikat", "lengkah", "lapangan",
     "tahanan", "tujuannya", "haruslah", "kupas", "kepadanya", "langkah", "kapankah")
)  # fmt: skip


@lru_cache(maxsize=1)
def _register() -> dict[str, str]:
    """The chat spellings that the index knows, for every other word."""
    text = files("knowledge.index").joinpath("data", "ragam.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["baku"])


@lru_cache(maxsize=4096)
def _steering(word: str) -> str:
    """A word as written -> its standard form, slips of one letter in long steering words repaired."""
    if word in BAKU:
        return BAKU[word]
    if word in _register():
        return _register()[word]
    if len(word) < 5 or word in _LONG or word in _NOT_SLIPS:
        return word
    from rapidfuzz.distance import OSA

    near = [w for w in _LONG if abs(len(w) - len(word)) <= 1 and OSA.distance(w, word) == 1]
    # The first letter is seldom missed, and short words have too many neighbours.
    near = [w for w in near if w[0] == word[0] and len(w) >= 6]
    return near[0] if len(near) == 1 else word


def tokens(text: str) -> tuple[str, ...]:
    """Words, numbers and ``? , ; %`` of a text in lower case, unchanged otherwise."""
    return tuple(_TOKEN.findall(text.lower()))


def steer(text: str) -> str:
    """The text as standard words separated by blanks, for the rules about question words.

    >>> steer("Dikirim kemana & paling telat kpn??")
    'dikirim ke mana dan paling telat kapan ? ?'
    """
    words = tokens(text.replace("&", " dan "))
    out: list[str] = []
    for word in words:
        out.append(_clitic(word))
    return " ".join(out)


def _clitic(word: str) -> str:
    """``bolehkah`` stays recognisable as a question: the particle is split off as a word of its own."""
    standard = _steering(word)
    if standard != word:
        return standard
    if word.endswith("kah") and len(word) > 5 and word not in {"langkah", "apakah", "berkah"}:
        return f"{_steering(word[:-3])} kah"
    return word


def stripped(text: str) -> str:
    """What is searched for: the question without greeting, address, politeness and chatter.

    Never empty: where nothing but chatter was said, the text comes back as it was.
    """
    words = _TOKEN.findall(text)
    while words and (words[0].lower() in SAPAAN or words[0].lower() in SOPAN or words[0] in ",;?"):
        words.pop(0)
    while words and (words[-1].lower() in SAPAAN or words[-1].lower() in SOPAN or words[-1] in ",;?"):
        words.pop()
    kept = [w for w in words if w.lower() not in SOPAN and w not in ";?"]
    result = " ".join(kept).replace(" ,", ",").replace(" %", "%").strip(" ,")
    return result if _WORD.search(result) else " ".join(text.split())
