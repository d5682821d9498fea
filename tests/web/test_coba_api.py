"""The try-out page's API: who may call it, and what it refuses."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from bot.contoh import sample_path
from bot.web.botapi import Dunia
from bot.web.coba.pemeran import GRUP_ID, GRUP_JUDUL, PEMERAN, TOPIK, siapkan_dunia
from tests.bantu.botapi import LOOPBACK
from tests.bantu.coba import Halaman, halaman_saja

pytestmark = LOOPBACK


@pytest.fixture
def halaman(tmp_path: Path) -> Iterator[Halaman]:
    with halaman_saja(tmp_path) as one:
        yield one


def _mentah(halaman: Halaman, cara: str, jalur: str, **headers: str) -> int:
    """A request with exactly these headers; its status."""
    place = urlsplit(halaman.alamat)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=10)
    try:
        connection.putrequest(cara, jalur, skip_host=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        return connection.getresponse().status
    finally:
        connection.close()


def test_only_this_machines_own_page_is_served(halaman: Halaman) -> None:
    own = urlsplit(halaman.alamat).netloc
    port = own.partition(":")[2]
    assert _mentah(halaman, "GET", "/", Host=own) == 200
    assert _mentah(halaman, "GET", "/", Host=f"localhost:{port}") == 200
    for host in (
        "contoh.go.id",
        f"contoh.go.id:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        f"127.0.0.1.nip.io:{port}",
    ):
        assert _mentah(halaman, "GET", "/api/coba/keadaan", Host=host) == 403, host
    assert _mentah(halaman, "GET", "/api/coba/keadaan", Host=own, Origin="http://contoh.go.id") == 403
    assert _mentah(halaman, "GET", "/api/coba/keadaan", Host=own, Sec_Fetch_Site="cross-site") == 403


def test_a_change_needs_the_pages_own_header(halaman: Halaman) -> None:
    own = urlsplit(halaman.alamat).netloc
    assert _mentah(halaman, "POST", "/api/coba/ulang", Host=own) == 403
    assert _mentah(halaman, "POST", "/api/coba/ulang", Host=own, Origin="null", X_LKJIP_Coba="1") == 403
    assert not halaman.panggung.ulang.is_set()
    assert halaman.minta("POST", "/api/coba/ulang", json={}).status_code == 200
    assert halaman.panggung.ulang.is_set()


def test_page_and_files_carry_the_headers_that_forbid_scripts(halaman: Halaman) -> None:
    page = halaman.minta("GET", "/")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "<script>" not in page.text
    assert " style=" not in page.text
    assert "http://" not in page.text.replace("http://www.w3.org", "")
    assert "https://" not in page.text


@pytest.mark.parametrize("nama", ["../coba_api.py", "..%2f..%2fcoba_api.py", "__init__.py", "", "tak-ada.js"])
def test_only_files_of_the_page_are_given(halaman: Halaman, nama: str) -> None:
    answer = halaman.minta("GET", f"/{nama}")
    assert answer.status_code == (200 if nama == "" else 404)


def test_state_has_people_chats_and_menus(halaman: Halaman) -> None:
    halaman.bot("setMyCommands", commands=json.dumps([{"command": "tanya", "description": "Bertanya"}]))
    state = halaman.minta("GET", "/api/coba/keadaan").json()
    assert [one["nama"] for one in state["orang"]] == [one.nama for one in PEMERAN]
    assert {one["id"] for one in state["obrolan"]} == {GRUP_ID, *(one.id for one in PEMERAN)}
    private = next(one for one in state["obrolan"] if one["id"] == PEMERAN[0].id)
    assert private["perintah"] == {str(PEMERAN[0].id): [["tanya", "Bertanya"]]}


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        ({"orang": 501_000_001, "teks": "   "}, 400),
        ({"orang": 501_000_001, "teks": "🙂" * 2_049}, 400),
        ({"orang": 999, "teks": "halo"}, 400),
        ({"orang": "x", "teks": "halo"}, 400),
        ({"orang": 501_000_001, "obrolan": -5, "teks": "halo"}, 409),
        ({"orang": 501_000_001, "obrolan": 501_000_002, "teks": "halo"}, 409),
        ({"orang": 501_000_001, "teks": "halo", "balas": 4_444}, 409),
        ({"orang": 501_000_001, "teks": "halo", "topik": 2}, 409),
        ({"orang": 501_000_001, "obrolan": GRUP_ID, "teks": "halo", "topik": 4_444}, 409),
        ({"orang": 501_000_001, "obrolan": GRUP_ID, "teks": "halo", "topik": "umum"}, 400),
        ([], 400),
    ],
)
def test_what_a_person_cannot_do_is_refused_in_indonesian(halaman: Halaman, isi: object, kode: int) -> None:
    before = {number: tuple(room.pesan) for number, room in halaman.dunia.ruang.items()}
    answer = halaman.minta("POST", "/api/coba/teks", json=isi)
    assert answer.status_code == kode
    assert answer.json()["pesan"].endswith(".")
    assert {number: tuple(room.pesan) for number, room in halaman.dunia.ruang.items()} == before


def _grup(halaman: Halaman) -> Any:
    """The group as the page gets it."""
    state = halaman.minta("GET", "/api/coba/keadaan").json()
    return next(one for one in state["obrolan"] if one["id"] == GRUP_ID)


def test_the_group_has_topics_and_messages_stay_in_theirs(halaman: Halaman) -> None:
    general, topic = _grup(halaman)["topik"]
    assert (general, topic["nama"]) == ({"id": None, "nama": "Umum"}, TOPIK[0])
    here = {"orang": halaman.orang("peserta").id, "obrolan": GRUP_ID}
    inside = halaman.minta(
        "POST", "/api/coba/teks", json={**here, "teks": "satu", "topik": topic["id"]}
    ).json()
    halaman.minta("POST", "/api/coba/teks", json={**here, "teks": "dua", "topik": ""})
    halaman.minta("POST", "/api/coba/teks", json={**here, "teks": "tiga", "balas": inside["id"]})
    halaman.bot("sendMessage", chat_id=GRUP_ID, text="empat", message_thread_id=topic["id"])
    file = {"berkas": ("a.csv", b"a;b", "text/csv")}
    data = {key: str(value) for key, value in here.items()} | {
        "topik": str(topic["id"]),
        "balas": inside["id"],
    }
    assert halaman.minta("POST", "/api/coba/berkas", data=data, files=file).status_code == 200
    made, *sent = _grup(halaman)["pesan"]
    assert made["layanan"] == f"Pak Wira membuat topik {TOPIK[0]}"
    number = topic["id"]
    assert [(one["teks"], one["topik"], one["balas"]) for one in sent] == [
        ("satu", number, None),
        ("dua", None, None),
        ("tiga", number, inside["id"]),
        ("empat", number, None),
        ("", number, inside["id"]),
    ]
    private = halaman.minta("GET", "/api/coba/keadaan").json()["obrolan"][0]
    assert private["topik"] == []


def test_a_world_that_was_kept_before_there_were_topics_gets_them(tmp_path: Path) -> None:
    """Also its group: what was written there stands in the general topic, and can still be answered."""
    old = Dunia()
    people = [old.tambah_orang(one.nama, username=one.username, id=one.id) for one in PEMERAN]
    group = old.tambah_grup(GRUP_JUDUL, anggota=[people[2], *people[:2]], supergrup=True, id=GRUP_ID)
    before = old.kirim_teks(people[0], group, "/tanya Apa itu IKU?")
    old.simpan(tmp_path / "dunia.db")
    new = Dunia()
    assert new.muat(tmp_path / "dunia.db")
    siapkan_dunia(new)
    siapkan_dunia(new)
    forum = new.ruang_dari(GRUP_ID).obrolan
    assert forum.forum
    assert [name for _, name in new.topik(forum)] == list(TOPIK)
    assert new.pesan(forum, before.message_id).topik is None
    assert new.kirim_teks(people[1], forum, "Saya juga", balas=before).topik is None
    assert new.pesan(forum, new.topik(forum)[0][0]).pengirim.nama == "Pak Wira"
    new.simpan(tmp_path / "dunia.db")
    again = Dunia()
    assert again.muat(tmp_path / "dunia.db")
    assert again.topik(forum) == new.topik(forum)


def test_the_sample_is_sent_as_the_planner_and_can_be_downloaded(halaman: Halaman) -> None:
    planner = halaman.orang("perencana")
    assert halaman.minta("POST", "/api/coba/contoh", json={}).json()["orang"] == planner.id
    sent = halaman.dunia.transkrip(planner.id)[-1]
    assert sent.berkas is not None
    got = halaman.minta("GET", f"/api/coba/berkas/{sent.berkas.file_id}")
    assert got.content == sample_path().read_bytes()
    assert got.headers["content-disposition"].startswith("attachment; ")
    assert halaman.minta("GET", "/api/coba/contoh").content == got.content
    assert halaman.minta("GET", "/api/coba/berkas/lain").status_code == 404


def test_html_that_was_uploaded_is_never_shown_as_a_page(halaman: Halaman) -> None:
    evil = {"berkas": ("../../jahat.html", b"<script>1</script>", "text/html")}
    data = {"orang": str(halaman.orang("peserta").id)}
    assert halaman.minta("POST", "/api/coba/berkas", data=data, files=evil).status_code == 200
    sent = halaman.dunia.transkrip(halaman.orang("peserta").id)[-1]
    assert sent.berkas is not None
    assert sent.berkas.nama == "jahat.html"
    got = halaman.minta("GET", f"/api/coba/berkas/{sent.berkas.file_id}")
    assert got.headers["content-type"] == "application/octet-stream"
    assert "attachment" in got.headers["content-disposition"]


@pytest.mark.parametrize("isi", ["", "a b", "x" * 65, "a/b", "é"])
def test_a_deep_link_has_telegrams_alphabet(halaman: Halaman, isi: str) -> None:
    given = {"orang": halaman.orang("peserta").id, "isi": isi}
    assert halaman.minta("POST", "/api/coba/tautan", json=given).status_code == 400
    given["isi"] = "kelas-Ab_9"
    halaman.minta("POST", "/api/coba/tautan", json=given)
    assert halaman.dunia.transkrip(halaman.orang("peserta").id)[-1].teks == "/start kelas-Ab_9"


def test_events_stream_as_they_happen(halaman: Halaman) -> None:
    sari = halaman.orang("peserta")
    with (
        httpx.Client(base_url=halaman.alamat, trust_env=False, timeout=20) as client,
        client.stream("GET", "/api/coba/peristiwa") as stream,
    ):
        lines = stream.iter_lines()
        assert next(lines) == ": siap"
        halaman.dunia.kirim_teks(sari, halaman.dunia.pribadi(sari), "halo 🙂")
        halaman.bot("sendChatAction", chat_id=sari.id, action="typing")
        number = halaman.dunia.topik(GRUP_ID)[0][0]
        halaman.bot("sendChatAction", chat_id=GRUP_ID, action="typing", message_thread_id=number)
        heard = [next(lines) for _ in range(7)]
    found = [json.loads(line[6:]) for line in heard if line.startswith("data: ")]
    assert [one["apa"] for one in found] == ["pesan", "mengetik", "mengetik"]
    assert [one["topik"] for one in found[1:]] == [None, number]
    assert found[0]["pesan"]["teks"] == "halo 🙂"
