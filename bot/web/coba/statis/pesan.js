// One message as an element.

import { buat, el, jam, ukuran } from "./alat.js";
import { tautan, tulisTeks } from "./teks.js";

export const EMOJI = ["👍", "👎", "❤️", "🙏", "🎉"];

/** ``ruang``: {aku, bot, grup, cari(id), warna(id)}; ``aksi``: what a click does. */
export function buatPesan(pesan, ruang, aksi) {
  if (pesan.jenis === "service") {
    return buat("p", { kelas: "layanan", "data-id": pesan.id }, pesan.layanan || "");
  }
  const milik = pesan.dari.id === ruang.aku;
  const siapa = milik ? "Anda" : pesan.dari.nama;
  const unsur = buat("article", {
    kelas: `pesan${milik ? " milik" : ""}`, "data-id": pesan.id, "data-dari": pesan.dari.id, tabindex: "-1",
    "aria-label": `${siapa}, ${jam(pesan.waktu)}`,
  });
  const gelembung = buat("div", { kelas: "gelembung" });
  if (ruang.grup && !milik) gelembung.append(buat("div", { kelas: "pengirim" }, pesan.dari.nama));
  if (pesan.balas) gelembung.append(acuan(pesan, ruang, aksi));
  if (pesan.berkas) berkas(gelembung, pesan, siapa, aksi);
  if (pesan.teks) {
    const isi = buat("div", { kelas: "isi" });
    tulisTeks(isi, pesan.teks, pesan.entitas, aksi);
    gelembung.append(isi);
  } else if (!pesan.berkas) gelembung.append(buat("div", { kelas: "isi" }, lain(pesan)));
  const kaki = buat("div", { kelas: "kaki" });
  if (pesan.disunting) kaki.append(buat("span", {}, "disunting"));
  kaki.append(buat("time", { datetime: new Date(pesan.waktu * 1000).toISOString() }, jam(pesan.waktu)));
  gelembung.append(kaki);
  unsur.append(gelembung);
  if (pesan.tombol.length) unsur.append(papan(pesan, aksi));
  if (pesan.reaksi.length) unsur.append(reaksi(pesan, ruang, aksi));
  unsur.append(alat(pesan, ruang, aksi));
  return unsur;
}

function acuan(pesan, ruang, aksi) {
  const asal = ruang.cari(pesan.balas);
  const kata = pesan.kutipan || (asal && ringkas(asal)) || "Pesan yang sudah dihapus";
  const nama = asal ? (asal.dari.id === ruang.aku ? "Anda" : asal.dari.nama) : "";
  return buat("button", { type: "button", kelas: "acuan", "aria-label": `Menjawab ${nama}: ${kata}`,
    onclick: () => aksi.ke(pesan.balas) }, buat("b", {}, nama), buat("span", {}, kata));
}

/** A message in one line. */
export function ringkas(pesan) {
  if (pesan.layanan) return pesan.layanan;
  const nama = pesan.jenis === "photo" ? "Gambar" : pesan.jenis === "document" ? pesan.berkas.nama : "";
  return [nama, pesan.teks.replace(/\s+/g, " ")].filter(Boolean).join(": ") || lain(pesan);
}

function lain(pesan) {
  return { voice: "Pesan suara", location: "Lokasi", contact: "Kontak" }[pesan.jenis] || "Pesan";
}

function berkas(gelembung, pesan, siapa, aksi) {
  const alamat = `/api/coba/berkas/${encodeURIComponent(pesan.berkas.id)}`;
  const { nama, mime, lebar, tinggi } = pesan.berkas;
  if (pesan.jenis === "photo") {
    const kata = `Gambar dari ${siapa}${pesan.teks ? `: ${pesan.teks.slice(0, 120)}` : ""}`;
    const gambar = buat("img", { src: alamat, alt: kata, width: lebar, height: tinggi, loading: "lazy" });
    gelembung.classList.add("gambar");
    gelembung.append(buat("button", { type: "button", kelas: "foto", "aria-label": `Perbesar. ${kata}`,
      onclick: () => lihat(alamat, kata) }, gambar));
  } else if (pesan.jenis === "document") {
    const akhiran = nama.includes(".") ? nama.split(".").pop().slice(0, 5).toUpperCase() : "BERKAS";
    gelembung.append(buat("a", { kelas: "dokumen", href: alamat, download: nama, "data-mime": mime,
      "aria-label": `Unduh ${nama}, ${ukuran(pesan.berkas.ukuran)}` },
      buat("i", { "aria-hidden": "true" }, akhiran),
      buat("span", {}, buat("b", {}, nama), buat("small", {}, `${ukuran(pesan.berkas.ukuran)} · unduh`))));
  } else gelembung.append(buat("div", { kelas: "isi" }, pesan.berkas.emoji || lain(pesan)));
}

function lihat(alamat, kata) {
  const gambar = el("lihat").querySelector("img");
  gambar.src = alamat;
  gambar.alt = kata;
  el("lihat").showModal();
}

function papan(pesan, aksi) {
  const baris = pesan.tombol.map((deret) => buat("div", {}, ...deret.map((satu) => tombol(pesan, satu, aksi))));
  return buat("div", { kelas: "papan", role: "group", "aria-label": "Pilihan" }, ...baris);
}

function tombol(pesan, satu, aksi) {
  if (satu.url) {
    const hasil = tautan(document.createTextNode(`${satu.label} ↗`), satu.url, aksi);
    return hasil instanceof HTMLElement ? hasil : buat("button", { type: "button", disabled: true }, satu.label);
  }
  const klik = (kejadian) => (satu.salin ? aksi.salin(satu.salin) : aksi.tekan(pesan, satu, kejadian.currentTarget));
  return buat("button", { type: "button", "data-tombol": satu.data, onclick: klik }, satu.label);
}

function reaksi(pesan, ruang, aksi) {
  const jumlah = new Map();
  for (const [orang, tanda] of pesan.reaksi) {
    const ada = jumlah.get(tanda) || { banyak: 0, milik: false };
    jumlah.set(tanda, { banyak: ada.banyak + 1, milik: ada.milik || orang === ruang.aku });
  }
  const isi = [...jumlah].map(([tanda, { banyak, milik }]) => buat("button", { type: "button",
    "aria-pressed": String(milik), "aria-label": `Reaksi ${tanda}, ${banyak} orang`,
    onclick: () => aksi.reaksi(pesan, milik ? null : tanda) }, banyak > 1 ? `${tanda} ${banyak}` : tanda));
  return buat("div", { kelas: "reaksi" }, ...isi);
}

function alat(pesan, ruang, aksi) {
  const milik = pesan.reaksi.find(([orang]) => orang === ruang.aku)?.[1];
  const tanda = EMOJI.slice(0, 3).map((satu) => buat("button", { type: "button", tabindex: "-1",
    "aria-label": `Beri reaksi ${satu}`, onclick: () => aksi.reaksi(pesan, milik === satu ? null : satu) }, satu));
  return buat("div", { kelas: "aksi" }, buat("button", { type: "button", tabindex: "-1", "data-aksi": "balas",
    onmousedown: (kejadian) => kejadian.preventDefault(), onclick: () => aksi.balas(pesan) }, "Balas"), ...tanda);
}
