import { answerJson } from "./answer.ts";
import type { Endpoint } from "./endpoint.ts";
import type { HttpLog } from "./http-log.ts";
import { within } from "./within.ts";

/** Null when this part can work, else one sentence that says why it cannot; it holds no address and no secret. */
export type Probe = () => Promise<string | null> | string | null;

/** Milliseconds; well under the 10 s that orchestrators usually wait. */
const patience = 3_000;

/** 200 when everything that this process needs can work, else 503 with what is not ready and why. */
export function createReadyz(probes: () => Readonly<Record<string, Probe>>, log: HttpLog): Endpoint {
  return async (_request, response) => {
    const findings = await Promise.all(
      Object.entries(probes()).map(async ([name, probe]) => ({ name, reason: await ask(name, probe, log) })),
    );
    const notReady = findings.filter(({ reason }) => reason !== null);
    const ready = notReady.length === 0;
    answerJson(response, ready ? 200 : 503, { ready, notReady });
  };
}

async function ask(name: string, probe: Probe, log: HttpLog): Promise<string | null> {
  try {
    return await within(patience, probe);
  } catch (error) {
    log.warn({ err: error, part: name }, "A part could not be asked whether it is ready");
    return "It does not answer; the log says why.";
  }
}
