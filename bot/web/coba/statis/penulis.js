// The writing box: text, reply, files, and the menu of commands.

import { buat, el, kabar, ukuran } from "./alat.js";
import { ringkas } from "./pesan.js";

const PALING_BESAR = 20 * 1024 * 1024;
const BANYAK = 10;

export class Penulis {
  /** ``kirim({teks, balas, kutipan, berkas})`` returns a promise; ``perintah()`` the menu of now. */
  constructor({ kirim, perintah }) {
    Object.assign(this, { kirimkan: kirim, perintah, berkas: [], balas: null, kutipan: null, sedang: false });
    this.kotak = el("tulis");
    this.menu = el("menu");
    this.kotak.addEventListener("input", () => { this.tinggi(); this.saring(); });
    this.kotak.addEventListener("keydown", (kejadian) => this.tombol(kejadian));
    this.kotak.addEventListener("paste", (kejadian) => {
      if (kejadian.clipboardData.files.length) { kejadian.preventDefault(); this.tambah(kejadian.clipboardData.files); }
    });
    el("penulis").addEventListener("submit", (kejadian) => { kejadian.preventDefault(); this.kirim(); });
    el("lampir").addEventListener("click", () => el("berkas").click());
    el("berkas").addEventListener("change", () => { this.tambah(el("berkas").files); el("berkas").value = ""; });
    el("perintah").addEventListener("click", () => (this.menu.hidden ? this.bukaMenu("", true) : this.tutupMenu()));
    el("balasan").querySelector("button").addEventListener("click", () => { this.batalBalas(); this.kotak.focus(); });
    this.menu.addEventListener("keydown", (kejadian) => this.tombolMenu(kejadian));
    document.addEventListener("click", (kejadian) => {
      if (!this.menu.hidden && !el("penulis").contains(kejadian.target)) this.tutupMenu();
    });
    this.seret();
  }

  tinggi() {
    this.kotak.style.height = "auto";
    this.kotak.style.height = `${Math.min(this.kotak.scrollHeight + 2, 168)}px`;
  }

  tombol(kejadian) {
    if (kejadian.key === "Enter" && !kejadian.shiftKey && !kejadian.isComposing) {
      kejadian.preventDefault();
      this.kirim();
    } else if (kejadian.key === "Escape") this.batal();
    else if (["ArrowUp", "ArrowDown"].includes(kejadian.key) && !this.menu.hidden) {
      kejadian.preventDefault();
      this.fokusMenu(kejadian.key === "ArrowDown" ? 0 : -1);
    }
  }

  /** Escape takes back one thing at a time. */
  batal() {
    if (!this.menu.hidden) this.tutupMenu();
    else if (this.balas) this.batalBalas();
    else if (this.berkas.length) this.kosongkanBerkas();
  }

  async kirim() {
    const teks = this.kotak.value.trim();
    if ((!teks && !this.berkas.length) || this.sedang) return;
    this.sedang = true;
    // Emptied first: the answer may be here, and ask for a reply, before the sending is confirmed.
    const { balas, kutipan, berkas } = this;
    this.bersih();
    try {
      await this.kirimkan({ teks, balas: balas?.id, kutipan, berkas });
    } catch (galat) {
      this.kembalikan(teks, balas, kutipan, berkas);
      kabar(galat.message);
    } finally {
      this.sedang = false;
      this.kotak.focus();
    }
  }

  /** What could not be sent stands in the box again. */
  kembalikan(teks, balas, kutipan, berkas) {
    this.kotak.value = teks;
    this.tinggi();
    this.berkas = berkas;
    this.tampilkanBerkas();
    Object.assign(this, { balas, kutipan });
    el("balasan").hidden = !balas;
  }

  bersih() {
    this.kotak.value = "";
    this.tinggi();
    this.tutupMenu();
    this.batalBalas();
    this.kosongkanBerkas();
  }

  // --- reply

  mulaiBalas(pesan, kutipan, nama, petunjuk, fokus = true) {
    Object.assign(this, { balas: pesan, kutipan });
    const isi = el("balasan").querySelector(".isi-pita");
    isi.replaceChildren(buat("b", {}, `Menjawab ${nama}`), buat("span", {}, kutipan || ringkas(pesan)));
    el("balasan").hidden = false;
    this.kotak.placeholder = petunjuk || "Tulis balasan";
    if (fokus) this.kotak.focus();
  }

