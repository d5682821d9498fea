// Puts the parts together: what is clicked goes to the server, what happens there comes onto the page.

import { dengar, muat, panggil } from "./api.js";
import { el, kabar, peringatan, wajah } from "./alat.js";
import { gambarDaftar, gambarTopik, pasangPanah, pilihPemeran } from "./daftar.js";
import { Keadaan } from "./keadaan.js";
import { Log } from "./log.js";
import { Penulis } from "./penulis.js";

const keadaan = new Keadaan();
const menunggu = new Map();
let terputus = false;

const aksi = {
  status,
  perintah: (kata) => kirim({ teks: kata, berkas: [] }).catch((galat) => kabar(galat.message)),
  tautan: bukaTautan,
  ke: (id) => log.ke(id),
  balas(pesan) {
    const pilihan = String(getSelection()).trim();
    const kutipan = pilihan && pesan.teks.includes(pilihan) ? pilihan : null;
    penulis.mulaiBalas(pesan, kutipan, pesan.dari.id === keadaan.aku ? "diri sendiri" : pesan.dari.nama);
  },
  reaksi: (pesan, emoji) => coba("reaksi", { ...alamat(), pesan: pesan.id, emoji }),
  async salin(teks) {
    try {
      await navigator.clipboard.writeText(teks);
      kabar("Disalin.");
    } catch {
      peringatan(teks);
    }
  },
  async tekan(pesan, satu, tombol) {
    if (tombol.getAttribute("aria-busy")) return;
    tombol.setAttribute("aria-busy", "true");
    const kunci = `${keadaan.aku}:${pesan.obrolan}:${pesan.id}`;
    menunggu.set(kunci, tombol);
    setTimeout(() => tombol.removeAttribute("aria-busy"), 10000);
    if (!await coba("tekan", { ...alamat(), pesan: pesan.id, data: satu.data })) tombol.removeAttribute("aria-busy");
  },
  berperan(id, tetap = false) {
    const pribadi = keadaan.buka === keadaan.aku;
    keadaan.aku = id;
    if (pribadi || !keadaan.obrolanSaya(id).some((satu) => satu.id === keadaan.buka)) keadaan.buka = id;
    tampilkan();
    if (!tetap && el("ruang").dataset.layar === "obrolan") el("tulis").focus();
  },
  buka(id) {
    keadaan.buka = id;
    layar("obrolan");
    tampilkan();
    el("tulis").focus({ preventScroll: true });
  },
  topik(id, tetap = false) {
    keadaan.pilihTopik(id);
    tampilkan();
    if (!tetap) el("tulis").focus({ preventScroll: true });
  },
};

const log = new Log(keadaan, aksi);
const penulis = new Penulis({
  kirim,
  perintah: () => keadaan.sekarang?.perintah[String(keadaan.aku)] || [],
});

const alamat = () => ({ orang: keadaan.aku, obrolan: keadaan.buka });
/** Where something new is written: also in which topic. */
const tempat = () => ({ ...alamat(), topik: keadaan.topikSekarang ?? "" });

async function coba(jalur, isi) {
  try {
    return await panggil(jalur, isi);
  } catch (galat) {
    kabar(galat.message);
    return null;
  }
}

async function kirim({ teks, balas, kutipan, berkas }) {
  if (!berkas.length) return panggil("teks", { ...tempat(), teks, balas, kutipan });
  const isi = new FormData();
  for (const [kunci, nilai] of Object.entries({ ...tempat(), balas: balas ?? "" })) isi.set(kunci, nilai);
  if (teks) isi.set("keterangan", teks);
  for (const satu of berkas) isi.append("berkas", satu, satu.name);
  return panggil("berkas", isi);
}

/** A link of the bot itself opens in this page, as the person that one chooses. */
function bukaTautan(url, kejadian) {
  const sendiri = url.hostname === "t.me" && url.pathname.slice(1).toLowerCase() === keadaan.bot.username.toLowerCase();
  if (!sendiri) return;
  kejadian.preventDefault();
  const isi = url.searchParams.get("start");
  if (!isi) { kabar(`Itu tautan ke ${keadaan.bot.nama}.`); return; }
  pilihPemeran(keadaan, "Buka tautan ini sebagai siapa?", async (orang) => {
    if (await coba("tautan", { orang, isi })) {
      keadaan.aku = orang;
      aksi.buka(orang);
    }
  });
}

function layar(nama) { el("ruang").dataset.layar = nama; }

function status() {
  const obrolan = keadaan.sekarang;
  if (!obrolan) return;
  const grup = obrolan.jenis !== "private";
  let kata = grup ? `${obrolan.anggota.length + 1} anggota` : "bot";
  if (log?.ketik) kata = grup ? `${keadaan.bot.nama} sedang mengetik…` : "mengetik…";
  if (terputus) kata = "Menyambung kembali…";
  if (el("keadaan").textContent !== kata) el("keadaan").textContent = kata;
}

