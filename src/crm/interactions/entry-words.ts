import type { InteractionType, Outcome } from "./interaction.ts";

/** Words that open an entry, in English and Indonesian, lower-case. */
export const typeWords: Record<InteractionType, readonly string[]> = {
  call: ["call", "called", "phone", "phoned", "telp", "telpon", "telepon"],
  email: ["email", "e-mail", "mail", "emailed", "surel"],
  meeting: ["meeting", "meet", "met", "rapat", "ketemu"],
  visit: ["visit", "visited", "kunjungan"],
  quote: ["quote", "quoted", "penawaran"],
  note: ["note", "catatan"],
};

export const outcomeWords: Record<Outcome, readonly string[]> = {
  connected: ["connected", "tersambung"],
  no_answer: ["no answer", "no reply", "tidak diangkat", "tak diangkat", "gak diangkat"],
  left_message: ["left message", "left a message", "left msg", "voicemail", "tinggal pesan"],
  wrong_number: ["wrong number", "salah sambung", "salah nomor"],
  bounced: ["bounced", "mental"],
};

/** Words and signs that begin a task. */
export const taskWords = ["todo", "lanjut"] as const;
export const taskSigns = [">>", "»", "->", "→"] as const;
