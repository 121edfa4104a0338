import { z } from "zod";
import type { Core } from "../core.ts";
import { findPerson } from "../model/people.ts";
import {
  findView,
  findViewByExternalId,
  openView,
  publishHome,
  pushView,
  updateView,
  viewObject,
} from "../model/views.ts";
import { refusedArguments, SlackError } from "../slack-error.ts";
import type { StoredView } from "../workspace-state.ts";
import { json, text, wanted } from "./arguments.ts";
import { checkedView } from "./blocks-argument.ts";
import { defineMethod, type Method } from "./define-method.ts";

const viewArgument = json(z.unknown());
const triggered = z.object({ trigger_id: text.optional(), interactivity_pointer: text.optional(), view: viewArgument });

function triggerOf(args: { trigger_id?: string | undefined; interactivity_pointer?: string | undefined }): string {
  const id = args.trigger_id ?? args.interactivity_pointer;
  if (!id) throw refusedArguments("invalid_arguments", ["[ERROR] missing required field: trigger_id"]);
  return id;
}

const open = defineMethod({
  name: "views.open",
  tier: 4,
  args: triggered,
  run({ core }, args) {
    // The view is checked first: a mistake in it must not cost the trigger.
    const checked = checkedView(core, args.view, "modal");
    const trigger = core.triggers.exchange(triggerOf(args));
    return { view: viewObject(core, openView(core, checked, trigger.user, trigger.channel)) };
  },
});

const push = defineMethod({
  name: "views.push",
  tier: 4,
  args: triggered,
  run({ core }, args) {
    const checked = checkedView(core, args.view, "modal");
    const trigger = core.triggers.exchange(triggerOf(args));
    if (trigger.viewId === null || !findView(core, trigger.viewId)) throw new SlackError("not_found");
    return { view: viewObject(core, pushView(core, checked, trigger.user)) };
  },
});

function assertHash(view: StoredView, hash: string | undefined): void {
  if (hash !== undefined && hash !== "" && hash !== view.hash) throw new SlackError("hash_conflict");
}

function wantedView(core: Core, args: { view_id?: string | undefined; external_id?: string | undefined }): StoredView {
  if (!args.view_id && !args.external_id) {
    throw refusedArguments("invalid_arguments", ["[ERROR] must provide view_id or external_id"]);
  }
  const view = args.view_id ? findView(core, args.view_id) : findViewByExternalId(core, args.external_id ?? "");
  if (!view) throw new SlackError("not_found");
  return view;
}

const update = defineMethod({
  name: "views.update",
  tier: 4,
  args: z.object({ view_id: text.optional(), external_id: text.optional(), hash: text.optional(), view: viewArgument }),
  run({ core }, args) {
    const view = wantedView(core, args);
    const checked = checkedView(core, args.view, view.type);
    assertHash(view, args.hash);
    updateView(core, view, checked);
    return { view: viewObject(core, view) };
  },
});

const publish = defineMethod({
  name: "views.publish",
  tier: 4,
  args: z.object({ user_id: wanted, hash: text.optional(), view: viewArgument }),
  run({ core }, args) {
    if (!core.app.homeTab) throw new SlackError("not_enabled");
    const person = findPerson(core, args.user_id);
    if (!person || person.isBot || person.outsideTeam !== null || person.deactivated) {
      throw refusedArguments("invalid_arguments", ["[ERROR] invalid user_id [json-pointer:/user_id]"]);
    }
    const checked = checkedView(core, args.view, "home");
    const existing = findView(core, core.state.homes[person.id] ?? "");
    if (existing) assertHash(existing, args.hash);
    return { view: viewObject(core, publishHome(core, checked, person.id)) };
  },
});

export const viewMethods: Method[] = [open, push, update, publish];
