/** The port could not be had; `sentence` is for the person who starts Steward. */
export class ListenFault extends Error {
  readonly sentence: string;

  constructor(port: number, cause: NodeJS.ErrnoException) {
    const text = sentence(port, cause);
    super(text, { cause });
    this.sentence = text;
    this.name = "ListenFault";
  }
}

function sentence(port: number, { code }: NodeJS.ErrnoException): string {
  const other = port < 65_535 ? port + 1 : port - 1;
  if (code === "EADDRINUSE") return `Port ${port} is in use. Stop the other program or set PORT=${other}.`;
  if (code === "EACCES")
    return `Port ${port} is reserved for administrators. Set a port from 1024 on, for example PORT=3000.`;
  return `Port ${port} cannot be opened (${code ?? "unknown reason"}). Set another one, for example PORT=${other}.`;
}
