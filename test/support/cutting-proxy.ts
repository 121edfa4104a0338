import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

interface Cut {
  after: string;
  /** only on a line on which this has passed before */
  having: string | null;
  stayDown: boolean;
}

/**
 * Stands between a client and the database and cuts the line on order, as a network does.
 * @param url the database's address
 */
export async function startCuttingProxy(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let ordered: Cut | null = null;
  let isDown = false;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    near.on("error", () => {});
    if (isDown) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    far.pipe(near);
    let passed = false;
    near.on("data", (chunk: Buffer) => {
      const order = ordered;
      passed ||= order?.having != null && chunk.includes(order.having);
      const isLast = order !== null && (order.having === null || passed) && chunk.includes(order.after);
      if (isLast) ordered = null;
      far.write(chunk, () => {
        if (!isLast) return;
        if (order.stayDown) isDown = true;
        if (order.stayDown || order.having === null) cut();
        else near.destroy();
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  through.hostname = "127.0.0.1";
  return {
    url: through.href,
    /** Cuts every line now. */
    cut,
    /**
     * Cuts once, right after a message with this text has gone on to the database. `having`: that one line only, and only
     * if this text went over it before; `stayDown`: all lines, and nobody is let in until it is up again.
     */
    cutAfter: (after: string, { having = null, stayDown = false }: Partial<Omit<Cut, "after">> = {}) => {
      ordered = { after, having, stayDown };
    },
    /** Cuts every line and lets nobody in until it is up again. */
    down: () => {
      isDown = true;
      cut();
    },
    up: () => {
      isDown = false;
    },
    close: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
