import type { InteractionType, Outcome } from "./interaction.ts";

/** Words that open an entry, in English and Indonesian, lower-case; the short forms are those of chats. */
export const typeWords: Record<InteractionType, readonly string[]> = {
  call: [
    ...["call", "called", "calling", "phone", "phoned", "phone call", "ph", "rang", "tried", "tried calling"],
    ...["telp", "telpon", "telepon", "tlp", "tlpn", "tlpon", "telfon", "telefon", "nelpon", "nelfon", "menelepon"],
    ...["ditelpon", "ditelepon", "telponan", "hubungi", "menghubungi"],
  ],
  email: ["email", "e-mail", "mail", "emailed", "e-mailed", "mailed", "emailing", "surel", "imel"],
  meeting: [
    ...["meeting", "meet", "met", "met up", "mtg", "zoom", "video call"],
    ...["rapat", "ketemu", "ketemuan", "bertemu", "pertemuan", "jumpa"],
  ],
  visit: ["visit", "visited", "visiting", "kunjungan", "kunjungi", "mengunjungi", "mampir"],
  quote: ["quote", "quoted", "quotation", "penawaran"],
  note: ["note", "notes", "memo", "catatan", "whatsapp", "wa", "chat", "sms"],
};

const notEnglish = ["no", "not", "didn't", "did not", "doesn't", "does not", "won't", "there was no"];
const answered = ["answer", "answered", "answering", "ans", "reply", "response", "pickup", "pick up", "picking up"];
/** As they are spelled in chats, which is in every way. */
const notIndonesian = [
  "tidak",
  "tdk",
  "tak",
  "ga",
  "gak",
  "gk",
  "nggak",
  "ngga",
  "enggak",
  "engga",
  "ndak",
  "belum",
  "blm",
];
const diangkat = [
  "diangkat",
  "angkat",
  "dijawab",
  "jawab",
  "ada jawaban",
  "respon",
  "aktif",
  "bisa dihubungi",
  "nyambung",
  "tersambung",
];
const each = (first: readonly string[], second: readonly string[]) =>
  first.flatMap((one) => second.map((other) => `${one} ${other}`));

export const outcomeWords: Record<Outcome, readonly string[]> = {
  connected: ["connected", "tersambung", "nyambung", "diangkat"],
  no_answer: [
    ...each(notEnglish, answered),
    ...["n/a", "unanswered", "unreachable", "nobody answered", "no one answered", "rang out"],
    ...each(notIndonesian, diangkat),
  ],
  left_message: [
    ...each(["left", "left a"], ["message", "msg", "voicemail", "voice mail", "vm"]),
    ...["voicemail", "voice mail", "vm", "lm"],
    ...["tinggal pesan", "titip pesan", "tinggalkan pesan", "ninggalin pesan", "meninggalkan pesan"],
  ],
  wrong_number: [
    ...["wrong number", "wrong no", "wrong nr"],
    ...[
      "salah sambung",
      ...each(["salah"], ["nomor", "nomer", "no"]),
      ...each(["nomor", "nomer", "no", "nomornya", "nomernya"], ["salah"]),
    ],
  ],
  bounced: ["bounced", "bounce", "bounced back", "mental", "terpental"],
};

/** Said before a name they mean that somebody was reached ("spoke to budi"); behind it they are a verb of the note. */
export const leadOutcomeWords: Record<"connected", readonly string[]> = {
  connected: ["spoke", "spoken", "talked", "reached", "got hold of", "got through", "bicara", "ngobrol"],
};

/** What comes back of an e-mail; of anything else it is an ordinary verb. */
export const emailOutcomeWords: Record<"bounced", readonly string[]> = {
  bounced: ["balik", "kembali", "returned", "came back", "undelivered", "undeliverable"],
};

/** Words of speech before a type or an outcome, which add nothing to it: "I just called", "sudah telepon". */
export const fillers: ReadonlySet<string> = new Set(
  "i i've we we've just have had did a an the sent saya aku kami tadi td barusan baru sudah udah udh sdh habis abis kirim mengirim ngirim hp".split(
    " ",
  ),
);

/** "Just now": when is the moment of writing. */
export const nowWords: ReadonlySet<string> = new Set(["tadi", "td", "barusan", "now"]);

/** Words and signs that begin a task. */
export const taskWords = ["todo", "to-do", "lanjut"] as const;
/** Two words that stand in any sentence ("nothing to do with"): they begin a task only where a clause begins. */
export const taskClauses = ["to do"] as const;
export const taskSigns = [">>", "»", "->", "→"] as const;
