// What the page knows: people, chats, messages, who is acted, what was read.

const SIMPANAN = "lkjip-coba";

export class Keadaan {
  constructor() {
    Object.assign(this, { bot: {}, orang: [], obrolan: new Map(), aku: 0, buka: 0, dibaca: {} });
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
    localStorage.setItem(SIMPANAN, JSON.stringify({ aku: this.aku, buka: this.buka, dibaca: this.dibaca }));
  }

  lupakan() {
    localStorage.removeItem(SIMPANAN);
    this.dibaca = {};
  }

  get sekarang() { return this.obrolan.get(this.buka); }
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
    const terakhir = Math.max(0, ...(this.sekarang?.pesan.keys() || []));
    this.dibaca[`${this.aku}:${this.buka}`] = terakhir;
    this.simpan();
  }

  belumDibaca(orang, obrolan) {
    const batas = this.dibaca[`${orang}:${obrolan.id}`] || 0;
    let jumlah = 0;
    for (const pesan of obrolan.pesan.values()) {
      if (pesan.id > batas && pesan.dari.id !== orang && pesan.jenis !== "service") jumlah += 1;
    }
    return jumlah;
  }
}
