// What the page knows: people, chats, messages, who is acted, what was read.

const SIMPANAN = "lkjip-coba";

/** What was read before a group had topics is what was read in its general one. */
const kunciBaca = (orang, obrolan, topik) => `${orang}:${obrolan}${topik === null ? "" : `:${topik}`}`;

export class Keadaan {
  constructor() {
    Object.assign(this, { bot: {}, orang: [], obrolan: new Map(), aku: 0, buka: 0, dibaca: {}, topik: {} });
    try {
      Object.assign(this, JSON.parse(localStorage.getItem(SIMPANAN) || "{}"));
    } catch {
      localStorage.removeItem(SIMPANAN);
    }
  }

  terima(isi) {
    this.bot = isi.bot;
    this.orang = isi.orang;
    this.obrolan = new Map(isi.obrolan.map((satu) => [satu.id,
      { ...satu, pesan: new Map(satu.pesan.map((pesan) => [pesan.id, pesan])) }]));
    if (!this.orang.some((satu) => satu.id === this.aku)) this.aku = this.orang[0].id;
    if (!this.obrolanSaya(this.aku).some((satu) => satu.id === this.buka)) this.buka = this.aku;
  }

  simpan() {
    localStorage.setItem(SIMPANAN, JSON.stringify({ aku: this.aku, buka: this.buka, dibaca: this.dibaca, topik: this.topik }));
  }

  lupakan() {
    localStorage.removeItem(SIMPANAN);
    this.dibaca = {};
    this.topik = {};
  }

  get sekarang() { return this.obrolan.get(this.buka); }

  /** The chosen topic of the chat of now: null is the general one of a forum, and every other chat. */
  get topikSekarang() {
    const pilihan = this.topik[this.buka] ?? null;
    return this.sekarang?.topik.some((satu) => satu.id === pilihan) ? pilihan : null;
  }

  pilihTopik(id) { this.topik[this.buka] = id; }

  /** Whether a message stands in what is open. */
  terbuka({ obrolan, topik }) {
    if (obrolan !== this.buka || !this.sekarang) return false;
    return !this.sekarang.topik.length || topik === this.topikSekarang;
  }

  /** The messages of what is open, in their order. */
  get pesanTerbuka() { return [...this.sekarang.pesan.values()].filter((satu) => this.terbuka(satu)); }

  orangDari(id) { return this.orang.find((satu) => satu.id === id) || { nama: "", sebutan: "" }; }
  warna(id) { return Math.max(0, this.orang.findIndex((satu) => satu.id === id)); }

  obrolanSaya(id) {
    return [...this.obrolan.values()].filter((satu) => satu.anggota.some((orang) => orang.id === id))
      .sort((a, b) => (a.jenis === "private" ? -1 : 1) - (b.jenis === "private" ? -1 : 1));
  }

  pesanBaru(pesan) {
    const obrolan = this.obrolan.get(pesan.obrolan);
    if (!obrolan) return false;
    const baru = !obrolan.pesan.has(pesan.id);
    obrolan.pesan.set(pesan.id, pesan);
    return baru;
  }

  hapusPesan(obrolan, ids) {
    for (const id of ids) this.obrolan.get(obrolan)?.pesan.delete(id);
  }

  tandaiDibaca() {
    const terakhir = Math.max(0, ...this.pesanTerbuka.map((satu) => satu.id));
    this.dibaca[kunciBaca(this.aku, this.buka, this.topikSekarang)] = terakhir;
    this.simpan();
  }

  /** Unread messages of a person in a chat, or in one of its topics. */
  belumDibaca(orang, obrolan, topik) {
    let jumlah = 0;
    for (const pesan of obrolan.pesan.values()) {
      if (topik !== undefined && pesan.topik !== topik) continue;
      const batas = this.dibaca[kunciBaca(orang, obrolan.id, pesan.topik)] || 0;
      if (pesan.id > batas && pesan.dari.id !== orang && pesan.jenis !== "service") jumlah += 1;
    }
    return jumlah;
  }
}
