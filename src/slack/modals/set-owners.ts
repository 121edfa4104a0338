import { z } from "zod";
import { listOwners, type OwnedSubject, type Ownership, ownedSubjects } from "../../crm/access/ownership.ts";
import { setOwners } from "../../crm/access/set-owners.ts";
import { input, plain } from "../blocks.ts";
import { defineModal } from "../define.ts";
import { readerOf } from "../reader.ts";
import { replace } from "../reply.ts";
import { ownersText } from "../views/owners.text.ts";
import { ownersMessage } from "../views/owners.ts";

interface Named {
  owners: { subject: OwnedSubject; slackUserId: string | null }[];
}

/** A person for each thing that somebody has to answer for. */
export const setOwnersForm = defineModal<readonly Ownership[], Record<string, never>, Named>({
  id: "owners.set",
  may: "access:manage",
  memory: z.object({}) as z.ZodType<Record<string, never>>,
  build: (owners) => ({
    memory: {},
    title: ownersText.formTitle(),
    submit: ownersText.save(),
    close: ownersText.cancel(),
    blocks: owners.map(({ subject, owner }) =>
      input(
        subject,
        ownersText.label(subject),
        {
          type: "users_select",
          action_id: "chosen",
          placeholder: plain(ownersText.placeholder()),
          ...(owner?.hasAccess && { initial_user: owner.slackUserId }),
        },
        { optional: true, hint: ownersText.means(subject) },
      ),
    ),
  }),
  read: (values) => ({
    owners: ownedSubjects.map((subject) => ({ subject, slackUserId: values.chosen(subject) })),
  }),
  async submit(ctx, named) {
    const changed = await setOwners(ctx, named);
    const lead = changed.length === 0 ? [ownersText.nothingChanged()] : [];
    return replace(ownersMessage(await listOwners(ctx), { maySet: true, lead }, readerOf(ctx)));
  },
});
