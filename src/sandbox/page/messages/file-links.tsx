import type { PageFile } from "../../page-protocol.ts";
import { Icon } from "../kit/icon.tsx";
import { fileSize } from "../upload.ts";

/** The files of a message; pictures are shown, the rest is opened or saved. */
export function FileLinks({ files }: { files: readonly PageFile[] }) {
  return (
    <div class="file-links">
      {files.map((file) =>
        /^image\/(?:png|jpeg|gif|webp)$/.test(file.mimetype) ? (
          <a key={file.id} class="file-picture" href={file.url} target="_blank" rel="noreferrer">
            <img src={file.url} alt={file.name} loading="lazy" />
          </a>
        ) : (
          <a key={file.id} class="file-line" href={file.url} target="_blank" rel="noreferrer" download={file.name}>
            <Icon name="file" />
            <span class="file-name">{file.name}</span>
            <span class="file-size">{fileSize(file.size)}</span>
          </a>
        ),
      )}
    </div>
  );
}
