import type { Core } from "../core.ts";
import type { JsonObject } from "../json.ts";
import type { Person } from "../workspace-state.ts";

/** What every interaction payload says of where it comes from. */
export function payloadParts(core: Core, person: Person): JsonObject {
  const { app, team } = core.state;
  return {
    token: app.verificationToken,
    api_app_id: app.id,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    user: {
      id: person.id,
      username: person.handle,
      name: person.handle,
      team_id: person.outsideTeam ?? team.id,
    },
  };
}

/** What a person did came to nothing: the sentence they see. */
export interface Refused {
  ok: false;
  error: string;
}

export function refused(error: string): Refused {
  return { ok: false, error };
}

/** Slack's own words for an app that did not answer an interaction. */
export const TROUBLE_CONNECTING = "We had some trouble connecting. Try again?";
