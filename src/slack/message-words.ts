import { z } from "zod";

/** A message as Slack hands it on: in an event, in a shortcut, in a thread that is read. */
export const rawMessage = z.object({
  ts: z.string().optional(),
  thread_ts: z.string().optional(),
  subtype: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  username: z.string().optional(),
  bot_profile: z.object({ name: z.string().optional() }).optional(),
  text: z.string().optional().catch(undefined),
  attachments: z
    .array(z.object({ pretext: z.string(), title: z.string(), text: z.string(), fallback: z.string() }).partial())
    .optional()
    .catch(undefined),
  blocks: z.array(z.unknown()).optional().catch(undefined),
  files: z
    .array(
      z
        .object({
          name: z.string(),
          title: z.string(),
          filetype: z.string(),
          mode: z.string(),
          subject: z.string(),
          plain_text: z.string(),
          preview_plain_text: z.string(),
          from: z.array(z.object({ address: z.string(), name: z.string(), original: z.string() }).partial()),
        })
        .partial(),
    )
    .optional()
    .catch(undefined),
});

export type RawMessage = z.infer<typeof rawMessage>;

/** What a message says, whoever wrote it, and with whatever it was written. */
export interface MessageWords {
  /** of an e-mail; null: the first line of the text is */
  subject: string | null;
  text: string;
  /** the name of a bot, or an e-mail's sender; null: a person */
  author: string | null;
  /** where an e-mail came from */
  from: string | null;
}

/** Whether it is an e-mail, which Slack lays into a channel as a file. */
export function isEmail({ files = [] }: RawMessage): boolean {
  return findEmail(files) !== undefined;
}

function findEmail(files: NonNullable<RawMessage["files"]>) {
  return files.find(({ mode, filetype }) => mode === "email" || filetype === "email");
}

/** The words of a message: its text; an e-mail's own; what a bot put into blocks or attachments; or the names of its files. */
export function messageWords(message: RawMessage): MessageWords {
  const { text = "", files = [], bot_id, username, bot_profile } = message;
  const email = findEmail(files);
  if (email) {
    const [sender] = email.from ?? [];
    return {
      subject: email.subject?.trim() || email.title?.trim() || null,
      text: (email.plain_text || email.preview_plain_text || text).trim(),
      author: sender?.name || sender?.address || sender?.original || "e-mail",
      from: sender?.address ?? null,
    };
  }
  const said =
    text.trim() ||
    attached(message) ||
    blockTexts(message.blocks ?? [])
      .join("\n")
      .trim();
  const named = files.flatMap(({ title, name }) => title ?? name ?? []);
  return {
    subject: null,
    text: said || named.join(", "),
    author: bot_id ? (username ?? bot_profile?.name ?? "an app") : null,
    from: null,
  };
}

function attached({ attachments = [] }: RawMessage): string {
  return attachments
    .map(({ pretext, title, text, fallback }) => [pretext, title, text].filter(Boolean).join("\n") || fallback || "")
    .join("\n")
    .trim();
}

/** Every text object among blocks, in the order in which it is read. */
function blockTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(blockTexts);
  if (typeof value !== "object" || value === null) return [];
  const { text, type, ...rest } = value as Record<string, unknown>;
  if (typeof text === "string" && type !== "button") return [text];
  return [...blockTexts(text), ...Object.values(rest).flatMap(blockTexts)];
}
