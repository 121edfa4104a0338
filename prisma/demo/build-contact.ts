import { foldName } from "../../src/crm/customers/fold-name.ts";
import { nameKey, nameWords } from "../../src/crm/customers/name-key.ts";
import { normalisePhone } from "../../src/crm/customers/normalise-phone.ts";
import { type Build, began, type ContactDraft, type Stage } from "./build.ts";
import { addCastEntries, addFollowUp, addStories, type Told } from "./build-history.ts";
import { type CastMember, cast } from "./demo-cast.ts";
import type { Colleague } from "./demo-colleagues.ts";
import type { Region } from "./demo-companies.ts";
import { demoPhone } from "./demo-phones.ts";
import { origins, products } from "./demo-stories.ts";

/** Currency, and what a year's business is worth in its whole units: at least, at most, rounded to. */
const business: Record<Region, readonly [string, number, number, number]> = {
  ID: ["IDR", 18_000_000, 950_000_000, 6_000_000],
  SG: ["SGD", 8_000, 140_000, 1_000],
  MY: ["MYR", 20_000, 360_000, 2_000],
  DE: ["EUR", 9_000, 120_000, 1_000],
  NL: ["EUR", 9_000, 90_000, 1_000],
  FR: ["EUR", 6_000, 60_000, 1_000],
  GB: ["GBP", 8_000, 80_000, 1_000],
  US: ["USD", 10_000, 150_000, 1_000],
  AU: ["AUD", 10_000, 110_000, 1_000],
  JP: ["JPY", 1_200_000, 14_000_000, 100_000],
  IN: ["INR", 600_000, 9_000_000, 50_000],
  VN: ["VND", 200_000_000, 2_400_000_000, 10_000_000],
  PL: ["PLN", 30_000, 400_000, 5_000],
};

/** Words in a job title, and the function they tell. */
const functions: readonly (readonly [RegExp, string])[] = [
  [/procure|purchas|buyer|buying|sourcing|einkauf|achats|category|merchandis|supply/i, "purchasing"],
  [/warehouse|logist|fleet|hub|terminal|stores|shipping|export|import|lager|cold chain|chain/i, "logistics"],
  [/financ|accounts|treasurer/i, "finance"],
  [/owner|director|founder|inhaber|gérante|giám đốc|chair|general manager|rector|headmaster/i, "management"],
  [/plant|production|mill|factory|maintenance|engineer|roastery|foreman|site manager/i, "production"],
  [/quality|regulatory|laboratory|medical/i, "quality"],
  [/sales|marketing|brand|customer/i, "sales"],
];

export function buildContact(build: Build, draft: ContactDraft): void {
  const { draw, calendar, workspace, rows, staff, idAt } = build;
  const known = cast[draft.name];
  const owner = staff.owner(draft.region);
  const stage = known?.stage ?? drawStage(build, draft);
  const source =
    known?.source ??
    (stage === "customer" || stage === "former"
      ? draw.one([...origins, "the import", "the import"])
      : draw.one(origins));
  const addedDaysAgo =
    stage === "lead" ? draw.int(4, 200) : stage === "prospect" ? draw.int(60, 380) : draw.int(380, began - 1);
  const createdAt = calendar.workingTime(addedDaysAgo, owner.zone);
  // A webinar or a fair was a while before somebody typed its list in.
  const sourceAt = calendar.daysBack(
    addedDaysAgo + (source === "the import" ? 0 : draw.int(2, stage === "lead" ? 20 : 700)),
  );
  const years = known?.customerForYears ?? draw.int(1, 8);
  const bought = stage === "customer" || stage === "former";
  const id = idAt(createdAt);
  rows.contacts.push({
    id,
    workspaceId: workspace.id,
    name: draft.name,
    searchKey: foldName(draft.name),
    nameKey: nameKey(draft.name),
    companyId: draft.company?.id ?? null,
    stage,
    ownerId: owner.id,
    customerSince: bought ? calendar.day(years * 365 - draw.int(0, 200)) : null,
    customerSinceSource: bought
      ? (known?.customerSinceSource ?? draw.one(["the import", "the first won quote", "the first invoice"]))
      : null,
    source,
    sourceAt,
    interests:
      known?.interests ??
      (draw.chance(0.6) ? capitalised(draw.one<readonly [string, string]>(products[draft.sector])[0]) : null),
    demo: true,
    createdAt,
    createdById: owner.id,
  });
  const told = known
    ? addCastEntries(build, { id, owner, entries: known.entries })
    : addStories(build, { id, owner, stage, draft });
  const contact = { id, draft, known, owner, createdAt, addedDaysAgo, told };
  addEmails(build, contact);
  addPhones(build, contact);
  addAddress(build, contact);
  addFacts(build, contact, bought);
  const task = known ? known.task : stage !== "former" && draw.chance(0.16) ? "drawn" : undefined;
  if (task) addFollowUp(build, { contactId: id, owner, told, ...(task !== "drawn" && task) });
}

