import fc from "fast-check";

/** Pieces on which a parser of this grammar can stumble: its own words and signs, numbers, quotes, other scripts. */
const pieces = [
  ...[
    "call",
    "email",
    "meeting",
    "no answer",
    "left a message",
    "connected",
    "wrong number",
    "bounced",
    "tidak diangkat",
  ],
  ...[
    "todo",
    "lanjut",
    ">>",
    "»",
    "->",
    "→",
    ":",
    "：",
    "::",
    ":smile:",
    "12:30",
    "12.30",
    "1:1",
    "\n",
    "\r\n",
    "\t",
    " ",
  ],
  ...[
    "yesterday",
    "besok",
    "on tuesday",
    "friday 9",
    "3/12",
    "12m",
    "5 years 3 months",
    "2 hours ago",
    "kemarin sore",
    "April",
  ],
  ...[
    "Budi",
    "Sun Life",
    "New Balance",
    '"',
    "“",
    "”",
    "'",
    "’",
    "—",
    "-",
    ",",
    ".",
    ";",
    "(",
    ")",
    "12 min",
    "(12 menit)",
  ],
  ...[
    "https://x.example:8080/a:b?c=d",
    "budi@contoh.co.id",
    "0812-3456-7890",
    "<@U123>",
    "<!channel>",
    "&amp;",
    "*",
    "_",
    "`",
  ],
  ...["محمد", "‮", "張偉", "👩‍👩‍👧", "\u0000", "\ud800", "İ", "ß", "０８１２"],
];

/** A text of at most `longest` characters made of such pieces, of any characters, or of one piece over and over. */
export function hostileText(longest = 3000): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 6 }));
  const joined = fc
    .tuple(fc.array(piece, { maxLength: 60 }), fc.constantFrom("", " ", ", ", "\n"))
    .map(([parts, glue]) => parts.join(glue));
  const repeated = fc
    .tuple(piece, piece, fc.constantFrom("", " ", ":", "\n", ", "))
    .map(
      ([head, one, glue]) => head + `${one}${glue}`.repeat(Math.ceil(longest / Math.max(1, one.length + glue.length))),
    );
  return fc.oneof(joined, repeated, fc.string({ unit: "binary", maxLength: 80 })).map((text) => text.slice(0, longest));
}

/** Each piece repeated to the limit, alone and behind the beginnings that lead into each branch of the parser. */
export function longestTexts(
  heads = ["", "budi: ", "budi: todo ", "call ", '"budi" ', "budi\n"],
  longest = 3000,
): string[] {
  return heads.flatMap((head) =>
    pieces.flatMap((piece) =>
      [piece, `${piece} `].map((one) => (head + one.repeat(Math.ceil(longest / one.length))).slice(0, longest)),
    ),
  );
}

/** Milliseconds of this process's own work, whatever else the machine is busy with. */
export function workOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** IANA zones on both sides of the date line, with and without summer time, with odd offsets. */
export const zones = [
  "Asia/Jakarta",
  "Asia/Kathmandu",
  "America/New_York",
  "Europe/London",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "UTC",
] as const;
