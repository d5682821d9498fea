"""A claim, taken apart: what is said of whom, and what turns its answer round.

The claim of a question ("LKj dinas cukup direviu sekali, kan?") and that of a statement (its ``perihal``) are
read by the same rules, so that they can be compared part by part (compose/polar.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.answering import parties
from bot.answering.match import Kosakata

LIGHT_WORDS = (
    "membuat menyusun memuat memakai menggunakan dibubuhi ditulis masuk memasukkan termasuk menjadi "
    "melakukan melaksanakan mengatur menetapkan menentukan dilengkapi berupa berisi mencantumkan "
    "disertai mempunyai memiliki punya merupakan diberi ditaruh menghasilkan menyebut ditambah isi "
    "kasih ngasih bentuk berbentuk bersifat unit instansi organisasi bawahnya bagian dokumen menurut "
    "sesuai berdasarkan dasar ulang persen tingkat laporan tersedia tertentu persis memberi meminta "
    "pemerintah daerah suatu sumber daya setiap tiap juga lain tersendiri peraturan aturan tahun "
    "pernyataan surat formulir situs web batas waktu tenggat bulan tanggal paling lambat menggolongkan "
    "pejabat selesai satu terpisah hak kinerja khusus biasa"
)
"""Words that say little by themselves: a claim is not another one because one of them is missing."""
LIGHT = 0.3
SENDING, SENT = "disampaikan", 0.5
"""To send: the receiver says more than the act."""
CIRCUMSTANCE = 0.35
"""Weight of the reasons and circumstances that people add to a question."""
_REFERENCE = re.compile(
    r"\b(?:(?:menurut|berdasarkan|sesuai|di|dalam|pada|oleh|dari|kata) )?(?:peraturan )?"
    r"(?:permenpan(?: rb|-rb)?|permendagri|perpres|pp|uu|pasal|peraturan)(?: (?:nomor|no))? \d{1,3}"
    r"(?:/\d{4}| (?:tahun )?(?:19|20)\d\d)?\b"
)
_CHATTER = re.compile(
    r"\b(?:apakah|apa|kah|memang|benar|iya|ya|sih|kan|dong|deh|itu|ini|nya|kami|kita|saya|mau|ingin|"
    r"lalu|terus|jadi|"
    r"berarti|nih|loh|lho|begitu|gitu|masa|katanya|setahu|harusnya|nanti|kok|tuh|bukannya|betul|"
    r"tolong|kak|pak|bu|"
    r"min|mohon|izin|tanya|juga|sekarang|biasanya|sebenarnya|sebetulnya|aturannya|oke|ok)\b"
)
_MODALS = (
    "boleh|bisa|dapat|harus|wajib|perlu|usah|disuruh|diharuskan|diperbolehkan|diperlukan|dilarang|"
    "diperintahkan|"
    "memperbolehkan|mengharuskan|memerintahkan|dibenarkan|mewajibkan|diwajibkan"
)
_MODAL = re.compile(rf"\b(?:{_MODALS})\b")
_MAY = re.compile(r"\b(?:boleh|bisa|dapat|dilarang|diperbolehkan|memperbolehkan|dibenarkan)\b")
_MUST = re.compile(
    r"\b(?:harus|wajib|perlu|usah|disuruh|diharuskan|diperlukan|diperintahkan|mengharuskan|memerintahkan|"
    r"mewajibkan|diwajibkan)\b"
)
_ONLY = re.compile(r"\b(?:hanya|cuma|cukup|saja|sekadar|sebatas|semata|melulu|murni)\b")
_SAME = re.compile(
    r"\bsama (?:dengan|saja|seperti|kayak)\b|\b(?:yang|itu|kah) sama\b|\bsama tidak\b|\bsama\s*\?|^sama\b"
)
_EXCEPT = re.compile(r"\b(?:selain|kecuali|di luar)\b")
_ORDER = re.compile(
    r"\b(?P<before>sebelum)\b|\b(?P<after>setelah|sesudah|begitu)\b|\b(?P<first>dulu|"
    r"dahulu)\b[ ,]*(?:tidak )?"
    r"(?=(?:\S+ ){0,3}?(?P<then>baru|lalu|terus|kemudian)\b)"
)
_FIRST = re.compile(r"\b(?:dulu|dahulu|setelah itu)\b")
_CAUSE = re.compile(
    r"\b(?:karena|gara-gara|sebab|akibat|kalau|jika|kalo|bila|apabila|padahal|meski\w*|walau\w*|"
    r"supaya|agar|biar|soal|"
    r"pas|ketika|saat|terkait|gegara)\b"
)
_PASAL = re.compile(r"\bpasal \d{1,3}\b")
_IF = re.compile(r"\b(?:kalau|jika|bila|apabila|ketika|pas|saat)\b")
_TAG = re.compile(
    r"(?:[, ]*\b(?:tidak|bukan|kan|benar|betul|iya|ya|sih|kah|begitu|itu|boleh|bisa|belum|apa|memang|"
    r"dong|kak)\b)+[ ?]*$"
)
_NOT = r"(?:tidak|bukan|belum|jangan|tanpa)"
_EARLY_TAG = re.compile(rf"\b((?:{_MODALS}|benar|memang|cukup)(?: kah)?) tidak(?:nya)?\b(?! {_NOT})")
_LATE_TAG = re.compile(
    r" tidak(?: ya| sih| kak)?(?= (?:sebelum|setelah|sesudah|kalau|karena|menurut|untuk|di|ke|kepada|"
    r"dari|pada|oleh|"
    r"dengan|dalam|bagi|jika|sama|pakai|buat|bila|saat|waktu)\b)"
)
"""A tag before what is added ("harus direviu tidak sebelum dikirim")."""
_DENIES = re.compile(
    rf"\b(?:tidak|bukan|belum|jangan)\b(?= (?:{_MODALS}|termasuk|ada|cukup|lagi|mencakup|lebih|[a-z]{{4,}}))"
)
_INNER = re.compile(
    rf"\b(?:(?:yang|karena|kalau|jika|bila|apabila|sebab|akibat|ketika|saat) (?:\S+ ){{0,2}}?{_NOT}|tanpa)"
    r" (?P<w>[a-z]{4,})"
)
_EACH = re.compile(r" untuk setiap .{1,80}$")
"""What holds for each holds."""
_JOINT = re.compile(
    r"\b(?:sebelum|setelah|sesudah|selain|tanpa|di|pada|dari|dengan|untuk|sampai|karena|telah)\b"
)
_FOR = re.compile(r"\b(\w*laku|\w*pakai|hanya|juga|khusus|cocok|saja|sama) buat\b")
"""Spoken "buat" in front of a party is "untuk"."""
_DIRECTLY = re.compile(r"(\blangsung\b[^?,]{0,60}?) tanpa \S{1,40}")
"""Who sends directly sends without anybody between: said once is enough."""
_UNREACHED = re.compile(
    r"\b(?:(?:karena|yang|gara-gara) )?(?:realisasi|capaian|hasil|kinerja)(?:nya)? (?:yang |lagi |memang )?"
    r"(?:jelek|buruk|anjlok|gagal|rendah|kurang|meleset|jeblok|turun)\b"
    r"|\b(?:meleset|kesampaian|gagal tercapai|tidak kesampaian|tidak sampai|gagal)\b"
)
_BUDGET = re.compile(
    r"\b(?:dpa|dipa|dokumen (?:pelaksanaan )?anggaran|anggaran(?= (?:terbit|diterima|disahkan)))"
    r"(?:[/-]?skpd)?"
    r"(?P<ada> (?:terbit|keluar|diterima|turun|ada|jadi|disahkan|sah|ditetapkan))?\b"
)
_NUMBER = re.compile(r"(?<![\w/])\d+(?:[.,]\d+)?(?![\w/])")
_OVER = re.compile(r"\b(?:di atas|lebih dari|melebihi) (\d+)")
_BELOW = re.compile(r"\b(?:unit(?: kerja| organisasi)?|yang)(?: \S+)? di ?bawah(?:nya)?\b|\bbawahannya\b")
_LOWER = frozenset({"skpd", "unit kerja", "satker", "eselon i", "eselon ii"})
_OPPOSITES: tuple[tuple[str, str], ...] = (
    (r"naik|dinaikkan|lebih tinggi|di atas|melebihi", r"turun\w*|diturunkan|diturunin|lebih rendah|di bawah"),
    (r"awal", r"akhir"),
    (r"pertama", r"kedua"),
    (r"keluaran|output", r"hasil|outcome|dampak"),
    (r"kecil|rendah", r"besar|tinggi"),
    (r"keuangan", r"kinerja"),
    (r"triwulan\w*|interim", r"tahunan"),
    (r"pusat", r"daerah"),
    (r"terbatas", r"memadai|penuh"),
    (r"berhasil|keberhasilan|tercapai", r"gagal|kegagalan|tidak tercapai"),
    (r"positif", r"negatif"),
    (r"\w*gabung\w*|satu dokumen|disatukan", r"terpisah|tersendiri|dipisah\w*|sendiri-sendiri"),
    (r"internal|intern", r"eksternal|ekstern"),
)
_PAIRS = tuple((re.compile(rf"\b(?:{a})\b"), re.compile(rf"\b(?:{b})\b")) for a, b in _OPPOSITES)


@dataclass(frozen=True, slots=True)
class Klaim:
    """What is claimed, of whom, and with which turns."""

    teks: str
    pokok: frozenset[str]
    """Terms of the claim itself, parties, modals and references to regulations aside."""
    sampingan: frozenset[str]
    """Terms of its reasons and circumstances."""
    pihak: tuple[frozenset[str], ...]
    """Groups of parties that are alternatives to each other, in order."""
    wajib: bool
    boleh: bool
    ingkar: bool
    """The claim as a whole is denied ("tidak perlu direviu")."""
    hanya: bool
    cukup: bool
    """… said with "cukup", which may also mean that something suffices."""
    sama: bool
    selain: bool
    urutan: tuple[frozenset[str], frozenset[str]] | None
    """What comes first and what after it."""
    menyangkal: frozenset[str]
    """Terms that an inner clause denies ("target yang tidak tercapai")."""
    angka: frozenset[str]
    lewat: int | None
    """The bound of "di atas 100"."""
    bawahan: bool
    """Speaks of the units below the subject, without naming them."""

    bersyarat: bool
    """Its circumstances are conditions ("kalau …"), no mere reasons."""
    pasal: frozenset[str]
    """The Pasal that are named ("pasal 10")."""
    pimpinan: bool
    """Speaks of the head of an office, whichever it is."""

    def weight(self, terms: Iterable[str], light: Mapping[str, float]) -> float:
        return sum(light.get(t, 1.0) for t in terms)


@lru_cache(maxsize=1)
def _light_words() -> tuple[str, ...]:
    return tuple(LIGHT_WORDS.split())


@lru_cache(maxsize=4)
def light_terms(kosakata: Kosakata) -> Mapping[str, float]:
    """The terms of :data:`LIGHT_WORDS` with their weights; every other term weighs 1."""
    sending = dict.fromkeys(kosakata.terms(SENDING), SENT)
    return {**sending, **{t: LIGHT for word in _light_words() for t in kosakata.terms(word)}}


def claimed(steered: str) -> str:
    """The part of a question that claims: where its last sentence only asks ("Emang disuruh?", "bener ga?")
    the sentence before it."""
    parts = [p.strip(" ,") for p in re.split(r"[?;.]| - ", steered) if p.strip(" ,?")]
    if not parts:
        return steered
    bare = [_bare(_TAG.sub(" ", f"{p} ?")) for p in parts]
    asking = [i for i, p in enumerate(parts) if _MODAL.search(p) or _TAG.search(p)]
    at = asking[0] if asking else len(parts) - 1
    while at > 0 and len(bare[at].split()) < 2:
        at -= 1
    if len(bare[at].split()) < 1:
        return " ".join(parts)
    # The modal of a sentence that merely asks belongs to the claim before it.
    modal = " ".join(m.group() for i in asking for m in _MODAL.finditer(parts[i]) if i > at)
    return f"{parts[at]} {modal}".strip()


def plain_claim(steered: str) -> str:
    """What a question claims, without modals, tags and chatter: what is searched for."""
    text = claimed(steered)
    return _bare(_ONLY.sub(" ", _TAG.sub(" ", text))) or text


def _bare(text: str) -> str:
    return " ".join(_CHATTER.sub(" ", _MODAL.sub(" ", _REFERENCE.sub(" ", text))).split())


@lru_cache(maxsize=4096)
def variants(perihal: str, kosakata: Kosakata) -> tuple[Klaim, ...]:
    """A statement's claim, and the same with only one side of each "A atau B"."""
    texts = [perihal]
    if general := _EACH.sub("", perihal):
        texts.append(general)
    for match in re.finditer(r" atau ", perihal):
        left, right = perihal[: match.start()].split(" "), perihal[match.end() :].split(" ")
        for size in (1, 2):
            if size == 1 or not _JOINT.search(" ".join((*left[-2:], "|", *right[:2]))):
                texts.append(" ".join((*left, *right[size:])))
                texts.append(" ".join((*left[:-size], *right)))
    return tuple(read_claim(text, kosakata, question=False) for text in dict.fromkeys(texts))