function drawStage({ draw }: Build, { position, company }: ContactDraft): Stage {
  if (!company) return draw.one(["lead", "prospect"]);
  const lot = draw.int(1, 100);
  if (position === 0) return lot <= 62 ? "customer" : lot <= 80 ? "prospect" : lot <= 92 ? "lead" : "former";
  return lot <= 42 ? "customer" : lot <= 68 ? "prospect" : lot <= 90 ? "lead" : "former";
}

interface Held {
  id: string;
  draft: ContactDraft;
  known: CastMember | undefined;
  owner: Colleague;
  createdAt: Date;
  addedDaysAgo: number;
  told: Told;
}

/** When somebody last said that it is right; never, for a fifth of what came in by file. */
function confirmation({ draw, calendar }: Build, { owner, addedDaysAgo }: Held) {
  if (draw.chance(0.2)) return {};
  return {
    confirmedAt: calendar.workingTime(draw.int(5, addedDaysAgo), owner.zone),
    confirmedById: owner.id,
    confirmedHow: "edit",
  };
}

function addEmails(build: Build, held: Held): void {
  const { draw, rows, calendar, workspace, idAt } = build;
  const { id, draft, known, createdAt, addedDaysAgo, told } = held;
  const words = nameWords(draft.name);
  const [first = "info", last = first] = [words[0], words.at(-1)];
  const full = first === last ? first : `${first}.${last}`;
  const earlier = known?.earlierEmails ?? (draw.chance(0.15) ? draw.int(1, 2) : 0);
  const former = [`${first}@${draft.domain}.example`, `${first}.${last}@surat.example`].slice(0, earlier);
  let from = createdAt;
  former.forEach((typed, position) => {
    // Each earlier address ends where the next begins, between then and now.
    const until = calendar.daysBack(Math.round((addedDaysAgo * (earlier - position)) / (earlier + 1)));
    rows.points.push({
      id: idAt(from),
      workspaceId: workspace.id,
      contactId: id,
      kind: "email",
      normal: typed,
      typed,
      source: "the import",
      validFrom: from,
      validTo: until,
      createdAt: from,
    });
    from = until;
  });
  const address = `${full}@${draft.domain}.example`;
  rows.points.push({
    id: idAt(from),
    workspaceId: workspace.id,
    contactId: id,
    kind: "email",
    normal: address,
    typed: address,
    source: earlier > 0 ? "typed" : "the import",
    ...(known
      ? { confirmedAt: calendar.daysBack(20), confirmedById: held.owner.id, confirmedHow: "edit" }
      : confirmation(build, held)),
    ...(told.bouncedAt && { suspendedAt: told.bouncedAt, suspendedReason: "bounced" }),
    validFrom: from,
    createdAt: from,
  });
}

