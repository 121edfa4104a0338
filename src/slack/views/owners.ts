import type { KnownBlock } from "@slack/types";
import type { AccessFindings } from "../../crm/access/find-access-findings.ts";
import type { PastAccessPage } from "../../crm/access/list-access-as-of.ts";
import type { Ownership } from "../../crm/access/ownership.ts";
import { roles } from "../../crm/access/permission.ts";
import { actions, button, context, section, sections } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { placeOf } from "./access.ts";
import { reviewActions } from "./access-review.actions.ts";
import { reviewText } from "./access-review.text.ts";
import { day, type Reader } from "./dates.ts";
import { ownerActions } from "./owners.actions.ts";
import { ownersText } from "./owners.text.ts";

/** A line each. */
export const pastPageSize = 30;

/** Who answers for what; whoever may name owners has the button. */
export function ownersMessage(
  owners: readonly Ownership[],
  { maySet, lead = [] }: { maySet: boolean; lead?: readonly string[] },
  reader: Reader,
): Message {
  const lines = [...lead, ownersText.title(), ...owners.map((one) => ownerLine(one, reader))];
  const set = maySet ? [actions(button(ownersText.set(), ownerActions.set, {}))] : [];
  return { text: lines.join("\n"), blocks: [...sections(lines), ...set] };
}

function ownerLine({ subject, owner }: Ownership, reader: Reader): string {
  if (!owner) return ownersText.unowned(subject);
  return owner.hasAccess
    ? ownersText.owned(subject, owner.name, day(owner.since, reader))
    : ownersText.ownerLeft(subject, owner.name);
}

/** What the steward's panel warns of; empty when all is well. */
export function findingBlocks({ gaps, overdueReview }: AccessFindings, house: Reader): KnownBlock[] {
  return [
    ...(overdueReview
      ? [
          section(
            ownersText.overdue(day(overdueReview.dueAt, house), overdueReview.left),
            button(reviewText.goOn(), reviewActions.open, {}),
          ),
        ]
      : []),
    ...(gaps.length > 0 ? [section(ownersText.gaps(gaps), button(ownersText.set(), ownerActions.list, {}))] : []),
  ];
}

/** What each role may do and each department answers for, from the table that decides it. */
export function rolesMessage(): Message {
  const may = [ownersText.rolesTitle(), ...roles.map(ownersText.role)];
  const duties = [ownersText.dutiesTitle(), ...ownersText.duties()];
  return {
    text: [...may, ...duties].join("\n"),
    blocks: [section(may.join("\n")), section(duties.join("\n")), context(ownersText.rolesNote())],
  };
}

export function pastAccessMessage(page: PastAccessPage, house: Reader): Message {
  const { rows, total, offset, day: asked, today } = page;
  const title = total === 0 ? ownersText.asOfNobody(asked) : ownersText.asOfTitle(asked, total, today);
  const lines = rows.map((row) =>
    ownersText.asOfRow(row.name, row.role, row.departments, row.grantedBy, day(row.since, house)),
  );
  const end = offset + rows.length;
  const to = (at: number) => ({ day: asked, offset: String(at) });
  const buttons = [
    ...(offset > 0
      ? [button(ownersText.earlier(), ownerActions.asOf, to(Math.max(0, offset - pastPageSize)), { nth: 0 })]
      : []),
    ...(end < total ? [button(ownersText.more(), ownerActions.asOf, to(end), { nth: 1 })] : []),
  ];
  return {
    text: [title, ...lines].join("\n"),
    blocks: [
      section(title),
      ...sections(lines),
      context(ownersText.asOfPlace(placeOf(house.zone))),
      ...(buttons.length > 0 ? [context(ownersText.asOfPart(offset + 1, end, total)), actions(...buttons)] : []),
    ],
  };
}