def read_claim(text: str, kosakata: Kosakata, *, question: bool) -> Klaim:
    """The claim of a steered question, or of a statement's ``perihal`` (in lower case)."""
    low = " ".join(text.lower().split())
    low = _UNREACHED.sub("karena tidak tercapai", low)
    low = _BUDGET.sub(lambda m: f"dokumen anggaran{' diterima' if m['ada'] else ''}", low)
    low = _FOR.sub(r"\1 untuk", _DIRECTLY.sub(r"\1", low))
    low = _LATE_TAG.sub("", _EARLY_TAG.sub(r"\1", low)) if question else low
    body = _TAG.sub(" ", low) if question else low
    body = _REFERENCE.sub(" ", body)
    inner = _INNER.finditer(body)
    denied = frozenset(t for m in inner for t in kosakata.terms(m["w"]))
    main, aside = _split(body) if question else (body, "")
    outer = _INNER.sub(" ", main)
    return Klaim(
        low,
        _terms(main, kosakata),
        _terms(aside, kosakata),
        _groups(body),
        bool(_MUST.search(low)),
        bool(_MAY.search(low)),
        bool(_DENIES.search(outer)),
        bool(_ONLY.search(main)),
        "cukup" in main.split(),
        bool(_SAME.search(low)),
        bool(_EXCEPT.search(main)),
        _order(body, kosakata),
        denied,
        frozenset(_NUMBER.findall(_without_places(body))),
        next((int(m.group(1)) for m in _OVER.finditer(body)), None),
        bool(_BELOW.search(body)),
        bool(aside and _IF.search(aside)),
        frozenset(_PASAL.findall(low)),
        "pimpinan" in body.split(),
    )


