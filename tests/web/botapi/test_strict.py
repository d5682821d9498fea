"""Raw requests: parameters in every form, lengths, buttons, and the words of the refusals."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.bantu.botapi import LOOPBACK, TOKEN, Meja, jalankan, meja

pytestmark = LOOPBACK
DUA_PULUH_MB = 20 * 1024 * 1024


def button(**kind: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "a", **kind}]]}


def test_parameters_in_query_form_multipart_and_json() -> None:
    async def scenario() -> None:
        async with meja() as one:
            base, client = f"{one.alamat}/bot{TOKEN}/sendMessage", one.mentah.klien
            given = {"chat_id": str(one.obrolan.id), "text": "dua & tiga=👍"}
            markup = json.dumps(button(callback_data="y"))
            answers = [
                await client.get(base, params=given),
                await client.post(base, data=given | {"reply_markup": markup}),
                await client.post(base, files={key: (None, value) for key, value in given.items()}),
                await client.post(base, json=given | {"reply_markup": json.loads(markup)}),
                await client.post(base.replace("sendMessage", "SENDMESSAGE"), data=given),
            ]
            assert [answer.json()["result"]["text"] for answer in answers] == ["dua & tiga=👍"] * 5
            assert answers[1].json()["result"]["reply_markup"] == button(callback_data="y")
            assert answers[3].json()["result"]["reply_markup"] == button(callback_data="y")

    jalankan(scenario())


async def refusals(one: Meja, cases: list[tuple[str, dict[str, Any], str]]) -> None:
    for method, given, words in cases:
        assert await one.mentah.galat(method, **{"chat_id": one.obrolan.id} | given) == words, (method, given)


def test_texts_and_captions_are_measured_in_utf16_after_parsing() -> None:
    async def scenario() -> None:
        async with meja() as one:
            chat = one.obrolan.id
            just = "👍" * 2048
            for text in (just, f"<b>{just}</b>", "a" * 4096, "&lt;" * 4096, "  " + "a" * 4096 + "\n"):
                sent = await one.mentah.panggil("sendMessage", chat_id=chat, text=text, parse_mode="HTML")
                assert len(sent["text"]) in (2048, 4096)
            bad = "Bad Request: "
            await refusals(
                one,
                [
                    ("sendMessage", {"text": just + "a"}, bad + "message is too long"),
                    ("sendMessage", {"text": ""}, bad + "message text is empty"),
                    ("sendMessage", {}, bad + "message text is empty"),
                    ("sendMessage", {"text": " \n "}, bad + "message text is empty"),
                    ("sendMessage", {"text": "<b></b>", "parse_mode": "HTML"}, bad + "message text is empty"),
                    ("sendMessage", {"text": "x", "parse_mode": "BBCode"}, bad + "unsupported parse_mode"),
                    ("sendMessage", {"text": "x", "chat_id": ""}, bad + "chat_id is empty"),
                    ("sendMessage", {"text": "x", "chat_id": 5}, bad + "chat not found"),
                    ("sendMessage", {"text": "x", "chat_id": "@tak_ada"}, bad + "chat not found"),
                    ("sendMessage", {"text": "x", "message_thread_id": 9}, bad + "message thread not found"),
                ],
            )
            document = await one.mentah.klien.post(
                f"{one.alamat}/bot{TOKEN}/sendDocument",
                data={"chat_id": str(chat), "caption": "a" * 1025},
                files={"document": ("a.csv", b"1")},
            )
            assert document.json()["description"] == "Bad Request: message caption is too long"

    jalankan(scenario())


def test_buttons_are_checked() -> None:
    async def scenario() -> None:
        async with meja() as one:
            bad = "Bad Request: "
            row = [{"text": "a", "callback_data": "a"}]
            cases = [
                (button(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
                (button(callback_data="é" * 33), "BUTTON_DATA_INVALID"),
                (button(callback_data=""), "BUTTON_DATA_INVALID"),
                (button(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
                (
                    button(url="http://localhost/x"),
                    "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
                ),
                (
                    button(),
                    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
                ),
                ({"inline_keyboard": [row * 9]}, "reply markup is too long"),
                ({"inline_keyboard": [row] * 101}, "reply markup is too long"),
            ]
            for markup, words in cases:
                told = await one.mentah.galat(
                    "sendMessage", chat_id=one.obrolan.id, text="x", reply_markup=markup
                )
                assert told == bad + words
            for markup in (button(callback_data="x" * 64), {"inline_keyboard": [row * 8] * 12}):
                await one.mentah.panggil("sendMessage", chat_id=one.obrolan.id, text="x", reply_markup=markup)
            told = await one.mentah.galat("sendMessage", chat_id=one.obrolan.id, text="x", reply_markup="{")
            assert told == bad + "can't parse reply keyboard markup JSON object"

    jalankan(scenario())


def test_missing_and_wrong_parameters_of_other_methods() -> None:
    async def scenario() -> None:
        async with meja() as one:
            bad = "Bad Request: "
            ten = [{"type": "document", "media": "x"}] * 11
            await refusals(
                one,
                [
                    ("editMessageText", {"text": "x"}, bad + "message identifier is not specified"),
                    ("editMessageText", {"message_id": 1, "text": ""}, bad + "message text is empty"),
                    ("deleteMessages", {}, bad + "message identifiers are not specified"),
                    ("sendChatAction", {"action": "menari"}, bad + "wrong parameter action in request"),
                    ("sendDocument", {}, bad + "there is no document in the request"),
                    ("sendDocument", {"document": "x"}, bad + "wrong file identifier/HTTP URL specified"),
                    ("sendPhoto", {}, bad + "there is no photo in the request"),
                    ("sendMediaGroup", {"media": ten}, bad + "too many messages to send as an album"),
                    ("getFile", {}, bad + "file_id not specified"),
                    ("answerCallbackQuery", {}, bad + QUERY_LAMA),
                    ("answerCallbackQuery", {"callback_query_id": "1"}, bad + QUERY_LAMA),
                    ("getChatMember", {}, bad + "invalid user_id specified"),
                    ("getChatMember", {"user_id": 1}, bad + "user not found"),
                    ("leaveChat", {}, bad + "chat member status can't be changed in private chats"),
                    ("setMyCommands", {"commands": [{"command": "X Y"}]}, bad + "BOT_COMMAND_INVALID"),
                    ("setWebhook", {"url": "http://contoh.go.id"}, bad + WEBHOOK_HTTPS),
                    ("setWebhook", {"url": "http://127.0.0.1", "secret_token": "a b"}, bad + RAHASIA),
                    ("sendMessageDraft", {"text": "x"}, bad + "RANDOM_ID_INVALID"),
                ],
            )

    jalankan(scenario())


QUERY_LAMA = "query is too old and response timeout expired or query ID is invalid"
WEBHOOK_HTTPS = "bad webhook: An HTTPS URL must be provided for webhook"
RAHASIA = "secret token contains unallowed characters"


def test_status_codes_of_token_and_method() -> None:
    async def scenario() -> None:
        async with meja() as one:
            client = one.mentah.klien
            for path, kode in (
                (f"/bot{TOKEN}/tidakAda", 404),
                (f"/bot{TOKEN}x/getMe", 401),
                ("/botbukan-token/getMe", 404),
                ("/lain", 404),
                (f"/file/bot{TOKEN}/documents/tak-ada.xlsx", 404),
                (f"/file/bot{TOKEN}x/documents/tak-ada.xlsx", 401),
            ):
                assert (await client.get(one.alamat + path)).status_code == kode, path

    jalankan(scenario())


def test_big_files() -> None:
    async def scenario() -> None:
        async with meja() as one:
            world = one.dunia
            fits = world.kirim_dokumen(one.orang, one.obrolan, "pas.pdf", bytes(DUA_PULUH_MB)).berkas
            over = world.kirim_dokumen(one.orang, one.obrolan, "lebih.pdf", bytes(DUA_PULUH_MB + 1)).berkas
            assert fits is not None
            assert over is not None
            assert (await one.mentah.panggil("getFile", file_id=fits.file_id))["file_size"] == DUA_PULUH_MB
            assert await one.mentah.galat("getFile", file_id=over.file_id) == "Bad Request: file is too big"
            answer = await one.mentah.klien.post(
                f"{one.alamat}/bot{TOKEN}/sendDocument",
                data={"chat_id": str(one.obrolan.id)},
                files={"document": ("besar.zip", bytes(52 * 1024 * 1024))},
            )
            assert answer.status_code == 413
            assert answer.json()["description"] == "Request Entity Too Large"
            assert world.dari_bot(one.obrolan) == ()

    jalankan(scenario())


def test_photos_must_be_pictures() -> None:
    async def scenario() -> None:
        async with meja() as one:
            url = f"{one.alamat}/bot{TOKEN}/sendPhoto"
            wide = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (9000).to_bytes(4) + (9).to_bytes(4)
            for content, words in (
                (b"bukan gambar", "IMAGE_PROCESS_FAILED"),
                (wide, "PHOTO_INVALID_DIMENSIONS"),
            ):
                answer = await one.mentah.klien.post(
                    url, data={"chat_id": str(one.obrolan.id)}, files={"photo": ("a.png", content)}
                )
                assert answer.json()["description"] == f"Bad Request: {words}"

    jalankan(scenario())


def test_an_edit_takes_the_buttons_away_and_a_reply_keyboard_forbids_it() -> None:
    async def scenario() -> None:
        async with meja() as one:
            chat = one.obrolan.id
            sent = await one.mentah.panggil(
                "sendMessage", chat_id=chat, text="x", reply_markup=button(callback_data="a")
            )
            edited = await one.mentah.panggil(
                "editMessageText", chat_id=chat, message_id=sent["message_id"], text="y"
            )
            assert "reply_markup" not in edited
            board = {"keyboard": [["Ya"]]}
            sent = await one.mentah.panggil("sendMessage", chat_id=chat, text="x", reply_markup=board)
            told = await one.mentah.galat(
                "editMessageText", chat_id=chat, message_id=sent["message_id"], text="y"
            )
            assert told == "Bad Request: message can't be edited"

    jalankan(scenario())


def test_messages_of_others_in_a_group_stay() -> None:
    async def scenario() -> None:
        async with meja() as one:
            group = one.dunia.tambah_grup("Kelas", anggota=[one.orang])
            message = one.dunia.kirim_teks(one.orang, group, "/x")
            told = await one.mentah.galat("deleteMessage", chat_id=group.id, message_id=message.message_id)
            assert told == "Bad Request: message can't be deleted"

    jalankan(scenario())


def test_an_answer_in_a_topic_stays_in_the_topic() -> None:
    async def scenario() -> None:
        async with meja() as one:
            forum = one.dunia.tambah_grup("Forum", anggota=[one.orang], forum=True)
            topic = one.dunia.tambah_topik(forum, "IKU")
            asked = one.dunia.kirim_teks(one.orang, forum, "/tanya x", topik=topic)
            plain = await one.mentah.panggil(
                "sendMessage", chat_id=forum.id, text="a", message_thread_id=topic
            )
            reply = await one.mentah.panggil(
                "sendMessage",
                chat_id=forum.id,
                text="b",
                reply_parameters={"message_id": asked.message_id},
            )
            outside = await one.mentah.panggil("sendMessage", chat_id=forum.id, text="c")
            assert (plain["message_thread_id"], reply["message_thread_id"]) == (topic, topic)
            assert "message_thread_id" not in outside

    jalankan(scenario())


@pytest.mark.botapi_sendiri
def test_flood_control_by_assumed_thresholds_hanya_server_sendiri() -> None:
    async def scenario() -> None:
        async with meja(batas=True) as one:
            group = one.dunia.tambah_grup("Kelas", anggota=[one.orang])
            results = [
                await one.mentah.coba("sendMessage", chat_id=group.id, text=str(number))
                for number in range(21)
            ]
            assert [kode for kode, _ in results] == [200] * 20 + [429]
            refused = results[-1][1]
            assert 50 <= refused["parameters"]["retry_after"] <= 60
            assert refused["description"].startswith("Too Many Requests: retry after ")
            private = [
                (await one.mentah.coba("sendMessage", chat_id=one.obrolan.id, text="x"))[0] for _ in range(8)
            ]
            assert private[:5] == [200] * 5
            assert private[-1] == 429
            assert one.dunia.batas.ditolak >= 2

    jalankan(scenario())


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("sendMessage", {"text": "a", "entities": [{"type": "bold", "offset": "z", "length": None}]}),
        ("sendMessage", {"text": "a", "reply_parameters": {"message_id": "x"}}),
        ("sendMessage", {"text": {"a": 1}}),
        ("sendMessage", {"text": "a", "entities": [3]}),
        ("sendMessage", {"text": "a", "reply_markup": {"keyboard": [3]}}),
        ("sendMessage", {"text": "a", "reply_markup": {"keyboard": [[3]]}}),
        ("sendMessage", {"text": "a", "reply_markup": {"inline_keyboard": [[3]]}}),
        ("sendMessage", {"text": "a", "reply_markup": {"inline_keyboard": 3}}),
        ("sendMessage", {"text": "a", "reply_markup": button(copy_text=3)}),
        ("sendMessage", {"text": "a", "reply_markup": [3]}),
        ("sendMessage", {"text": "a", "chat_id": {"a": 1}}),
        ("sendMediaGroup", {"media": [3, 3]}),
        ("editMessageMedia", {"media": 3, "message_id": 1}),
        ("setMyCommands", {"commands": [3]}),
        ("setMyCommands", {"commands": [], "scope": 3}),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}),
        ("setMessageReaction", {"message_id": 1, "reaction": [3]}),
        ("deleteMessages", {"message_ids": ["x"]}),
        ("getUpdates", {"allowed_updates": 3}),
        ("getUpdates", {"offset": "x", "limit": "y", "timeout": "z"}),
        ("setChatMenuButton", {"menu_button": 3}),
        ("getFile", {"file_id": ["a"]}),
    ],
)
def test_nonsense_is_answered_and_never_breaks_the_server(method: str, given: dict[str, Any]) -> None:
    async def scenario() -> None:
        async with meja() as one:
            kode, body = await one.mentah.coba(method, **{"chat_id": one.obrolan.id} | given)
            assert (kode, body["ok"]) in ((200, True), (400, False))

    jalankan(scenario())


def test_half_of_a_surrogate_pair_is_no_text() -> None:
    async def scenario() -> None:
        async with meja() as one:
            url, kind = f"{one.alamat}/bot{TOKEN}/sendMessage", {"content-type": "application/json"}
            for text in ("a\\ud83d", "a&#xd83d;"):
                body = f'{{"chat_id": {one.obrolan.id}, "text": "{text}", "parse_mode": "HTML"}}'
                answer = await one.mentah.klien.post(url, content=body, headers=kind)
                assert answer.status_code == 400

    jalankan(scenario())
