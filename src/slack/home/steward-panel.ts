import type { KnownBlock } from "@slack/types";
import { findFirstSteps } from "../../crm/access/first-steps.ts";
import type { Context } from "../../db/context.ts";
import { section } from "../blocks.ts";
import { stewardPanelBlocks } from "../views/access.ts";
import { homeText } from "../views/home.text.ts";

/** What only stewards see in Home: who has access, and the first steps with what is still to do. */
export async function stewardPanel(ctx: Context): Promise<KnownBlock[]> {
  return [section(homeText.panel()), ...stewardPanelBlocks(await findFirstSteps(ctx))];
}
