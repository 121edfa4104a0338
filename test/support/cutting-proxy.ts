import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * Stands between a client and the database and cuts the line on order, as a network does.
 * @param url the database's address
 */
export async function startCuttingProxy(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let cutAfter: string | null = null;
  let isDown = false;
  let downWhenCut = false;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    if (isDown) {
      near.on("error", () => {});
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
    near.on("data", (chunk: Buffer) => {
      const isLast = cutAfter !== null && chunk.includes(cutAfter);
      far.write(chunk, () => {
        if (!isLast) return;
        if (downWhenCut) isDown = true;
        cutAfter = null;
        cut();
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
    /** Cuts once, right after a message with this text has gone on to the database; `stayDown`: and lets nobody in. */
    cutAfter: (text: string, { stayDown = false } = {}) => {
      cutAfter = text;
      downWhenCut = stayDown;
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
