/**
 * What a distributor of packaging and warehouse goods talks about with its customers, as stories of several steps. Each step is
 * told as somebody would type it in English and in Indonesian; {braces} are filled in by the builder.
 */
type Kind = "call" | "email" | "meeting" | "visit" | "quote" | "note";
export type Outcome = "connected" | "no_answer" | "left_message" | "wrong_number" | "bounced";

export interface StoryStep {
  type: Kind;
  outcome?: Outcome;
  /** days after the step before, at least and at most */
  after: readonly [number, number];
  /** whose work it is; the customer's owner where nothing is said */
  by?: "support" | "marketing";
  /** [English, Indonesian] */
  note: readonly [string, string];
}

export interface Story {
  name:
    | "order"
    | "late"
    | "invoice"
    | "renewal"
    | "sample"
    | "quality"
    | "fair"
    | "price"
    | "training"
    | "slow"
    | "site"
    | "label"
    | "chat"
    | "leaving"
    | "payment"
    | "import"
    | "campaign";
  /** with whom it can happen; a lead has not ordered anything yet */
  stages: readonly ("lead" | "prospect" | "customer" | "former")[];
  steps: readonly StoryStep[];
}

const buyers = ["customer", "former"] as const;
const open = ["lead", "prospect", "customer"] as const;

