import type { KnownBlock } from "@slack/types";
import { findAccessFindings } from "../../crm/access/find-access-findings.ts";
import { findFirstSteps } from "../../crm/access/first-steps.ts";
import { getFreshnessSettings } from "../../crm/freshness/limits.ts";
import type { Context } from "../../db/context.ts";
import { section } from "../blocks.ts";
import { workspaceReaderOf } from "../reader.ts";
import { stewardPanelBlocks } from "../views/access.ts";
import { limitsBlock } from "../views/freshness.ts";
import { homeText } from "../views/home.text.ts";
import { findingBlocks } from "../views/owners.ts";
import { ticketSettingsBlock } from "../views/ticket-settings.ts";

/** What a steward has to see to. */
export async function panelFindings(ctx: Context): Promise<KnownBlock[]> {
  return findingBlocks(await findAccessFindings(ctx), workspaceReaderOf(ctx));
}

/** What only stewards see in Home: who has access, and the first steps with what is still to do. */
export async function stewardPanel(ctx: Context): Promise<KnownBlock[]> {
  return [
    section(homeText.panel()),
    ...stewardPanelBlocks(await findFirstSteps(ctx), await panelFindings(ctx)),
    ticketSettingsBlock(),
    limitsBlock(await getFreshnessSettings(ctx)),
  ];
}
