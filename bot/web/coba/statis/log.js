// The log of one chat: messages in their order with days between them, and what is being typed.

import { buat, el, hari } from "./alat.js";
import { buatPesan } from "./pesan.js";
import { tulisTeks, ukurLipatan } from "./teks.js";

const DEKAT = 140;
const KETIK_MS = 5500;

export class Log {
  constructor(keadaan, aksi) {
    Object.assign(this, { keadaan, aksi, tempat: el("log"), ketik: null, waktu: 0 });
    this.tempat.addEventListener("scroll", () => {
      this.lekat = this.diBawah();
      if (this.lekat) el("bawah").hidden = true;
    });
    // A picture has its height only when it is loaded.
    this.tempat.addEventListener("load", () => { if (this.lekat) this.keBawah(); }, true);
    this.tempat.addEventListener("keydown", (kejadian) => this.tombol(kejadian));
    el("bawah").addEventListener("click", () => this.keBawah(true));
    new ResizeObserver(() => { ukurLipatan(this.tempat); if (this.lekat) this.keBawah(); }).observe(this.tempat);
  }

  ruang() {
    const obrolan = this.keadaan.sekarang;
    return { aku: this.keadaan.aku, grup: obrolan.jenis !== "private", cari: (id) => obrolan.pesan.get(id) };
  }

  /** All of the chat anew; a screen reader is not told the past. */
  gambar() {
    const pesan = this.keadaan.pesanTerbuka;
    this.tempat.setAttribute("aria-live", "off");
    this.hapusKetik();
    const isi = [];
    let lalu = null;
    for (const satu of pesan) {
      isi.push(...this.unsur(satu, lalu));
      lalu = satu;
    }
    this.tempat.replaceChildren(...(isi.length ? isi : [this.sambutan()]));
    el("bawah").hidden = true;
    ukurLipatan(this.tempat);
    this.keBawah();
    requestAnimationFrame(() => this.tempat.setAttribute("aria-live", "polite"));
  }

  sambutan() {
    const orang = this.keadaan.orangDari(this.keadaan.aku);
    const grup = this.keadaan.sekarang.jenis !== "private";
    const anjuran = grup ? "Bot menjawab /tanya, sebutan namanya, dan balasan kepada pesannya."
      : "Ini bot yang sebenarnya, berjalan di komputer ini. Tekan Mulai, lalu bertanyalah atau kirim tabel.";
    const mulai = buat("button", { type: "button", kelas: "utama-teks", onclick: () => this.aksi.perintah("/start") }, "Mulai");
    return buat("div", { kelas: "sambutan" },
      buat("img", { src: "/lambang.svg", alt: "", width: 64, height: 64 }),
      buat("b", {}, grup ? this.keadaan.sekarang.judul : `Halo, ${orang.nama}`), buat("p", {}, anjuran),
      grup ? null : buat("p", {}, orang.anjuran), grup ? null : mulai);
  }

  unsur(pesan, lalu) {
    const hasil = [];
    if (!lalu || hari(lalu.waktu) !== hari(pesan.waktu)) {
      hasil.push(buat("div", { kelas: "hari" }, hari(pesan.waktu)));
      lalu = null;
    }
    const unsur = buatPesan(pesan, this.ruang(), this.aksi);
    if (lalu && lalu.dari.id === pesan.dari.id && !lalu.layanan) unsur.classList.add("sambung");
    hasil.push(unsur);
    return hasil;
  }

  cari(id) { return this.tempat.querySelector(`[data-id="${id}"]`); }
  diBawah() { return this.tempat.scrollHeight - this.tempat.scrollTop - this.tempat.clientHeight < DEKAT; }

  keBawah(halus = false) {
    this.lekat = true;
    this.tempat.scrollTo({ top: this.tempat.scrollHeight, behavior: halus ? "smooth" : "auto" });
    el("bawah").hidden = true;
  }

  /** A message that is new or was changed. */
  taruh(pesan, baru) {
    const diBawah = this.diBawah();
    const lama = this.cari(pesan.id);
    if (lama) {
      const fokus = lama.contains(document.activeElement);
      const unsur = this.unsur(pesan, null).pop();
      unsur.classList.toggle("sambung", lama.classList.contains("sambung"));
      lama.replaceWith(unsur);
      if (fokus) unsur.focus({ preventScroll: true });
    } else {
      this.tempat.querySelector(".sambutan")?.remove();
      const semua = this.keadaan.pesanTerbuka;
      const lalu = semua[semua.findIndex((satu) => satu.id === pesan.id) - 1];
      if (pesan.dari.id !== this.keadaan.aku) this.hapusKetik();
      this.tempat.append(...this.unsur(pesan, lalu));
      if (this.ketik) this.tempat.append(this.ketik);
    }
    ukurLipatan(this.tempat);
    this.lekat = diBawah || (baru && pesan.dari.id === this.keadaan.aku);
    if (this.lekat) this.keBawah();
    else if (baru) el("bawah").hidden = false;
  }

  hapus(ids) {
    for (const id of ids) this.cari(id)?.remove();
  }

  mengetik(teks, entitas) {
    const diBawah = this.diBawah();
    this.hapusKetik();
    const isi = teks ? buat("div", { kelas: "isi" }) : buat("span", { kelas: "ketik" }, buat("i"), buat("i"), buat("i"));
    if (teks) tulisTeks(isi, teks, entitas, this.aksi);
    this.ketik = buat("div", { kelas: "pesan", "aria-hidden": "true" }, buat("div", { kelas: "gelembung" }, isi));
    this.tempat.append(this.ketik);
    if (diBawah) this.keBawah();
    this.waktu = setTimeout(() => this.hapusKetik(), teks ? 30000 : KETIK_MS);
    this.aksi.status();
  }

  hapusKetik() {
    clearTimeout(this.waktu);
    this.ketik?.remove();
    this.ketik = null;
    this.aksi.status();
  }

  /** Show and mark a message. */
  ke(id) {
    const unsur = this.cari(id);
    if (!unsur) return;
    this.lekat = false;
    unsur.scrollIntoView({ block: "center" });
    unsur.focus({ preventScroll: true });
    unsur.classList.add("kilau");
    setTimeout(() => unsur.classList.remove("kilau"), 1500);
  }

  /** Arrow keys walk over the messages, B answers the one that has the focus. */
  tombol(kejadian) {
    const unsur = document.activeElement?.closest(".pesan[data-id]");
    if (document.activeElement !== this.tempat && document.activeElement !== unsur) return;
    if (["ArrowUp", "ArrowDown"].includes(kejadian.key)) {
      kejadian.preventDefault();
      const semua = [...this.tempat.querySelectorAll(".pesan[data-id]")];
      const letak = unsur ? semua.indexOf(unsur) + (kejadian.key === "ArrowUp" ? -1 : 1) : semua.length - 1;
      semua[Math.min(Math.max(letak, 0), semua.length - 1)]?.focus();
    } else if (unsur && kejadian.key.toLowerCase() === "b" && !kejadian.ctrlKey && !kejadian.metaKey) {
      kejadian.preventDefault();
      this.aksi.balas(this.keadaan.sekarang.pesan.get(Number(unsur.dataset.id)));
    } else if (kejadian.key === "Escape") el("tulis").focus();
  }
}
