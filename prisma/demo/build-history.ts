import type { Build, ContactDraft, Stage } from "./build.ts";
import { monthNames } from "./demo-calendar.ts";
import type { CastEntry } from "./demo-cast.ts";
import type { Colleague } from "./demo-colleagues.ts";
import { followUps, type Outcome, products, type Story, type StoryStep, stories } from "./demo-stories.ts";

/** What the history says of the points of contact. */
export interface Told {
  /** the last call that got through */
  reached: { at: Date; by: string } | null;
  bouncedAt: Date | null;
  wrongNumberAt: Date | null;
  lastInteractionId: string | null;
}

interface Entry {
  contactId: string;
  member: Colleague;
  at: Date;
  type: string;
  outcome: Outcome | null;
  note: string;
}

/** How many stories a year brings, at least and at most. */
const storiesAYear: Record<Stage, readonly [number, number]> = {
  lead: [0, 1],
  prospect: [1, 2],
  customer: [2, 5],
  former: [2, 3],
};

export function addStories(
  build: Build,
  { id, owner, stage, draft }: { id: string; owner: Colleague; stage: Stage; draft: ContactDraft },
): Told {
  const { draw } = build;
  const told: Told = { reached: null, bouncedAt: null, wrongNumberAt: null, lastInteractionId: null };
  const fitting = stories.filter(({ stages }) => stages.includes(stage));
  const [least, most] = storiesAYear[stage];
  // Whom one knows best is talked with most.
  const count = draw.int(least, draft.position === 0 ? most : Math.max(least, most - 2));
  const used = new Set<Story>();
  for (let story = 0; story < count; story += 1) {
    const drawn = draw.one(fitting);
    if (used.has(drawn)) continue;
    used.add(drawn);
    tell(build, { id, owner, draft, told }, drawn, startOf(build, stage, drawn));
  }
  spoil(build, { id, owner, told });
  return told;
}

/** Former customers left some months ago; the rest of the year is spread evenly, with a little more of late. */
function startOf({ draw }: Build, stage: Stage, { name }: Story): number {
  if (stage === "former") return name === "leaving" ? draw.int(110, 200) : draw.int(215, 365);
  return draw.chance(0.25) ? draw.int(1, 40) : draw.int(1, 365);
}

function tell(
  build: Build,
  { id, owner, draft, told }: { id: string; owner: Colleague; draft: ContactDraft; told: Told },
  story: Story,
  startDaysAgo: number,
): void {
  const { draw, calendar, staff } = build;
  const [english, indonesian] = draw.one<readonly [string, string]>(products[draft.sector]);
  const values: Record<string, string> = {
    product: english,
    produk: indonesian,
    qty: draw.one(["500", "1,000", "2,000", "3,500", "5,000", "12,000"]),
    few: String(draw.int(3, 12) * 10),
    people: String(draw.int(3, 9)),
    ...monthNames(calendar.now, draw.int(20, 70) - startDaysAgo),
  };
  const support = staff.of("support", owner);
  const marketing = staff.of("marketing", owner);
  const inIndonesian = draft.region === "ID" && draw.chance(0.5);
  let daysAgo = startDaysAgo;
  for (const step of story.steps) {
    daysAgo -= draw.int(...step.after);
    if (daysAgo < 1) return;
    const member = step.by === "support" ? support : step.by === "marketing" ? marketing : owner;
    const at = calendar.workingTime(daysAgo, member.zone);
    const note = fill(wordsFor(step, member, inIndonesian), values);
    addEntry(build, told, { contactId: id, member, at, type: step.type, outcome: step.outcome ?? null, note });
  }
}

/** Indonesian colleagues write to Indonesian customers in either language, as it comes. */
function wordsFor({ note: [english, indonesian] }: StoryStep, member: Colleague, inIndonesian: boolean): string {
  return inIndonesian && speaksIndonesian(member) ? indonesian : english;
}

function speaksIndonesian({ locale }: Colleague): boolean {
  return locale.startsWith("id");
}

function fill(note: string, values: Record<string, string>): string {
  return note.replace(/\{(\w+)\}/g, (_braces, name: string) => values[name] ?? name);
}

/** Some addresses and numbers have gone out of use. */
function spoil(build: Build, { id, owner, told }: { id: string; owner: Colleague; told: Told }): void {
  const { draw, calendar } = build;
  const at = () => calendar.workingTime(draw.int(2, 150), owner.zone);
  if (draw.chance(0.05)) {
    told.bouncedAt = at();
    addEntry(build, told, {
      contactId: id,
      member: owner,
      at: told.bouncedAt,
      type: "email",
      outcome: "bounced",
      note: "",
    });
  } else if (!told.reached && draw.chance(0.06)) {
    told.wrongNumberAt = at();
    const note = draw.one(["the number belongs to somebody else now", "nomor sudah dipakai orang lain"]);
    addEntry(build, told, {
      contactId: id,
      member: owner,
      at: told.wrongNumberAt,
      type: "call",
      outcome: "wrong_number",
      note,
    });
  }
}

export function addCastEntries(
  build: Build,
  { id, owner, entries }: { id: string; owner: Colleague; entries: readonly CastEntry[] },
): Told {
  const told: Told = { reached: null, bouncedAt: null, wrongNumberAt: null, lastInteractionId: null };
  const support = build.staff.of("support", owner);
  for (const { daysAgo, type, outcome, by, note } of entries) {
    const member = by === "support" ? support : owner;
    const at = build.calendar.workingTime(daysAgo, member.zone);
    addEntry(build, told, { contactId: id, member, at, type, outcome: outcome ?? null, note });
  }
  return told;
}

/** Minutes that each kind takes, at least and at most. */
const durations: Record<string, readonly [number, number]> = { call: [2, 18], meeting: [30, 75], visit: [40, 120] };

function addEntry({ draw, rows, workspace, calendar, idAt }: Build, told: Told, entry: Entry): void {
  const { contactId, member, at, type, outcome, note } = entry;
  const minutes = durations[type];
  const talked = minutes && (outcome === null || outcome === "connected") && draw.chance(0.7);
  const createdAt = new Date(Math.min(at.getTime() + draw.int(1, 40) * 60_000, calendar.now.getTime()));
  const id = idAt(createdAt);
  rows.interactions.push({
    id,
    workspaceId: workspace.id,
    contactId,
    memberId: member.id,
    type,
    outcome,
    happenedAt: at,
    durationMinutes: talked ? draw.int(...minutes) : null,
    note,
    entryMs: draw.int(40, 320) * 100,
    surface: draw.chance(0.85) ? "slack-command" : "slack-view",
    demo: true,
    createdAt,
  });
  if (outcome === "connected" && type === "call" && (!told.reached || told.reached.at < at))
    told.reached = { at, by: member.id };
  told.lastInteractionId = id;
}

/** An open task: a drawn one, or the one that is said. */
export function addFollowUp(
  { draw, rows, workspace, calendar, idAt }: Build,
  input: { contactId: string; owner: Colleague; told: Told; title?: string; inDays?: number },
): void {
  const { contactId, owner, told } = input;
  const createdAt = calendar.workingTime(draw.int(1, 12), owner.zone);
  rows.tasks.push({
    id: idAt(createdAt),
    workspaceId: workspace.id,
    contactId,
    title: input.title ?? draw.one(followUps[speaksIndonesian(owner) && draw.chance(0.4) ? "indonesian" : "english"]),
    dueAt: calendar.dueIn(input.inDays ?? draw.int(-5, 12), owner.zone),
    assigneeId: owner.id,
    createdById: owner.id,
    interactionId: told.lastInteractionId,
    demo: true,
    createdAt,
  });
}
