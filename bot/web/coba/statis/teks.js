// Text with Telegram's entities as elements. Offsets are UTF-16 units, as JavaScript counts.
// Nothing is parsed as HTML: every piece of text becomes a text node.

import { buat } from "./alat.js";

const BLOK = new Set(["blockquote", "expandable_blockquote", "pre"]);
const GAYA = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code" };

/** Append ``teks`` to ``tempat``; ``aksi`` has perintah(nama) and tautan(url). */
export function tulisTeks(tempat, teks, entitas, aksi) {
  const blok = entitas.filter((satu) => BLOK.has(satu.jenis)).sort((a, b) => a.mulai - b.mulai);
  let letak = 0;
  for (const satu of blok) {
    if (satu.mulai < letak) continue;
    sebaris(tempat, teks, letak, satu.mulai, entitas, aksi, letak > 0);
    tempat.append(buatBlok(satu, teks, entitas, aksi));
    letak = satu.mulai + satu.panjang;
  }
  sebaris(tempat, teks, letak, teks.length, entitas, aksi, letak > 0);
}

function buatBlok(satu, teks, entitas, aksi) {
  const akhir = satu.mulai + satu.panjang;
  if (satu.jenis === "pre") return buat("pre", { tabindex: "0" }, teks.slice(satu.mulai, akhir));
  const isi = buat("div", { kelas: "teks" });
  sebaris(isi, teks, satu.mulai, akhir, entitas, aksi);
  const kutipan = buat("blockquote", {}, isi);
  if (satu.jenis === "expandable_blockquote") lipat(kutipan);
  return kutipan;
}

/** A long quotation shows three lines until it is opened. */
function lipat(kutipan) {
  kutipan.classList.add("lipat");
  const tombol = buat("button", { type: "button", "aria-expanded": "false" }, "Tampilkan semua");
  tombol.addEventListener("click", () => {
    const buka = kutipan.classList.toggle("terbuka");
    tombol.setAttribute("aria-expanded", String(buka));
    tombol.textContent = buka ? "Ringkaskan" : "Tampilkan semua";
  });
  kutipan.append(tombol);
}

/** After layout: quotations that fit need no button. */
export function ukurLipatan(tempat) {
  for (const kutipan of tempat.querySelectorAll("blockquote.lipat:not(.terbuka)")) {
    const isi = kutipan.querySelector(".teks");
    kutipan.classList.remove("pendek");
    kutipan.classList.toggle("pendek", isi.scrollHeight <= isi.clientHeight + 2);
  }
}

function sebaris(tempat, teks, mulai, akhir, entitas, aksi, sesudahBlok = false) {
  // A block stands on lines of its own: the line breaks at its edges are its borders, not empty lines.
  if (sesudahBlok) while (mulai < akhir && teks[mulai] === "\n") mulai += 1;
  const kena = entitas.filter((e) => !BLOK.has(e.jenis) && e.mulai < akhir && e.mulai + e.panjang > mulai);
  const batas = new Set([mulai, akhir]);
  for (const satu of kena) {
    batas.add(Math.max(mulai, satu.mulai));
    batas.add(Math.min(akhir, satu.mulai + satu.panjang));
  }
  const urut = [...batas].sort((a, b) => a - b);
  for (let nomor = 0; nomor + 1 < urut.length; nomor += 1) {
    const [dari, sampai] = [urut[nomor], urut[nomor + 1]];
    let simpul = document.createTextNode(teks.slice(dari, sampai));
    for (const satu of kena.toReversed()) { // from the innermost outwards
      if (satu.mulai <= dari && satu.mulai + satu.panjang >= sampai) {
        simpul = bungkus(simpul, satu, teks.slice(satu.mulai, satu.mulai + satu.panjang), aksi);
      }
    }
    tempat.append(simpul);
  }
}

function bungkus(simpul, satu, seluruh, aksi) {
  if (GAYA[satu.jenis]) return buat(GAYA[satu.jenis], {}, simpul);
  switch (satu.jenis) {
    case "text_link": return tautan(simpul, satu.url, aksi);
    case "url": return tautan(simpul, /^https?:/i.test(seluruh) ? seluruh : `https://${seluruh}`, aksi);
    case "email": return tautan(simpul, `mailto:${seluruh}`, aksi);
    case "bot_command":
      return buat("button", { type: "button", kelas: "perintah", onclick: () => aksi.perintah(seluruh) }, simpul);
    case "mention": case "hashtag": case "text_mention": return buat("span", { kelas: "sebut" }, simpul);
    case "spoiler": {
      const buka = (kejadian) => kejadian.currentTarget.classList.add("terbuka");
      return buat("button", { type: "button", kelas: "bocoran", "aria-label": "Tampilkan teks", onclick: buka }, simpul);
    }
    default: return simpul;
  }
}

/** A link, where its scheme is one that cannot run anything. */
export function tautan(simpul, url, aksi) {
  let alamat;
  try {
    alamat = new URL(url);
  } catch {
    return simpul;
  }
  if (!["http:", "https:", "mailto:"].includes(alamat.protocol)) return simpul;
  const sifat = { href: alamat.href, target: "_blank", rel: "noopener noreferrer" };
  return buat("a", { ...sifat, onclick: (kejadian) => aksi.tautan(alamat, kejadian) }, simpul);
}
