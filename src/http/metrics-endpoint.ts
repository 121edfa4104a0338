import { answer } from "./answer.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Metrics } from "./metrics.ts";

/** The text format that Prometheus scrapes. */
export function createMetricsEndpoint({ registry }: Pick<Metrics, "registry">): Endpoint {
  return async (_request, response) => answer(response, 200, registry.contentType, await registry.metrics());
}
