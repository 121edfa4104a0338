import type { Outcome } from "./demo-stories.ts";

/** What happened with one of the people whom the documents and the mock-ups speak of. Days are counted back from the seeding. */
export interface CastEntry {
  daysAgo: number;
  type: "call" | "email" | "meeting" | "visit" | "quote" | "note";
  outcome?: Outcome;
  by?: "support";
  note: string;
}

export interface CastMember {
  stage: "lead" | "prospect" | "customer";
  source: string;
  /** years back, or none for who has never bought */
  customerForYears?: number;
  customerSinceSource?: string;
  interests?: string;
  /** whole units of the currency, a year */
  value?: number;
  phones: readonly { typed: string; confirmedDaysAgo: number | null }[];
  addressConfirmedDaysAgo: number | null;
  earlierEmails: number;
  entries: readonly CastEntry[];
  task?: { title: string; inDays: number };
}

/** By name; everybody else is drawn. */
export const cast: Readonly<Record<string, CastMember>> = {
  "Budi Santoso": {
    stage: "customer",
    source: "the webinar “Digital procurement”",
    customerForYears: 4,
    customerSinceSource: "the import",
    interests: "Renewal",
    value: 240_000_000,
    phones: [{ typed: "+62 812-3456-7890", confirmedDaysAgo: 3 }],
    addressConfirmedDaysAgo: 730,
    earlierEmails: 2,
    entries: [
      { daysAgo: 240, type: "call", outcome: "connected", note: "carrier bags are running low, ordered 20,000" },
      {
        daysAgo: 171,
        type: "call",
        outcome: "connected",
        note: "asked when the contract ends; told him the end of May",
      },
      { daysAgo: 120, type: "email", by: "support", note: "sent the corrected invoice for the carrier bags" },
      {
        daysAgo: 75,
        type: "meeting",
        note: "renewal: went through the volumes of the year, wants bags with the new logo",
      },
      { daysAgo: 38, type: "call", outcome: "connected", note: "prices are fine, delivery times matter more to him" },
      { daysAgo: 10, type: "email", by: "support", note: "asked for the invoice copy" },
      {
        daysAgo: 3,
        type: "call",
        outcome: "connected",
        note: "wants to see the renewal terms before their budget round",
      },
    ],
    task: { title: "send the renewal terms", inDays: 4 },
  },
  "Budi Hartono": {
    stage: "lead",
    source: "the fair “Kemas Nusantara”",
    phones: [{ typed: "0813-0000-0188", confirmedDaysAgo: null }],
    addressConfirmedDaysAgo: null,
    earlierEmails: 0,
    entries: [],
  },
  "Ana Wijaya": {
    stage: "customer",
    source: "a referral",
    customerForYears: 2,
    customerSinceSource: "the first won quote",
    interests: "Food-grade boxes, renewal",
    value: 612_000_000,
    phones: [{ typed: "+62 857-0000-0121", confirmedDaysAgo: 41 }],
    addressConfirmedDaysAgo: 300,
    earlierEmails: 1,
    entries: [
      { daysAgo: 200, type: "quote", note: "sent the quote for 8,000 food-grade boxes a month" },
      { daysAgo: 190, type: "call", outcome: "connected", note: "harga oke, minta tempo 45 hari" },
      { daysAgo: 110, type: "visit", note: "kunjungan pabrik: mau ganti ke dus dua lapis untuk ekspor" },
      { daysAgo: 41, type: "call", outcome: "connected", note: "two-layer boxes passed the drop test, order follows" },
      {
        daysAgo: 3,
        type: "call",
        outcome: "left_message",
        note: "titip pesan ke resepsionis, minta ditelepon kembali",
      },
    ],
    task: { title: "call again about the export boxes", inDays: 0 },
  },
  "Hendra Gunawan": {
    stage: "customer",
    source: "the import",
    customerForYears: 6,
    customerSinceSource: "the import",
    interests: "Strapping band",
    value: 84_000_000,
    phones: [
      { typed: "+62 811-222-333", confirmedDaysAgo: 410 },
      { typed: "(022) 5000-0144", confirmedDaysAgo: null },
    ],
    addressConfirmedDaysAgo: 820,
    earlierEmails: 0,
    entries: [
      { daysAgo: 260, type: "visit", note: "lihat bengkel baru, butuh strapping band 15 mm" },
      { daysAgo: 150, type: "email", note: "ordered 60 rolls of strapping band, delivery in two lots" },
      { daysAgo: 62, type: "call", outcome: "no_answer", note: "" },
    ],
  },
  "Sari Indah": {
    stage: "customer",
    source: "a referral",
    customerForYears: 3,
    customerSinceSource: "the first won quote",
    interests: "Gift boxes, web shop",
    value: 36_000_000,
    phones: [{ typed: "+62 878-0000-0145", confirmedDaysAgo: 9 }],
    addressConfirmedDaysAgo: 95,
    earlierEmails: 0,
    entries: [
      { daysAgo: 180, type: "call", outcome: "connected", note: "stok kotak hadiah untuk Lebaran, 1.500 pcs" },
      { daysAgo: 58, type: "email", by: "support", note: "lupa kata sandi toko online, sudah direset" },
      {
        daysAgo: 9,
        type: "call",
        outcome: "connected",
        by: "support",
        note: "cannot log in to the web shop after the password reset; cleared the old session, works now",
      },
    ],
  },
};
