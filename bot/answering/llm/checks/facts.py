"""What a piece of text claims, as comparable facts: numbers, dates, places, rules, posts, directions, duties.

The same reader reads answers and passages, so that a fact is compared with a fact and not with a spelling:
"dua (2) bulan", "2 (dua) bulan" and "2 bulan" are one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.llm.checks.lexicon import NUMBER_WORDS, TOKEN, Leksikon, leksikon

MONTHS = ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
          "november", "desember")  # fmt: skip
_MONTH = "|".join(MONTHS)
_WORD_NUMBER = "|".join(sorted((w for w in NUMBER_WORDS if w != "nol"), key=len, reverse=True))
_TEENS = {f"{w} belas": n + 10 for w, n in NUMBER_WORDS.items() if 2 <= n <= 9}
_TENS = {f"{w} puluh": n * 10 for w, n in NUMBER_WORDS.items() if 2 <= n <= 9}
_BIG = _TEENS | _TENS
_BIG_WORDS = "|".join(_BIG)
_RULE = re.compile(
    r"\b(?P<kind>permen ?pan-?(?: ?rb)?|permendagri|permenkeu|pmk|perpres|pp|uu|inpres|keppres|kepmen\w*|perda|"  # noqa: E501
    r"peraturan menteri(?: [a-z-]+){1,9}?|peraturan pemerintah|peraturan presiden|undang-undang|instruksi presiden"  # noqa: E501
    r"|surat edaran|peraturan)(?: \([a-z]{2,12}\))?,? (?:nomor |no\.? )?(?P<number>\d{1,3})(?:/(?P<year>\d{4})|,? tahun (?P<long>\d{4})| th\.? (?P<short>\d{4})|\b(?! ?(?:pasal|ayat|orang|hal|jenis)| [a-z]{2,12} \d{4}))"  # noqa: E501
)
_SLASHED = re.compile(r"(?<![\w/])(?P<number>\d{1,3})/(?P<year>(?:19|20)\d\d)(?![\w/])")
_KINDS = {"peraturan pemerintah": "pp", "peraturan presiden": "perpres", "undang-undang": "uu",
          "instruksi presiden": "inpres"}  # fmt: skip
_UNITS = "anak lampiran|lampiran|pasal|ayat|huruf|angka|bab|bagian|butir|kelompok|formulir|kolom|tabel|buku|paragraf"  # noqa: E501
_NUMBER_OF_PLACE = (
    r"\(?(?:[ivxlc]{1,6}(?:/\d{1,2}(?:-\d{1,2})?)?|\d{1,3}(?:\.\d{1,2})?|[a-z])\)?(?![\w/%]|[.,]\d)"
)
_PLACE = re.compile(
    rf"\b(?P<unit>{_UNITS}) (?P<first>{_NUMBER_OF_PLACE})"
    rf"(?P<more>(?:(?:, (?:dan |serta |atau )?| dan | serta | atau | sampai dengan | sampai | s\.d\. |-|–){_NUMBER_OF_PLACE}(?! (?:bulan|hari|tahun|orang))){{0,12}})"  # noqa: E501
)
_FORM = re.compile(r"(?<![\w/])(?P<form>[ivx]{1,4}/\d{1,2}(?:-\d{1,2})?)(?![\w/])")
_DATE = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?: (?:tahun )?(?P<year>\d{{4}}))?\b")
_MONTH_NAME = re.compile(rf"\b(?P<month>{_MONTH})(?: (?:tahun )?(?P<year>\d{{4}}))?\b")
_EDGE = re.compile(rf"\b(?P<edge>awal|akhir|pertengahan|minggu [a-z]+) (?:bulan )?(?P<month>{_MONTH})\b")
_UNIT_OF_MONTH = re.compile(rf"\b(?P<unit>hari|minggu|tahun|triwulan) (?P<month>{_MONTH})\b")
_LABEL = re.compile(r"^[ \t]*(?:\d{1,2}[.)]|[a-z][.)]|[-*•])[ \t]+", re.MULTILINE)
_TWICE = re.compile(
    rf"\b(?P<w1>{_BIG_WORDS}|{_WORD_NUMBER}) \((?P<d1>\d{{1,3}})\)|\b(?P<d2>\d{{1,3}}) \((?P<w2>{_BIG_WORDS}|{_WORD_NUMBER})\)"  # noqa: E501
)
_WORDED = re.compile(
    rf"\b(?P<big>{_BIG_WORDS})(?: (?P<rest>{_WORD_NUMBER}))?\b|\b(?P<small>{_WORD_NUMBER})\b(?! (?:belas|puluh|ratus))"  # noqa: E501
)
_ORDINAL = re.compile(
    rf"\bke-?(?P<word>{_WORD_NUMBER})(?P<nya>nya)?\b|\bke-(?P<digits>\d{{1,2}})\b|\b(?P<first>pertama)\b"
)
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<rp>rp ?)?(?P<value>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?P<percent> ?%)?(?![\w])"
)
_TO = re.compile(r"\b(?:kepada|ke|bagi) (?:[a-z-]+:? (?:; )?){0,3}$")
_IN_BRACKETS = re.compile(r" \((?P<short>[a-z ]{2,30})\)")
_VERB = re.compile(r"(?:me[mn]|ber|ter|di)[a-z]{3,}$")
_JOINED = re.compile(r"^[\s,;/]*(?:(?:dan|atau|serta|maupun)[\s,;]*)?$")
_BOTH_OF_THEM = re.compile(r"\bkedua (?=[a-z]+ (?:itu|ini|tersebut)\b)")
_SIDE = re.compile(r"\b(?:kiri|kanan)\b")
_HYPHENED = re.compile(r"(?<![\w-])(?P<one>[a-z]{3,12})-(?P<other>[a-z]{3,12}?)(?:nya)?(?![\w-])")
_OPERATOR = re.compile(
    r"[÷×−]|(?<=[\w)%]) (?:[/x*-]) (?=[\w(])|\b(?:dikurangi|dibagi|dikali|dikalikan|ditambah)\b"
)
_OPERATORS = {"/": "÷", "x": "×", "*": "×", "-": "−", "dikurangi": "−", "dibagi": "÷", "dikali": "×",
              "dikalikan": "×", "ditambah": "+"}  # fmt: skip
_GRADE = re.compile(
    r"(?<=[\w:,(] )(?:Sangat (?:Tinggi|Rendah|Baik|Memuaskan|Kurang)|Tinggi|Sedang|Rendah|Memuaskan|Cukup|Kurang)\b|\b(?:AA|BB|CC)\b"  # noqa: E501
)


@dataclass(frozen=True, slots=True)
class Fakta:
    """One fact and where it stands in the text that was read."""

    jenis: str
    """``angka``, ``urutan``, ``tanggal``, ``letak``, ``peraturan``, ``pejabat``, ``kepada``, ``arah``, ``wajib``."""  # noqa: E501
    nilai: str
    di: int
    kata: str = ""
    """Of a number without a unit: the stem of the word that it counts."""


@lru_cache(maxsize=16384)
def facts(text: str) -> tuple[Fakta, ...]:
    """All facts of a text, in no particular order."""
    reader = _Reader(text, leksikon())
    reader.read()
    return tuple(reader.found)


class _Reader:
    """Reads the longest things first and blanks them, so that no number is read twice."""

    def __init__(self, text: str, words: Leksikon) -> None:
        self.text = _LABEL.sub(lambda m: " " * len(m[0]), text.lower().replace("\u00a0", " "))
        self.written = text
        self.words = words
        self.found: list[Fakta] = []

    def read(self) -> None:
        self._sums()
        self._rules()
        self._places()
        self._dates()
        self._posts()
        self._numbers()
        self._sides()
        for match in _GRADE.finditer(self.written):
            self._add("kategori", match[0], match.start())

    def _add(self, jenis: str, nilai: str, at: int, kata: str = "") -> None:
        self.found.append(Fakta(jenis, nilai, at, kata))

    def _blank(self, start: int, end: int) -> None:
        self.text = f"{self.text[:start]}{'¤' * (end - start)}{self.text[end:]}"

    def _sums(self) -> None:
        """The signs of a calculation, in order: "realisasi ÷ target × 100" is ``÷×``."""
        signs = [(m.start(), m[0].strip()) for m in _OPERATOR.finditer(self.text)]
        if signs:
            self._add("rumus", "".join(_OPERATORS.get(sign, sign) for _, sign in signs), signs[0][0])

    def _rules(self) -> None:
        for match in list(_RULE.finditer(self.text)):
            year = match["year"] or match["long"] or match["short"] or ""
            kind = match["kind"]
            if not year and kind in {"peraturan"}:
                continue
            self._add("peraturan", f"{rule_kind(kind)} {match['number']}/{year}", match.start())
            self._blank(*match.span())
        for match in list(_SLASHED.finditer(self.text)):
            self._add("peraturan", f"? {match['number']}/{match['year']}", match.start())
            self._blank(*match.span())

    def _places(self) -> None:
        last: tuple[str, int] | None = None
        for match in list(_PLACE.finditer(self.text)):
            unit = match["unit"]
            first = plain(match["first"])
            steps = [f"{unit} {first}"]
            steps += [f"{unit} {plain(n)}" for n in re.findall(_NUMBER_OF_PLACE, match["more"])]
            for step in steps:
                self._add("letak", step, match.start())
            if len(set(steps)) < len(steps):
                self._add("letak", f"{unit} berulang", match.start())
            if (
                last is not None
                and last[0].split(" ")[0] != unit.split(" ")[0]
                and not self.text[last[1] : match.start()].strip(" ,")
            ):
                self._add("letak", pair(last[0], steps[0]), match.start())
            last = (steps[-1], match.end())
            self._blank(*match.span())
        for match in list(_FORM.finditer(self.text)):
            self._add("letak", f"anak lampiran {match['form']}", match.start())
            self._blank(*match.span())

    def _dates(self) -> None:
        for match in list(_EDGE.finditer(self.text)):
            self._add("tanggal", f"{match['edge']} {match['month']}", match.start())
        for match in list(_UNIT_OF_MONTH.finditer(self.text)):
            self._add("tanggal", f"{match['unit']} {match['month']}", match.start())
        for match in list(_DATE.finditer(self.text)):
            self._add("tanggal", f"{int(match['day'])} {match['month']}", match.start())
            self._year(match)
            self._blank(*match.span())
        for match in list(_MONTH_NAME.finditer(self.text)):
            self._add("tanggal", match["month"], match.start())
            self._year(match)
            self._blank(*match.span())

    def _year(self, match: re.Match[str]) -> None:
        if match["year"]:
            self._add("angka", match["year"], match.start())

    def _posts(self) -> None:
        receiving = -1
        for match in list(self.words.pejabat.finditer(self.text)):
            form = match[0]
            name = self.words.pejabat_dari.get(form) or self.words.pejabat_dari.get(form[:-3], form)
            self._add("pejabat", name, match.start())
            short = _IN_BRACKETS.match(self.text, match.end())
            held = self.words.pejabat_dari.get(short["short"]) if short else None
            if held is not None and held != name:
                self._add("pejabat", f"{name} ({held})", match.start())
            before = self.text[max(0, match.start() - 40) : match.start()]
            joined = receiving >= 0 and _JOINED.match(self.text[receiving : match.start()])
            if _TO.search(before) or joined:
                self._add("kepada", name, match.start())
                receiving = match.end()

    def _numbers(self) -> None:
        for match in _TWICE.finditer(self.text):
            if _once(match) == match[0]:
                self._add("angka", f"{match[0]} tidak sama", match.start())
        self.text = _TWICE.sub(_once, self.text)
        self.text = _BOTH_OF_THEM.sub(lambda m: "¤" * len(m[0]), self.text)
        for match in list(_ORDINAL.finditer(self.text)):
            if self.text[match.end() :].startswith(",") and not self.text[: match.start()].strip(" ¤"):
                continue  # "Pertama, …": the order of sentences
            value = "1" if match["first"] else match["digits"] or str(NUMBER_WORDS[match["word"]])
            unit = "" if match["nya"] else self._unit(match.end())
            self._add("urutan", value, match.start(), unit if unit in self.words.satuan else "")
            self._blank(*match.span())
        for match in list(_WORDED.finditer(self.text)):
            value = _worded(match)
            unit = self._unit(match.end())
            if value == 1 and unit not in self.words.satuan:
                continue  # "salah satu", "satu dokumen": an article
            self._number(str(value), match, unit)
        for match in list(_NUMBER.finditer(self.text)):
            unit = "rupiah" if match["rp"] else "persen" if match["percent"] else self._unit(match.end())
            self._number(normal_number(match["value"]), match, unit)

    def _number(self, value: str, match: re.Match[str], unit: str) -> None:
        if unit in self.words.satuan:
            self._add("angka", f"{value} {unit}", match.start())
        else:
            self._add("angka", value, match.start(), unit)

    def _unit(self, at: int) -> str:
        """The word that a number counts: a unit as it is, another word as its stem, or nothing."""
        found = TOKEN.search(self.text[at : at + 40].replace("¤", " "))
        if found is None or self.text[at : at + found.start()].replace("¤", " ").strip(" )("):
            return ""
        word = found[0]
        if word in self.words.satuan:
            return word
        if (
            word[0].isdigit()
            or len(word) < 2
            or _VERB.match(word)
            or word in self.words.netral
            or word in self.words.analyser.henti
        ):
            return ""
        return self.words.stem(word)

    def _sides(self) -> None:
        for match in self.words.arah.finditer(self.text):
            self._add("arah", self.words.arah_dari[_known(match[0], self.words.arah_dari)], match.start())
        for match in _SIDE.finditer(self.text):
            self._add("sisi", match[0], match.start())
        for match in _HYPHENED.finditer(self.text):
            one, other = (self.words.arah_dari.get(match[g]) for g in ("one", "other"))
            if one and other:
                self._add("arah", f"{one}-{other}", match.start())
        for match in TOKEN.finditer(self.text):
            duty = self.words.wajib.get(match[0])
            if duty:
                self._add("wajib", duty, match.start())


def _once(match: re.Match[str]) -> str:
    """A number in words and figures as one, where both are the same; as it stands where they are not."""
    word, digits = match["w1"] or match["w2"], match["d1"] or match["d2"]
    value = _BIG.get(word) or NUMBER_WORDS.get(word)
    return digits.ljust(len(match[0]), "¤") if str(value) == digits else match[0]


def _known(form: str, table: dict[str, str]) -> str:
    return form if form in table else form[:-3]


def _worded(match: re.Match[str]) -> int:
    if match["big"]:
        return _BIG[match["big"]] + (NUMBER_WORDS[match["rest"]] if match["rest"] else 0)
    return NUMBER_WORDS[match["small"]]


def rule_kind(kind: str) -> str:
    """One name for a kind of regulation."""
    squeezed = kind.replace(" ", "").replace("-", "")
    if kind.startswith("peraturan menteri"):
        return (
            "permendagri"
            if "dalam negeri" in kind
            else "permenpan"
            if "aparatur" in kind or "pan" in kind.split() or "panrb" in squeezed
            else "permen"
        )
    if squeezed.startswith("permenpan"):
        return "permenpan"
    return _KINDS.get(kind, kind)


def plain(number: str) -> str:
    return number.strip("() ")


def pair(one: str, other: str) -> str:
    """Two neighbouring steps of a place, whichever is written first."""
    return " + ".join(sorted((one, other)))


def normal_number(text: str) -> str:
    """``1.250,50`` as ``1250,5``; ``053`` as ``53``."""
    whole, comma, rest = text.replace(".", "").partition(",")
    rest = rest.rstrip("0")
    return f"{whole.lstrip('0') or '0'}{comma if rest else ''}{rest}"
