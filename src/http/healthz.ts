import { answerText } from "./answer.ts";
import type { Endpoint } from "./endpoint.ts";

/** Alive: the process runs and its event loop turns. Whether it can work is `/readyz`'s question. */
export const healthz: Endpoint = (_request, response) => answerText(response, 200, "Steward is alive.");
