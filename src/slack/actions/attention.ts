import { getOwnAttention, listOwnKinds, setLess } from "../../crm/attention/own-attention.ts";
import { defineAction } from "../define.ts";
import { attentionForm } from "../modals/attention.ts";
import { open, say } from "../reply.ts";
import { attentionActions } from "../views/attention.actions.ts";
import { lessMessage } from "../views/attention.ts";

export const lessOfThis = defineAction({
  ref: attentionActions.less,
  may: "customers:read",
  async run(ctx, { kind }) {
    await setLess(ctx, { kind, less: true });
    return say(lessMessage(kind, true));
  },
});

export const asBefore = defineAction({
  ref: attentionActions.asBefore,
  may: "customers:read",
  async run(ctx, { kind }) {
    await setLess(ctx, { kind, less: false });
    return say(lessMessage(kind, false));
  },
});

export const changeAttention = defineAction({
  ref: attentionActions.settings,
  may: "customers:read",
  async run(ctx, _value, { where }) {
    const place = where.place === "home" ? "home" : "elsewhere";
    return open(attentionForm.build({ ...(await getOwnAttention(ctx)), kinds: await listOwnKinds(ctx), place }));
  },
});
