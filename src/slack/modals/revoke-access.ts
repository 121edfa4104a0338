import { z } from "zod";
import type { MemberAccess } from "../../crm/access/find-member.ts";
import { listAccess } from "../../crm/access/list-access.ts";
import { revokeAccess } from "../../crm/access/revoke-access.ts";
import { section } from "../blocks.ts";
import { defineModal } from "../define.ts";
import { readerOf, workspaceReaderOf } from "../reader.ts";
import { replace } from "../reply.ts";
import { accessText } from "../views/access.text.ts";
import { accessListMessage, accessPageSize } from "../views/access.ts";

const memory = z.object({ memberId: z.uuid() });

/** Asks once more before access ends, and says what ends with it. */
export const confirmRevoke = defineModal<
  MemberAccess & { access: NonNullable<MemberAccess["access"]> },
  z.infer<typeof memory>,
  Record<string, never>,
  undefined
>({
  id: "access.confirm-revoke",
  may: "access:manage",
  memory,
  build: ({ memberId, name, access }) => ({
    memory: { memberId },
    title: accessText.revokeTitle(),
    submit: accessText.revokeTitle(),
    close: accessText.cancel(),
    blocks: [section(accessText.revokeQuestion(name, access.role, access.departments))],
  }),
  read: () => ({}),
  async submit(ctx, _input, { memberId }) {
    const revoked = await revokeAccess(ctx, { memberIds: [memberId] });
    const lead = revoked.map(({ name, before }) => accessText.revoked(name, before.role, before.departments));
    const page = await listAccess(ctx, { offset: 0, limit: accessPageSize });
    return replace(accessListMessage(page, "", readerOf(ctx), workspaceReaderOf(ctx), lead));
  },
});
