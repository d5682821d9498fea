"""The try-out page's API: who may call it, and what it refuses."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from bot.contoh import sample_path
from bot.web.coba.pemeran import GRUP_ID, PEMERAN
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
        ([], 400),
    ],
)
def test_what_a_person_cannot_do_is_refused_in_indonesian(halaman: Halaman, isi: object, kode: int) -> None:
    answer = halaman.minta("POST", "/api/coba/teks", json=isi)
    assert answer.status_code == kode
    assert answer.json()["pesan"].endswith(".")
    assert all(not room.pesan for room in halaman.dunia.ruang.values())


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
        heard = [next(lines) for _ in range(5)]
    found = [json.loads(line[6:]) for line in heard if line.startswith("data: ")]
    assert [one["apa"] for one in found] == ["pesan", "mengetik"]
    assert found[0]["pesan"]["teks"] == "halo 🙂"