def _without_places(text: str) -> str:
    return re.sub(r"\b(?:eselon|lampiran|bab|pasal|huruf|angka|butir|kelompok|triwulan|tw) \d+\b", " ", text)


def _split(body: str) -> tuple[str, str]:
    """The claim, and the reasons and circumstances around it."""
    cut = _CAUSE.search(body)
    if cut is None:
        return body, ""
    head, tail = body[: cut.start()], body[cut.start() :]
    if len(_bare(head).split()) >= 2:
        return head, tail
    # "Kalau LKPJ tidak disampaikan, DPRD boleh …": the claim comes behind the comma, or behind the modal.
    circumstance, comma, main = tail.partition(",")
    if comma and len(_bare(main).split()) >= 1:
        return main, f"{head} {circumstance}"
    modal = _MODAL.search(tail)
    if modal and len(_bare(tail[modal.end() :]).split()) >= 2:
        return tail[modal.start() :], f"{head} {tail[: modal.start()]}"
    return body, ""


def _terms(text: str, kosakata: Kosakata) -> frozenset[str]:
    kept = list(text)
    for mention in parties.mentions(text):
        kept[mention.mulai : mention.akhir] = " " * (mention.akhir - mention.mulai)
    bare = _CHATTER.sub(" ", _ONLY.sub(" ", _MODAL.sub(" ", "".join(kept))))
    bare = re.sub(
        rf"\b(?:{_NOT}|sebelum|setelah|sesudah|dulu|dahulu|di luar|langsung|"
        r"selain|kecuali|atau|setiap|tiap)\b",
        " ",
        bare,
    )
    if _FIRST.search(text):
        bare = re.sub(r"\bbaru\b", " ", bare)
    bare = _NUMBER.sub(" ", bare)
    return frozenset(t for t in kosakata.terms(bare) if len(t) > 1)


