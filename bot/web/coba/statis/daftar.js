// The people to act, the chats of the one who is acted, and what is unread.

import { buat, el, jam, selaraskan, wajah } from "./alat.js";
import { ringkas } from "./pesan.js";

/** ``keadaan`` is the page's state, ``aksi`` has berperan(id) and buka(id). */
export function gambarDaftar(keadaan, aksi) {
  const aku = keadaan.aku;
  selaraskan(el("pemeran"), keadaan.orang.map((satu) => orang(satu, keadaan, () => aksi.berperan(satu.id))));
  selaraskan(el("obrolan"), keadaan.obrolanSaya(aku).map((satu) => obrolan(satu, keadaan, aksi)));
  const saya = keadaan.orangDari(aku);
  el("ganti").replaceChildren(wajah(saya.nama, keadaan.warna(aku)), buat("span", {}, saya.nama));
  const lain = keadaan.orang.filter((satu) => satu.id !== aku).reduce((n, o) => n + belum(keadaan, o.id), 0);
  el("ganti").setAttribute("aria-label", `Berperan sebagai ${saya.nama}; ganti pemeran${lain ? `, ${lain} pesan baru` : ""}`);
}

const belum = (keadaan, id) => keadaan.obrolanSaya(id).reduce((n, satu) => n + keadaan.belumDibaca(id, satu), 0);

function lencana(jumlah) {
  if (!jumlah) return null;
  return buat("span", { kelas: "lencana" }, String(jumlah), buat("span", { kelas: "samar" }, " pesan baru"));
}

function orang(satu, keadaan, klik) {
  const pilih = satu.id === keadaan.aku;
  return buat("button", { type: "button", role: "radio", "aria-checked": String(pilih), tabindex: pilih ? "0" : "-1",
    "data-orang": satu.kunci, onclick: klik },
  wajah(satu.nama, keadaan.warna(satu.id)),
  buat("span", {}, buat("b", {}, satu.nama), buat("small", {}, satu.sebutan)),
  lencana(pilih ? 0 : belum(keadaan, satu.id)));
}

function obrolan(satu, keadaan, aksi) {
  const grup = satu.jenis !== "private";
  const akhir = [...satu.pesan.values()].pop();
  const nama = grup ? satu.judul : keadaan.bot.nama;
  return buat("li", {}, buat("button", { type: "button", "data-obrolan": grup ? "grup" : "pribadi", "data-id": satu.id,
    "aria-current": satu.id === keadaan.buka ? "true" : false, onclick: () => aksi.buka(satu.id) },
  grup ? wajah(nama, 4) : wajah(nama, "bot"),
  buat("span", {}, buat("b", {}, nama), buat("small", {}, akhir ? ringkas(akhir) : "Belum ada pesan")),
  lencana(keadaan.belumDibaca(keadaan.aku, satu)) || buat("small", {}, akhir ? jam(akhir.waktu) : "")));
}

/** The topics of a group that has them, above its messages. */
export function gambarTopik(keadaan, aksi) {
  const obrolan = keadaan.sekarang;
  const tempat = el("topik");
  if (!obrolan) return;
  tempat.hidden = !obrolan.topik.length;
  selaraskan(tempat, obrolan.topik.map((satu) => {
    const pilih = satu.id === keadaan.topikSekarang;
    return buat("button", { type: "button", role: "radio", "aria-checked": String(pilih), tabindex: pilih ? "0" : "-1",
      "data-topik": satu.id ?? "umum", onclick: () => aksi.topik(satu.id) },
    buat("span", {}, satu.nama), lencana(pilih ? 0 : keadaan.belumDibaca(keadaan.aku, obrolan, satu.id)));
  }));
}

/** Arrow keys move between the people, and between the topics, as in every group of radio buttons. */
export function pasangPanah(aksi, keadaan) {
  panah("pemeran", () => keadaan.orang, () => keadaan.aku, (id) => aksi.berperan(id, true));
  panah("topik", () => keadaan.sekarang.topik, () => keadaan.topikSekarang, (id) => aksi.topik(id, true));
}

function panah(tempat, semua, kini, pilih) {
  el(tempat).addEventListener("keydown", (kejadian) => {
    const arah = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[kejadian.key];
    if (!arah) return;
    kejadian.preventDefault();
    const urut = semua().map((satu) => satu.id);
    pilih(urut[(urut.indexOf(kini()) + arah + urut.length) % urut.length]);
    el(tempat).querySelector('[aria-checked="true"]').focus();
  });
}

/** A dialog that asks which person something is done as. */
export function pilihPemeran(keadaan, judul, lanjut) {
  const dialog = el("pilih-pemeran");
  el("judul-pilih").textContent = judul;
  const isi = keadaan.orang.map((satu) => {
    const tombol = orang(satu, keadaan, () => { dialog.close(); lanjut(satu.id); });
    for (const sifat of ["role", "aria-checked", "tabindex"]) tombol.removeAttribute(sifat);
    return tombol;
  });
  dialog.querySelector(".pilih-pemeran").replaceChildren(...isi);
  dialog.showModal();
}
