import { openLogForm } from "../actions/log-new.ts";
import { defineShortcut } from "../define.ts";

export const logACall = defineShortcut({
  callbackId: "log-a-call",
  type: "global",
  may: "interactions:write",
  run: (ctx) => openLogForm(ctx, null),
});