export const stories: readonly Story[] = [
  {
    name: "order",
    stages: ["prospect", "customer", "former"],
    steps: [
      {
        type: "call",
        outcome: "connected",
        after: [0, 0],
        note: ["asked for prices of {product}, about {qty} a month", "minta harga {produk}, sekitar {qty} per bulan"],
      },
      {
        type: "quote",
        after: [1, 3],
        note: [
          "sent the quote for {qty} {product}, valid until the end of {month}",
          "kirim penawaran {qty} {produk}, berlaku sampai akhir {bulan}",
        ],
      },
      { type: "call", outcome: "no_answer", after: [4, 7], note: ["", ""] },
      {
        type: "call",
        outcome: "connected",
        after: [1, 3],
        note: ["price is fine, wants to pay in 30 days", "harga oke, minta tempo 30 hari"],
      },
      {
        type: "email",
        after: [1, 4],
        note: ["confirmed 30 days, order to follow", "tempo 30 hari disetujui, PO menyusul"],
      },
      {
        type: "call",
        outcome: "connected",
        after: [3, 9],
        note: [
          "ordered {qty} {product}, delivery before the end of {month}",
          "order {qty} {produk}, kirim sebelum akhir {bulan}",
        ],
      },
    ],
  },
  {
    name: "late",
    stages: buyers,
    steps: [
      {
        type: "call",
        outcome: "connected",
        after: [0, 0],
        by: "support",
        note: [
          "{product} came two days late, their line had to wait",
          "{produk} telat dua hari, produksi sempat berhenti",
        ],
      },
      {
        type: "email",
        after: [0, 1],
        by: "support",
        note: ["apologised and sent the tracking link for the rest", "minta maaf, kirim link lacak untuk sisa barang"],
      },
      {
        type: "call",
        outcome: "connected",
        after: [2, 5],
        by: "support",
        note: [
          "the rest arrived complete, will order a week earlier next time",
          "sisa barang sudah lengkap, lain kali order seminggu lebih awal",
        ],
      },
    ],
  },
  {
    name: "invoice",
    stages: buyers,
    steps: [
      {
        type: "email",
        after: [0, 0],
        by: "support",
        note: ["asked for a copy of the {month} invoice", "minta salinan invoice bulan {bulan}"],
      },
      {
        type: "email",
        after: [0, 1],
        by: "support",
        note: ["sent the invoice copy and the delivery note", "invoice dan surat jalan sudah dikirim ulang"],
      },
      {
        type: "call",
        outcome: "connected",
        after: [5, 12],
        note: ["finance has it, payment goes out on Friday", "sudah di bagian keuangan, dibayar hari Jumat"],
      },
    ],
  },
  {
    name: "renewal",
    stages: ["customer"],
    steps: [
      {
        type: "call",
        outcome: "connected",
        after: [0, 0],
        note: [
          "yearly contract ends in {month}, wants our renewal offer before that",
          "kontrak tahunan habis {bulan}, minta penawaran perpanjangan sebelumnya",
        ],
      },
      {
        type: "meeting",
        after: [5, 12],
        note: [
          "went through the volumes: {product} is up 15%, they expect a volume discount",
          "bahas volume: {produk} naik 15%, minta diskon volume",
        ],
      },
      {
        type: "quote",
        after: [2, 6],
        note: [
          "renewal offer sent, 4% off above {qty} a month",
          "penawaran perpanjangan terkirim, diskon 4% di atas {qty} per bulan",
        ],
      },
      {
        type: "call",
        outcome: "left_message",
        after: [5, 9],
        note: ["left word with the secretary", "titip pesan ke sekretaris"],
      },
      {
        type: "call",
        outcome: "connected",
        after: [2, 6],
        note: ["likes the offer, decides after the budget meeting", "tertarik, keputusan setelah rapat anggaran"],
      },
    ],
  },
  {
    name: "sample",
    stages: open,
    steps: [
      {
        type: "visit",
        after: [0, 0],
        note: ["showed samples of {product}, liked the thicker one", "bawa contoh {produk}, lebih suka yang tebal"],
      },
      {
        type: "email",
        after: [1, 3],
        note: ["sent the data sheet and the price list", "kirim spesifikasi dan daftar harga"],
      },
      {
        type: "call",
        outcome: "connected",
        after: [5, 10],
        note: [
          "samples passed their test, wants a trial order of {few}",
          "contoh lolos uji, mau order percobaan {few}",
        ],
      },
    ],
  },
  {
    name: "quality",
    stages: buyers,
    steps: [
      {
        type: "call",
        outcome: "connected",
        after: [0, 0],
        by: "support",
        note: [
          "one pallet of {product} got wet in transit, sent photos",
          "satu palet {produk} basah di jalan, sudah kirim foto",
        ],
      },
      {
        type: "note",
        after: [1, 2],
        by: "support",
        note: [
          "warehouse checked the batch: {few} pieces affected, replacement leaves tomorrow",
          "gudang sudah cek: {few} pcs rusak, pengganti dikirim besok",
        ],
      },
      {
        type: "call",
        outcome: "connected",
        after: [3, 6],
        by: "support",
        note: ["replacement arrived, accepts the credit note", "pengganti sudah sampai, setuju nota kredit"],
      },
    ],
  },
  {
    name: "fair",
    stages: ["lead", "prospect"],
    steps: [
      {
        type: "note",
        after: [0, 0],
        by: "marketing",
        note: ["met at our stand, asked about {product}", "ketemu di stan, tanya soal {produk}"],
      },
      {
        type: "email",
        after: [2, 5],
        by: "marketing",
        note: ["sent the catalogue and the price list", "kirim katalog dan daftar harga"],
      },
      { type: "call", outcome: "no_answer", after: [4, 9], note: ["", ""] },
      {
        type: "call",
        outcome: "connected",
        after: [2, 6],
        note: ["interested, but not before next year's budget", "tertarik, tapi tunggu anggaran tahun depan"],
      },
    ],
  },
  {
    name: "price",
    stages: ["prospect", "customer"],
    steps: [
      {
        type: "call",
        outcome: "connected",
        after: [0, 0],
        note: [
          "has an offer 7% below ours for {product}, asked what we can do",
          "dapat tawaran 7% lebih murah untuk {produk}, tanya kita bisa berapa",
        ],
      },
      {
        type: "email",
        after: [1, 2],
        note: ["offered 3% and free delivery within the city", "tawarkan 3% dan gratis ongkir dalam kota"],
      },
      {
        type: "call",
        outcome: "connected",
        after: [2, 5],
        note: ["stays with us, the delivery made the difference", "tetap dengan kita, ongkirnya yang menentukan"],
      },
    ],
  },
  {
    name: "training",
    stages: ["customer"],
    steps: [
      {
        type: "email",
        after: [0, 0],
        by: "support",
        note: [
          "asked whether we can train the new warehouse people on the scanners",
          "tanya apakah bisa latih staf gudang baru pakai scanner",
        ],
      },
      {
        type: "visit",
        after: [7, 14],
        by: "support",
        note: [
          "trained {people} people, labels now go on before packing",
          "latih {people} orang, label sekarang ditempel sebelum pengepakan",
        ],
      },
    ],
  },
  {
    name: "slow",
    stages: ["customer"],
    steps: [
      {
        type: "call",
        outcome: "connected",
        after: [0, 0],
        note: [
          "expects a slow quarter, orders drop by a third until {month}",
          "kuartal ini sepi, order turun sepertiga sampai {bulan}",
        ],
      },
      {
        type: "call",
        outcome: "connected",
        after: [40, 70],
        note: [
          "business is coming back, wants {qty} again from next month",
          "mulai ramai lagi, bulan depan kembali {qty}",
        ],
      },
    ],
  },
  {
    name: "site",
    stages: ["prospect", "customer"],
    steps: [
      {
        type: "call",
        outcome: "connected",
        after: [0, 0],
        note: [
          "opens a second site in {month}, needs racks and pallets",
          "buka lokasi kedua {bulan}, butuh rak dan palet",
        ],
      },
      {
        type: "visit",
        after: [6, 14],
        note: ["measured the hall: 14 rows, forklift aisle 3.2 m", "ukur gudang: 14 baris, lorong forklift 3,2 m"],
      },
      {
        type: "quote",
        after: [3, 8],
        note: [
          "quote for racks and {few} pallets sent, delivery in two lots",
          "penawaran rak dan {few} palet terkirim, kirim dua tahap",
        ],
      },
    ],
  },
  {
    name: "label",
    stages: open,
    steps: [
      {
        type: "email",
        after: [0, 0],
        note: [
          "asked for {product} with their own logo, {qty} pieces",
          "tanya {produk} dengan logo sendiri, {qty} pcs",
        ],
      },
      {
        type: "email",
        after: [1, 3],
        note: ["explained the print costs, needs the artwork as PDF", "jelaskan biaya cetak, minta desain dalam PDF"],
      },
      {
        type: "email",
        after: [4, 10],
        note: ["artwork received, proof goes out this week", "desain diterima, contoh cetak minggu ini"],
      },
    ],
  },
  {
    name: "chat",
    stages: buyers,
    steps: [
      {
        type: "call",
        outcome: "connected",
        after: [0, 0],
        note: ["all fine, stock lasts until {month}", "semua aman, stok cukup sampai {bulan}"],
      },
    ],
  },
  {
    name: "leaving",
    stages: ["former"],
    steps: [
      {
        type: "call",
        outcome: "connected",
        after: [0, 0],
        note: ["unhappy with two late deliveries this quarter", "kecewa, dua kali telat kirim kuartal ini"],
      },
      {
        type: "meeting",
        after: [6, 12],
        note: [
          "talked openly; they have tried another supplier already",
          "bicara terbuka; mereka sudah coba pemasok lain",
        ],
      },
      {
        type: "email",
        after: [8, 20],
        note: ["cancelled the standing order, door stays open", "order rutin dibatalkan, masih boleh dihubungi"],
      },
    ],
  },
  {
    name: "payment",
    stages: buyers,
    steps: [
      {
        type: "call",
        outcome: "left_message",
        after: [0, 0],
        note: ["left a message about the open invoice", "titip pesan soal invoice yang belum dibayar"],
      },
      {
        type: "email",
        after: [2, 4],
        note: ["sent a friendly reminder with the account statement", "kirim pengingat dan rekap tagihan"],
      },
      {
        type: "call",
        outcome: "connected",
        after: [2, 6],
        note: ["paid this morning, asked for the receipt", "sudah transfer tadi pagi, minta kuitansi"],
      },
    ],
  },
  {
    name: "import",
    stages: ["prospect", "customer"],
    steps: [
      {
        type: "email",
        after: [0, 0],
        note: ["needs heat-treated pallets with the ISPM 15 mark for export", "butuh palet ISPM 15 untuk ekspor"],
      },
      {
        type: "call",
        outcome: "connected",
        after: [1, 4],
        note: [
          "container is loaded in the second week of {month}, {few} pallets",
          "kontainer dimuat minggu kedua {bulan}, {few} palet",
        ],
      },
      {
        type: "email",
        after: [2, 5],
        note: ["sent the certificate and the packing list", "kirim sertifikat dan packing list"],
      },
    ],
  },
  {
    name: "campaign",
    stages: ["lead", "prospect"],
    steps: [
      {
        type: "email",
        after: [0, 0],
        by: "marketing",
        note: [
          "answered our newsletter, wants to know more about {product}",
          "balas newsletter, ingin tahu lebih banyak soal {produk}",
        ],
      },
      {
        type: "call",
        outcome: "left_message",
        after: [2, 5],
        note: ["asked to be called back", "minta dihubungi kembali"],
      },
      {
        type: "call",
        outcome: "connected",
        after: [2, 7],
        note: [
          "buys about {qty} a year elsewhere, open to an offer",
          "setahun beli {qty} di tempat lain, mau lihat penawaran",
        ],
      },
    ],
  },
];

