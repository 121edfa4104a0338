import { useState } from "preact/hooks";
import { pageText } from "../page.text.ts";
import { usePage } from "../page-context.ts";
import { type HeldFile, uploadFile } from "../upload.ts";

/** Files that wait beside the composer to be sent with the next message. */
export interface Attachments {
  held: readonly HeldFile[];
  /** how many are on their way */
  uploading: number;
  add(files: readonly File[]): Promise<void>;
  drop(id: string): void;
  clear(): void;
  /** puts files back after a message that could not be sent */
  restore(files: readonly HeldFile[]): void;
}

/** Uploads what is chosen, pasted or dropped, and holds it until it is sent. */
export function useAttachments(channel: string): Attachments {
  const { live, me } = usePage();
  const [held, setHeld] = useState<readonly HeldFile[]>([]);
  const [uploading, setUploading] = useState(0);
  return {
    held,
    uploading,
    async add(files) {
      setUploading((count) => count + files.length);
      for (const file of files) {
        const uploaded = await uploadFile(me.id, file);
        if (uploaded === null) live.say(channel, pageText.uploadFailed(file.name), null);
        else setHeld((before) => [...before, uploaded]);
        setUploading((count) => count - 1);
      }
    },
    drop: (id) => setHeld((before) => before.filter((file) => file.id !== id)),
    clear: () => setHeld([]),
    restore: (files) => setHeld((before) => [...files, ...before]),
  };
}
