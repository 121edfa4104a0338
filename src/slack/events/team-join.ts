import { defineEvent } from "../define.ts";
import { userChange } from "./user-change.ts";

/** Somebody joined, or came back: whoever is a member of the CRM already is followed as in any other change. */
export const teamJoin = defineEvent({ ...userChange, type: "team_join" });
