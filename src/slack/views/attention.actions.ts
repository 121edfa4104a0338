import { actionRef } from "../action-ref.ts";

export const attentionActions = {
  /** messages of this kind come in the digest only, from now on */
  less: actionRef("attention.less", "kind"),
  /** they come by themselves again */
  asBefore: actionRef("attention.as-before", "kind"),
  /** the form of how much one wants to hear, and when */
  settings: actionRef("attention.settings"),
};
