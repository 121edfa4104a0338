import type { JsonObject } from "./json.ts";

/** What can go wrong with a call of the Web API. */
export type ApiFault =
  /** 429 with Retry-After, in seconds */
  | { kind: "rate_limited"; retryAfter: number }
  /** an HTTP status without a body that means anything, e.g. 503 */
  | { kind: "status"; status: number }
  /** 200 with `ok: false` */
  | { kind: "error"; error: string }
  /** the connection is cut, before the call was carried out or after */
  | { kind: "reset"; when: "before" | "after" }
  /** the answer comes late */
  | { kind: "delay"; milliseconds: number }
  /** no answer ever comes */
  | { kind: "hang" };

/** What can go wrong with an envelope on its way to the app, or its acknowledgement on the way back. */
export type DeliveryFault =
  /** it never arrives */
  | { kind: "drop" }
  | { kind: "delay"; milliseconds: number }
  /** it arrives twice */
  | { kind: "duplicate" }
  /** the app gets it, but its acknowledgement is lost */
  | { kind: "lose_ack" };

export interface ApiFaultFilter {
  method?: string;
  channel?: string;
  match?: (call: { method: string; args: JsonObject }) => boolean;
  /** how often it strikes; 1 when left out */
  times?: number;
}

export interface DeliveryFaultFilter {
  kind?: "slash_commands" | "interactive" | "events_api";
  match?: (payload: JsonObject) => boolean;
  /** how often it strikes; 1 when left out */
  times?: number;
}

/** An ordered fault, to see whether it struck and to take it back. */
export interface OrderedFault {
  readonly struck: number;
  cancel(): void;
}

interface Order<F, S> {
  fault: F;
  fits: (subject: S) => boolean;
  left: number;
  struck: number;
}

class FaultBook<F, S> {
  #orders: Order<F, S>[] = [];

  order(fault: F, times: number, fits: (subject: S) => boolean): OrderedFault {
    const order: Order<F, S> = { fault, fits, left: times, struck: 0 };
    this.#orders.push(order);
    return {
      get struck() {
        return order.struck;
      },
      cancel() {
        order.left = 0;
      },
    };
  }

  /** The first fault that fits, used up by one. */
  take(subject: S): F | null {
    const order = this.#orders.find((candidate) => candidate.left > 0 && candidate.fits(subject));
    if (!order) return null;
    order.left -= 1;
    order.struck += 1;
    return order.fault;
  }

  clear(): void {
    this.#orders = [];
  }
}

type ApiSubject = { method: string; args: JsonObject };
type DeliverySubject = { kind: string; payload: JsonObject };

/** The faults that tests ordered. Each is taken in the order in which it was ordered. */
export class Faults {
  #api = new FaultBook<ApiFault, ApiSubject>();
  #delivery = new FaultBook<DeliveryFault, DeliverySubject>();

  api(fault: ApiFault, filter: ApiFaultFilter = {}): OrderedFault {
    return this.#api.order(
      fault,
      filter.times ?? 1,
      (call) =>
        (filter.method === undefined || filter.method === call.method) &&
        (filter.channel === undefined || filter.channel === call.args["channel"]) &&
        (filter.match === undefined || filter.match(call)),
    );
  }

  delivery(fault: DeliveryFault, filter: DeliveryFaultFilter = {}): OrderedFault {
    return this.#delivery.order(
      fault,
      filter.times ?? 1,
      (envelope) =>
        (filter.kind === undefined || filter.kind === envelope.kind) &&
        (filter.match === undefined || filter.match(envelope.payload)),
    );
  }

  clear(): void {
    this.#api.clear();
    this.#delivery.clear();
  }

  takeApi(call: ApiSubject): ApiFault | null {
    return this.#api.take(call);
  }

  takeDelivery(envelope: DeliverySubject): DeliveryFault | null {
    return this.#delivery.take(envelope);
  }
}