/** Per sector: what it buys, [English, Indonesian]. */
export const products = {
  retail: [
    ["carrier bags", "kantong belanja"],
    ["gift boxes", "kotak hadiah"],
    ["price labels", "label harga"],
  ],
  food: [
    ["food-grade boxes", "dus makanan"],
    ["vacuum bags", "plastik vakum"],
    ["stand-up pouches", "kemasan standing pouch"],
  ],
  logistics: [
    ["stretch film", "plastik wrap"],
    ["euro pallets", "palet standar"],
    ["barcode labels", "label barcode"],
  ],
  factory: [
    ["corrugated cartons", "karton gelombang"],
    ["strapping band", "tali strapping"],
    ["drum liners", "pelapis drum"],
  ],
  hotel: [
    ["laundry bags", "kantong laundry"],
    ["takeaway boxes", "dus bawa pulang"],
    ["amenity pouches", "kantong amenities"],
  ],
  health: [
    ["sterile pouches", "kantong steril"],
    ["cold chain boxes", "kotak pendingin"],
    ["sharps containers", "safety box"],
  ],
  school: [
    ["archive boxes", "dus arsip"],
    ["storage racks", "rak penyimpanan"],
    ["file labels", "label arsip"],
  ],
  building: [
    ["heavy-duty bags", "karung tebal"],
    ["tarpaulins", "terpal"],
    ["pallet racks", "rak palet"],
  ],
  farm: [
    ["woven sacks", "karung anyam"],
    ["jumbo bags", "jumbo bag"],
    ["crates", "keranjang panen"],
  ],
  furniture: [
    ["edge protectors", "pelindung sudut"],
    ["bubble wrap", "bubble wrap"],
    ["furniture cartons", "karton mebel"],
  ],
} as const satisfies Record<string, readonly (readonly [string, string])[]>;

/** Where a customer came from; the same words as a person would write. */
export const origins = [
  "the webinar “Digital procurement”",
  "the webinar “Packaging without plastic”",
  "the fair “Kemas Nusantara”",
  "the fair “Warehouse Days Singapore”",
  "a referral",
  "the website form",
  "the import",
] as const;

/** Open follow-ups, as somebody would type them after `todo`. */
export const followUps = {
  english: [
    "send the offer",
    "call about the samples",
    "send the data sheet",
    "ask for the artwork",
    "confirm the delivery date",
    "send the price list",
    "book a visit",
    "ask how the budget meeting went",
  ],
  indonesian: [
    "kirim penawaran",
    "follow up invoice",
    "tanya hasil rapat anggaran",
    "konfirmasi jadwal kirim",
    "kirim contoh barang",
  ],
} as const;
