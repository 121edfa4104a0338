import { eng, ind } from "stopword";

/** Words about the talking itself, which say nothing of what it was about. */
const talkWords = `
  call called calls calling phone email mail meeting meet met visit note talk talked asked ask asks want wants wanted need needs
  said says told send sent back minta kirim telepon hubungi
`;

/** When it was, or is to be: the months and days of both languages are said in every second note. */
const timeWords = `
  today tomorrow yesterday day days week weeks month months year next last besok minggu bulan hari
  january february march april may june july august september october november december
  januari februari maret mei juni juli agustus oktober desember
  monday tuesday wednesday thursday friday saturday sunday senin selasa rabu kamis jumat sabtu
`;

/** The package's own function goes through its list for each word: half a second for fifty long notes. */
const empty: ReadonlySet<string> = new Set([...eng, ...ind, ...`${talkWords} ${timeWords}`.trim().split(/\s+/u)]);

const mostTopics = 3;
const fewestNotes = 2;

interface Topic {
  /** its words in the singular */
  key: string;
  notes: number;
  latest: number;
  /** how often it was written in which way */
  forms: Map<string, number>;
}

/**
 * What a customer's conversations are about: the words, and pairs of neighbouring words, that stand in at least two of
 * the notes, those in the most notes first and the most recent first among equals. Stop words of English and Indonesian
 * (the stopword package's lists) and words of the talking itself and of when it was are left out; English plurals count
 * with their singular, told as they were written most often; a pair takes the place of its words.
 * @param notes newest first
 */
export function findTopics(notes: string[]): string[] {
  const topics = new Map<string, Topic>();
  for (const [age, note] of notes.entries()) {
    const inNote = new Map(candidates(note).map((words) => [singular(words), words]));
    for (const [key, words] of inNote) {
      const topic = topics.get(key) ?? { key, notes: 0, latest: age, forms: new Map() };
      topic.notes += 1;
      topic.forms.set(words, (topic.forms.get(words) ?? 0) + 1);
      topics.set(key, topic);
    }
  }
  const often = [...topics.values()]
    .filter((topic) => topic.notes >= fewestNotes)
    .sort((a, b) => b.notes - a.notes || pairFirst(b) - pairFirst(a) || a.latest - b.latest);
  const chosen: Topic[] = [];
  for (const topic of often) {
    if (chosen.length === mostTopics) break;
    const told = chosen.some(({ key }) => key.split(" ").some((word) => topic.key.split(" ").includes(word)));
    if (!told) chosen.push(topic);
  }
  return chosen.map(commonestForm);
}

const pairFirst = ({ key }: Topic) => (key.includes(" ") ? 1 : 0);

function commonestForm({ key, forms }: Topic): string {
  return [...forms].reduce((best, form) => (form[1] > best[1] ? form : best), [key, 0] as [string, number])[0];
}

/** "invoices" with "invoice", "deliveries" with "delivery"; what ends like "glass", "bus" or "basis" is no plural. */
function singular(words: string): string {
  return words
    .split(" ")
    .map((word) =>
      word.length < 4
        ? word
        : word
            .replace(/ies$/u, "y")
            .replace(/(ss|sh|ch|x)es$/u, "$1")
            .replace(/(?<![siu])s$/u, ""),
    )
    .join(" ");
}

function candidates(note: string): string[] {
  const words = note.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu) ?? [];
  const kept = new Set(words.filter((word) => word.length > 2 && !empty.has(word) && !/^\d+$/u.test(word)));
  const pairs = words.flatMap((word, index) => {
    const next = words[index + 1];
    return next !== undefined && kept.has(word) && kept.has(next) ? [`${word} ${next}`] : [];
  });
  return [...kept, ...pairs];
}