function tampilkan(ulang = false) {
  const grup = keadaan.sekarang.jenis !== "private";
  const nama = grup ? keadaan.sekarang.judul : keadaan.bot.nama;
  el("judul").textContent = nama;
  const muka = wajah(nama, grup ? 4 : "bot");
  muka.id = "wajah";
  el("wajah").replaceWith(muka);
  if (!ulang) penulis.bersih();
  keadaan.tandaiDibaca();
  gambarSisi();
  log.gambar();
  status();
  paksaBalas(keadaan.pesanTerbuka.pop());
}

/** What tells of chats, people and topics, with what is unread in them. */
function gambarSisi() {
  gambarDaftar(keadaan, aksi);
  gambarTopik(keadaan, aksi);
}

/** The bot asks for a reply: the box is opened for it, with the bot's hint. */
function paksaBalas(pesan) {
  if (pesan?.papan?.jenis !== "paksa_balas" || !pesan.dari.bot) return;
  const asal = keadaan.sekarang.pesan.get(pesan.balas);
  if (keadaan.sekarang.jenis !== "private" && asal?.dari.id !== keadaan.aku) return; // it asks somebody else
  penulis.mulaiBalas(pesan, null, pesan.dari.nama, pesan.papan.petunjuk, false);
}

function terlihat(obrolan) {
  return obrolan === keadaan.buka && (el("ruang").dataset.layar === "obrolan" || innerWidth >= 820);
}

const PERISTIWA = {
  pesan({ pesan }) {
    const baru = keadaan.pesanBaru(pesan);
    if (keadaan.terbuka(pesan)) {
      log.taruh(pesan, baru);
      if (baru) paksaBalas(pesan);
      if (terlihat(pesan.obrolan)) keadaan.tandaiDibaca();
    }
    gambarSisi();
  },
  hapus({ obrolan, pesan }) {
    keadaan.hapusPesan(obrolan, pesan);
    if (obrolan === keadaan.buka) log.hapus(pesan);
    gambarSisi();
  },
  mengetik(isi) { if (keadaan.terbuka(isi)) log.mengetik(); },
  pratinjau(isi) { if (keadaan.terbuka(isi)) log.mengetik(isi.teks, isi.entitas); },
  jawab(isi) {
    const kunci = `${isi.orang}:${isi.obrolan}:${isi.pesan}`;
    menunggu.get(kunci)?.removeAttribute("aria-busy");
    menunggu.delete(kunci);
    if (isi.orang !== keadaan.aku) return;
    if (isi.teks) (isi.peringatan ? peringatan : kabar)(isi.teks);
  },
  perintah({ perintah }) {
    for (const [id, isi] of Object.entries(perintah)) {
      const obrolan = keadaan.obrolan.get(Number(id));
      if (obrolan) obrolan.perintah = isi;
    }
  },
  muat: () => segarkan(),
};

let giliran = null;
/** The whole state anew; many calls in a row become one. */
async function segarkan() {
  giliran ??= new Promise((siap) => setTimeout(siap, 60)).then(async () => {
    giliran = null;
    keadaan.terima(await muat());
    tampilkan(true); // what is being written stays
    document.body.dataset.siap = "ya";
  });
  return giliran;
}

function pasang() {
  pasangPanah(aksi, keadaan);
  el("kembali").addEventListener("click", () => { layar("daftar"); gambarDaftar(keadaan, aksi); });
  el("ganti").addEventListener("click", () => pilihPemeran(keadaan, "Berperan sebagai", (id) => aksi.berperan(id)));
  el("contoh").addEventListener("click", async () => {
    const hasil = await coba("contoh");
    if (!hasil) return;
    keadaan.aku = hasil.orang;
    aksi.buka(hasil.orang);
  });
  el("ulang").addEventListener("click", () => el("tanya-ulang").showModal());
  el("tanya-ulang").addEventListener("close", async () => {
    if (el("tanya-ulang").returnValue !== "ya") return;
    el("tanya-ulang").returnValue = "";
    if (await coba("ulang")) { keadaan.lupakan(); kabar("Percobaan dihapus; bot dijalankan kembali …"); }
  });
  addEventListener("offline", () => { terputus = true; status(); });
  dengar({
    buka: () => { terputus = false; segarkan().catch(() => {}); },
    putus: () => { terputus = true; status(); },
    peristiwa: (isi) => PERISTIWA[isi.apa]?.(isi),
  });
  if (innerWidth < 820 && keadaan.buka) layar("obrolan");
}

pasang();