  batalBalas() {
    Object.assign(this, { balas: null, kutipan: null });
    el("balasan").hidden = true;
    this.kotak.placeholder = "Tulis pesan";
  }

  // --- files

  tambah(daftar) {
    for (const satu of daftar) {
      if (satu.size > PALING_BESAR) kabar(`${satu.name} lebih dari 20 MB; bot tidak dapat mengunduhnya.`);
      else if (this.berkas.length >= BANYAK) { kabar(`Paling banyak ${BANYAK} berkas sekaligus.`); break; }
      else this.berkas.push(satu);
    }
    this.tampilkanBerkas();
    this.kotak.focus();
  }

  kosongkanBerkas() {
    this.berkas = [];
    this.tampilkanBerkas();
  }

  tampilkanBerkas() {
    const hapus = (satu) => { this.berkas = this.berkas.filter((lain) => lain !== satu); this.tampilkanBerkas(); };
    el("berkas-pilihan").replaceChildren(...this.berkas.map((satu) => buat("li", {},
      buat("span", {}, `${satu.name} · ${ukuran(satu.size)}`),
      buat("button", { type: "button", kelas: "ikon", "aria-label": `Jangan kirim ${satu.name}`,
        onclick: () => hapus(satu) }, "×"))));
    el("berkas-pilihan").hidden = !this.berkas.length;
    if (!this.balas) this.kotak.placeholder = this.berkas.length ? "Keterangan (boleh kosong)" : "Tulis pesan";
  }

  seret() {
    const ruang = document.querySelector(".percakapan");
    const berisi = (kejadian) => [...(kejadian.dataTransfer?.types || [])].includes("Files");
    ruang.addEventListener("dragover", (kejadian) => {
      if (berisi(kejadian)) { kejadian.preventDefault(); el("seret").hidden = false; }
    });
    ruang.addEventListener("dragleave", (kejadian) => {
      if (!ruang.contains(kejadian.relatedTarget)) el("seret").hidden = true;
    });
    ruang.addEventListener("drop", (kejadian) => {
      if (!berisi(kejadian)) return;
      kejadian.preventDefault();
      el("seret").hidden = true;
      this.tambah(kejadian.dataTransfer.files);
    });
  }

  // --- commands

  saring() {
    const cocok = /^\/(\w*)$/.exec(this.kotak.value);
    if (cocok) this.bukaMenu(cocok[1].toLowerCase(), false);
    else this.tutupMenu();
  }

  bukaMenu(awal, fokus) {
    const isi = this.perintah().filter(([nama]) => nama.startsWith(awal));
    if (!isi.length && awal) { this.tutupMenu(); return; }
    this.menu.replaceChildren(...(isi.length
      ? isi.map(([nama, arti]) => buat("button", { type: "button", role: "menuitem", tabindex: "-1",
        onclick: () => this.pilih(nama) }, buat("b", {}, `/${nama}`), buat("span", {}, arti)))
      : [buat("p", {}, "Belum ada perintah di obrolan ini.")]));
    this.menu.hidden = false;
    el("perintah").setAttribute("aria-expanded", "true");
    if (fokus) this.fokusMenu(0);
  }

  tutupMenu() {
    this.menu.hidden = true;
    el("perintah").setAttribute("aria-expanded", "false");
  }

  fokusMenu(nomor) {
    this.menu.querySelectorAll("button").item(nomor < 0 ? this.menu.children.length - 1 : nomor)?.focus();
  }

  tombolMenu(kejadian) {
    const semua = [...this.menu.querySelectorAll("button")];
    const letak = semua.indexOf(document.activeElement);
    const ke = { ArrowDown: letak + 1, ArrowUp: letak - 1, Home: 0, End: semua.length - 1 }[kejadian.key];
    if (ke !== undefined) {
      kejadian.preventDefault();
      semua[(ke + semua.length) % semua.length]?.focus();
    } else if (["Escape", "Tab"].includes(kejadian.key)) {
      if (kejadian.key === "Escape") kejadian.preventDefault();
      this.tutupMenu();
      this.kotak.focus();
    }
  }

  async pilih(nama) {
    this.kotak.value = `/${nama}`;
    await this.kirim();
  }
}
