import type { FileInput } from "@slack/types";
import { useRef, useState } from "preact/hooks";
import { Icon, Spinner } from "../kit/icon.tsx";
import { useFileDrop } from "../kit/use-file-drop.ts";
import { pageText } from "../page.text.ts";
import { usePage } from "../page-context.ts";
import { fileSize, type HeldFile, uploadFile } from "../upload.ts";
import { type ElementPlace, useElement } from "./use-element.ts";

/** `file_input`: choose or drop files; they are uploaded at once and sent with the form. */
export function FileField({ element, place }: { element: FileInput; place: ElementPlace }) {
  const { me } = usePage();
  const handle = useElement(element, place);
  const files = handle.choice as HeldFile[];
  const [uploading, setUploading] = useState(0);
  const [fault, setFault] = useState<string | null>(null);
  const zone = useRef<HTMLDivElement>(null);
  const latest = useRef(files);
  latest.current = files;
  const most = element.max_files ?? 10;
  const accept = element.filetypes?.map((type) => `.${type}`).join(",");

  const add = async (chosen: readonly File[]) => {
    setFault(null);
    const room = most - latest.current.length;
    const refused = chosen.find((file) => !fits(file, element.filetypes));
    if (chosen.length > room) setFault(pageText.tooMany(most));
    else if (refused !== undefined) setFault(pageText.wrongKind(refused.name, element.filetypes ?? []));
    const wanted = chosen.filter((file) => fits(file, element.filetypes)).slice(0, room);
    setUploading((count) => count + wanted.length);
    for (const file of wanted) {
      const held = await uploadFile(me.id, file);
      if (held === null) setFault(pageText.uploadFailed(file.name));
      else handle.change([...latest.current, held]);
      setUploading((count) => count - 1);
    }
  };

  const over = useFileDrop(zone, handle.frozen ? null : (dropped) => void add(dropped));

  return (
    <div ref={zone} class={`file-field${over ? " over" : ""}`}>
      {files.map((file) => (
        <span class="file-line" key={file.id}>
          <Icon name="file" />
          <span class="file-name">{file.name}</span>
          <span class="file-size">{fileSize(file.size)}</span>
          <button
            type="button"
            class="icon-button small"
            aria-label={`Remove ${file.name}`}
            onClick={() => handle.change(files.filter((one) => one.id !== file.id))}
          >
            <Icon name="close" size={14} />
          </button>
        </span>
      ))}
      {files.length < most && (
        <label class="file-pick">
          <input
            type="file"
            class="visually-hidden"
            id={handle.id}
            {...handle.aria}
            multiple={most > 1}
            accept={accept}
            disabled={handle.frozen}
            onChange={(event) => {
              void add([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
          {uploading > 0 ? <Spinner /> : <Icon name="clip" size={16} />}
          <span>{most > 1 ? "Choose files or drop them here" : "Choose a file or drop it here"}</span>
        </label>
      )}
      {fault !== null && (
        <div class="field-error" role="alert">
          {fault}
        </div>
      )}
    </div>
  );
}

function fits(file: File, kinds: readonly string[] | undefined): boolean {
  if (kinds === undefined || kinds.length === 0) return true;
  const ending = file.name.split(".").at(-1)?.toLowerCase();
  return kinds.some((kind) => kind.toLowerCase() === ending);
}
