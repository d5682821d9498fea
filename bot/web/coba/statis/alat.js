// Small things that every part needs: making elements, dates, sizes, faces, notices.

export const el = (id) => document.getElementById(id);

/** An element with attributes and children; text is always set as text, never as markup. */
export function buat(nama, sifat = {}, ...anak) {
  const unsur = document.createElement(nama);
  for (const [kunci, nilai] of Object.entries(sifat)) {
    if (nilai === undefined || nilai === null || nilai === false) continue;
    if (kunci.startsWith("on")) unsur.addEventListener(kunci.slice(2), nilai);
    else if (kunci === "kelas") unsur.className = nilai;
    else unsur.setAttribute(kunci, nilai === true ? "" : nilai);
  }
  unsur.append(...anak.filter((satu) => satu !== null && satu !== undefined));
  return unsur;
}

const JAM = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit" });
const TANGGAL = new Intl.DateTimeFormat("id-ID", { day: "numeric", month: "long", year: "numeric" });
export const jam = (detik) => JAM.format(new Date(detik * 1000));

export function hari(detik) {
  const waktu = new Date(detik * 1000);
  const kini = new Date();
  if (waktu.toDateString() === kini.toDateString()) return "Hari ini";
  kini.setDate(kini.getDate() - 1);
  return waktu.toDateString() === kini.toDateString() ? "Kemarin" : TANGGAL.format(waktu);
}

export function ukuran(bita) {
  const angka = (nilai) => nilai.toLocaleString("id-ID", { maximumFractionDigits: 1 });
  if (bita < 1024) return `${bita} B`;
  return bita < 1024 * 1024 ? `${angka(bita / 1024)} KB` : `${angka(bita / 1024 / 1024)} MB`;
}

const inisial = (nama) => nama.replace(/^(Bu|Pak) /, "").split(" ").map((kata) => kata[0]).join("").slice(0, 2);

export function wajah(nama, warna) {
  if (warna === "bot") return buat("span", { kelas: "wajah bot", "aria-hidden": "true" });
  return buat("span", { kelas: `wajah w${warna}`, "aria-hidden": "true" }, inisial(nama));
}

export function kabar(teks) {
  const baris = buat("p", {}, teks);
  el("kabar").append(baris);
  setTimeout(() => baris.remove(), Math.max(3500, teks.length * 70));
}

export function peringatan(teks) {
  el("isi-peringatan").textContent = teks;
  el("peringatan").showModal();
}

/** Replace only the children that changed: what has the focus keeps it, or hands it to its successor. */
export function selaraskan(tempat, baru) {
  baru.forEach((satu, letak) => {
    const lama = tempat.children[letak];
    if (!lama) tempat.append(satu);
    else if (!lama.isEqualNode(satu)) {
      const fokus = lama.contains(document.activeElement);
      lama.replaceWith(satu);
      if (fokus) (satu.matches("button") ? satu : satu.querySelector("button"))?.focus({ preventScroll: true });
    }
  });
  while (tempat.children.length > baru.length) tempat.lastElementChild.remove();
}