function addPhones(build: Build, held: Held): void {
  const { draw, rows, calendar, workspace, idAt } = build;
  const { id, draft, known, createdAt, told } = held;
  const phones =
    known?.phones ??
    (draw.chance(0.94) ? [{ typed: demoPhone(draft.region, draft.index), confirmedDaysAgo: null }] : []);
  for (const { typed, confirmedDaysAgo } of phones) {
    const phone = normalisePhone(typed, "ID");
    if (!phone.ok) throw new Error(`The demo number ${typed} is not one`);
    const called = confirmedDaysAgo === null ? null : calendar.daysBack(confirmedDaysAgo);
    const byCall = known ? called && { at: called, by: held.owner.id } : told.reached;
    rows.points.push({
      id: idAt(createdAt),
      workspaceId: workspace.id,
      contactId: id,
      kind: "phone",
      normal: phone.normal,
      typed,
      source: "the import",
      // A call that got through confirms the number by itself.
      ...(byCall
        ? { confirmedAt: byCall.at, confirmedById: byCall.by, confirmedHow: "call" }
        : known
          ? {}
          : confirmation(build, held)),
      ...(told.wrongNumberAt && { suspendedAt: told.wrongNumberAt, suspendedReason: "wrong number" }),
      validFrom: createdAt,
      createdAt,
    });
  }
}

function addAddress(build: Build, held: Held): void {
  const { draw, rows, calendar, workspace, idAt } = build;
  const { id, draft, known, createdAt } = held;
  if (!known && draft.company && !draw.chance(0.4)) return;
  const daysAgo = known?.addressConfirmedDaysAgo ?? null;
  rows.points.push({
    id: idAt(createdAt),
    workspaceId: workspace.id,
    contactId: id,
    kind: "address",
    normal: foldName(draft.address),
    typed: draft.address,
    source: "the import",
    ...(known
      ? daysAgo !== null && {
          confirmedAt: calendar.daysBack(daysAgo),
          confirmedById: held.owner.id,
          confirmedHow: "edit",
        }
      : confirmation(build, held)),
    validFrom: createdAt,
    createdAt,
  });
}

function addFacts(build: Build, held: Held, bought: boolean): void {
  const { draw, rows, calendar, workspace, idAt } = build;
  const { id, draft, known, createdAt, addedDaysAgo, owner } = held;
  const fact = { workspaceId: workspace.id, contactId: id, source: "the import" };
  const add = (field: string, value: string, currency: string | null = null) => {
    const { confirmedHow: _how, ...confirmed } = confirmation(build, held) as { confirmedHow?: string };
    rows.facts.push({
      ...fact,
      ...confirmed,
      id: idAt(createdAt),
      field,
      value,
      currency,
      validFrom: createdAt,
      createdAt,
    });
  };
  if (draft.company) add("organisation", draft.company.name);
  const jobFunction = functions.find(([title]) => title.test(draft.jobTitle))?.[1];
  if (jobFunction) add("job_function", jobFunction);
  if (!known && draw.chance(0.1) && / (manager|lead|director|supervisor)$/i.test(draft.jobTitle)) {
    const promotedAt = calendar.daysBack(draw.int(10, addedDaysAgo - 1));
    const before = draft.jobTitle.replace(/(manager|lead|director|supervisor)$/i, "staff");
    rows.facts.push(
      {
        ...fact,
        id: idAt(createdAt),
        field: "job_title",
        value: before,
        validFrom: createdAt,
        validTo: promotedAt,
        createdAt,
      },
      {
        ...fact,
        id: idAt(promotedAt),
        field: "job_title",
        value: draft.jobTitle,
        source: "typed",
        confirmedAt: promotedAt,
        confirmedById: owner.id,
        validFrom: promotedAt,
        createdAt: promotedAt,
      },
    );
  } else add("job_title", draft.jobTitle);
  if (!bought && !draw.chance(0.2)) return;
  const [currency, least, most, step] = business[draft.region];
  // Squared: many small customers and a few large ones.
  const share = (draw.int(0, 1000) / 1000) ** 2;
  const amount = known?.value ?? Math.round((least + share * (most - least)) / step) * step;
  if (known && known.value === undefined) return;
  add("value", String(amount * 10 ** minorDigits(currency)), currency);
}

/** How many digits a currency's minor units have, as the CRM counts them (CLDR, in which the rupiah has none). */
function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
