import { defineAction } from "../define.ts";
import { choosePeople } from "../modals/choose-people.ts";
import { chooseTriageChannel } from "../modals/choose-triage-channel.ts";
import { open } from "../reply.ts";
import { accessActions } from "../views/access.actions.ts";

export const choosePeopleAction = defineAction({
  ref: accessActions.choosePeople,
  may: "access:manage",
  run: async (ctx) => open(choosePeople.build({ zone: ctx.workspace.zone })),
});

export const chooseTriageAction = defineAction({
  ref: accessActions.chooseTriage,
  may: "settings:write",
  run: async (ctx) => open(chooseTriageChannel.build({ channelId: ctx.workspace.triageChannelId })),
});
