// Calls of the page to its own server, and the stream of what happens there.

export class Gagal extends Error {}

export async function panggil(jalur, isi) {
  const pilihan = { method: "POST", headers: { "X-LKJIP-Coba": "1" } };
  if (isi instanceof FormData) pilihan.body = isi;
  else {
    pilihan.headers["Content-Type"] = "application/json";
    pilihan.body = JSON.stringify(isi ?? {});
  }
  let jawaban;
  try {
    jawaban = await fetch(`/api/coba/${jalur}`, pilihan);
  } catch {
    throw new Gagal("Server percobaan tidak menjawab. Apakah lkjip coba masih berjalan?");
  }
  const hasil = await jawaban.json().catch(() => ({}));
  if (!jawaban.ok) throw new Gagal(hasil.pesan || "Permintaan itu tidak dapat dikerjakan.");
  return hasil;
}

export async function muat() {
  const jawaban = await fetch("/api/coba/keadaan", { cache: "no-store" });
  if (!jawaban.ok) throw new Gagal("Keadaan percobaan tidak dapat dimuat.");
  return jawaban.json();
}

export function dengar({ buka, putus, peristiwa }) {
  const aliran = new EventSource("/api/coba/peristiwa");
  aliran.addEventListener("open", buka);
  aliran.addEventListener("error", putus);
  aliran.addEventListener("message", (kejadian) => peristiwa(JSON.parse(kejadian.data)));
  return aliran;
}
