/** One kind of measure on public data whose right answers are known, and where its table stands. */
export interface Measure {
  /** What it is called on the command line and between the markers of its document. */
  name: string;
  /** File name under `docs/`. */
  document: string;
  /** Folder of the data, such as `vectors/email_isemail`; `similar/*` is measured once for each folder in it. */
  data: string;
  /** @returns the lines that stand in the document; @throws when the folder's files are not of the known shape */
  run(folder: string): Promise<string>;
}