def _groups(body: str) -> tuple[frozenset[str], ...]:
    out: list[set[str]] = []
    end = -1
    body = _BELOW.sub(" ", body)
    for mention in parties.mentions(body):
        between = body[end : mention.mulai] if end >= 0 else ""
        joined = end >= 0 and re.fullmatch(r"\s*(?:[,/]|atau|dan|/)?\s*(?:atau|dan|pimpinan)?\s*", between)
        if joined and out and between.strip():
            out[-1].add(mention.pihak)
        else:
            out.append({mention.pihak})
        end = mention.akhir
    return tuple(frozenset(group) for group in out)


def _order(body: str, kosakata: Kosakata) -> tuple[frozenset[str], frozenset[str]] | None:
    found = _ORDER.search(body)
    if found is None:
        return None
    left, right = body[: found.start()], body[found.end() :]
    if found["first"]:
        right = right.partition(found["then"])[2]
    before, after = _terms(left, kosakata), _terms(right, kosakata)
    if not before:
        # "Sebelum ditandatangani, LKj direviu?"
        head, comma, tail = right.partition(",")
        before, after = _terms(tail, kosakata) if comma else before, _terms(head, kosakata)
    return (before, after) if not found["after"] else (after, before)


def opposed(one: str, other: str) -> bool:
    """Whether two texts name opposite things, each only one of them."""
    for left, right in _PAIRS:
        for a, b in ((left, right), (right, left)):
            if a.search(one) and not b.search(one) and b.search(other) and not a.search(other):
                return True
    return False
