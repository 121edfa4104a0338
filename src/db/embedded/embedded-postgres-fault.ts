/** Why Steward's own PostgreSQL cannot be had, in facts; each has one sentence that says what to do. */
interface FaultDetails {
  /** No package of binaries for this operating system and processor, or none was installed. */
  no_binaries: { platform: string; package: string };
  /** musl instead of glibc (Alpine Linux), or no dynamic linker where the binaries look for it. */
  no_glibc: Record<never, never>;
  /** npm ran without install scripts, so that the libraries' names were never laid. */
  libraries_not_laid: { package: string; missing: string };
  binaries_do_not_run: { reason: string };
  /** root, and no ordinary user of the machine can be used: why says which step fails. */
  root_without_user: { why: string };
  folder_closed_to_user: { folder: string; user: string };
  binaries_closed_to_user: { folder: string; user: string };
  data_folder_unusable: { folder: string; reason: string };
  secrets_unreadable: { file: string; reason: string };
  secrets_missing: { file: string; cluster: string };
  cluster_incomplete: { cluster: string };
  cluster_of_other_version: { cluster: string; found: string; expected: string };
  password_refused: { file: string };
  cannot_create: { reason: string };
  cannot_start: { reason: string; log: string };
}

type FaultCode = keyof FaultDetails;

const instead = "or set DATABASE_URL to a PostgreSQL 15 or newer";

const sentences: { [Code in FaultCode]: (details: FaultDetails[Code]) => string } = {
  no_binaries: (d) =>
    `Steward's own PostgreSQL is not installed for ${d.platform}: run "npm install --include=optional" if ${d.package} exists for it, ${instead}.`,
  no_glibc: () =>
    `Steward's own PostgreSQL needs glibc, which this system does not have: use a glibc system, ${instead}.`,
  libraries_not_laid: (d) =>
    `PostgreSQL's libraries are not in place (${d.missing} is missing) because npm ran without install scripts: run "npm rebuild --ignore-scripts=false ${d.package}", ${instead}.`,
  binaries_do_not_run: (d) =>
    `Steward's own PostgreSQL does not run on this machine (${d.reason}): install what it lacks, ${instead}.`,
  root_without_user: (d) =>
    `PostgreSQL refuses to run as root, and no ordinary user could be used instead (${d.why}): start Steward as an ordinary user, ${instead}.`,
  folder_closed_to_user: (d) =>
    `PostgreSQL refuses to run as root, and the ordinary user "${d.user}" cannot open ${d.folder}, where the data would be: start Steward as an ordinary user, set STEWARD_DATA_DIR to an open folder, ${instead}.`,
  binaries_closed_to_user: (d) =>
    `PostgreSQL refuses to run as root, and the ordinary user "${d.user}" cannot open ${d.folder}, where its program is: start Steward as an ordinary user, move the project to an open folder, ${instead}.`,
  data_folder_unusable: (d) =>
    `The data folder ${d.folder} cannot be used (${d.reason}): set STEWARD_DATA_DIR to a folder that Steward may write to, ${instead}.`,
  secrets_unreadable: (d) =>
    `The file of passwords ${d.file} cannot be read (${d.reason}): start Steward as the user it was first started as, or put the file back from your backup.`,
  secrets_missing: (d) =>
    `${d.cluster} holds a database but its file of passwords ${d.file} is gone: put the file back from your backup, or move the whole data folder away to start afresh.`,
  cluster_incomplete: (d) =>
    `${d.cluster} is not a PostgreSQL database: move it away, or set STEWARD_DATA_DIR to another folder.`,
  cluster_of_other_version: (d) =>
    `${d.cluster} was made by PostgreSQL ${d.found} and this Steward brings PostgreSQL ${d.expected}: start the Steward that made it and export the data, ${instead}.`,
  password_refused: (d) =>
    `The database does not accept the password in ${d.file}: put that file and the database's folder back from the same backup.`,
  cannot_create: (d) => `A new database could not be made (${d.reason}): put that right and start again, ${instead}.`,
  cannot_start: (d) =>
    `Steward's own PostgreSQL did not start (${d.reason}): see ${d.log}, put that right and start again, ${instead}.`,
};

/** Steward's own PostgreSQL cannot be had; `sentence` is for the person who starts Steward. */
export class EmbeddedPostgresFault extends Error {
  override readonly name = "EmbeddedPostgresFault";
  readonly code: FaultCode;
  readonly sentence: string;

  private constructor(code: FaultCode, sentence: string, cause: unknown) {
    super(sentence, cause === undefined ? {} : { cause });
    this.code = code;
    this.sentence = sentence;
  }

  static of<Code extends FaultCode>(code: Code, details: FaultDetails[Code], cause?: unknown): EmbeddedPostgresFault {
    return new EmbeddedPostgresFault(code, sentences[code](details), cause);
  }
}
