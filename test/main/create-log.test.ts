import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createLog, describeError } from "../../src/log.ts";

function listen(pretty = false) {
  let text = "";
  const to = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return { log: createLog({ level: "info", pretty, to }), text: () => text };
}

describe("createLog", () => {
  it("writes one JSON object a line", () => {
    const { log, text } = listen();
    log.info({ job: "daily-digest", counts: { sent: 3 } }, "A job has run");
    log.debug({}, "unheard");
    expect(JSON.parse(text())).toMatchObject({
      level: 30,
      job: "daily-digest",
      counts: { sent: 3 },
      msg: "A job has run",
    });
  });

  it("leaves out secrets and what people wrote, wherever a caller put them", () => {
    const { log, text } = listen();
    log.info({ token: "hunter2", request: { headers: { authorization: "hunter2" } } }, "one");
    log.info({ contact: { name: "hunter2", email: "hunter2" }, note: "hunter2", payload: { text: "hunter2" } }, "two");
    expect(text()).not.toContain("hunter2");
    expect(text()).toContain("[not logged]");
  });

  it("writes lines for people when asked", () => {
    const { log, text } = listen(true);
    log.warn({ part: "slack" }, "Slack is not connected");
    expect(text()).toMatch(/WARN.*Slack is not connected/);
    expect(text()).toContain('part: "slack"');
  });
});

describe("describeError", () => {
  it("keeps type, message, code, frames and causes", () => {
    const cause = Object.assign(new TypeError("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" });
    const described = describeError(new Error("The database is unreachable", { cause }));
    expect(described).toMatchObject({
      type: "Error",
      message: "The database is unreachable",
      cause: { type: "TypeError", code: "ECONNREFUSED", message: "connect ECONNREFUSED 127.0.0.1:5432" },
    });
    expect(described.stack[0]).toMatch(/^at .*create-log\.test\.ts/);
  });

  it.each([
    ["token xoxb-12-secret was refused", "token [token] was refused"],
    ["connect to postgresql://steward:secret@db/steward failed", "connect to postgresql://[address] failed"],
    ["no mailbox secret@contoh.example here", "no mailbox [e-mail] here"],
    ["+62 812-0000-0001 is not in use", "[number] is not in use"],
    ['invalid input syntax for type uuid: "secret person"', 'invalid input syntax for type uuid: "[not logged]"'],
    ["Key (email)=(secret) already exists.", "Key (email)=([not logged]) already exists."],
    [
      "\nInvalid `tx.contact.create()` invocation:\n\n{ data: { name: 'secret' } }\n\nArgument `stage` is missing.",
      "Argument `stage` is missing.",
    ],
  ])("keeps %j out of the log", (message, logged) => {
    expect(describeError(new Error(message)).message).toBe(logged);
  });

  it("leaves out what libraries hang on their errors", () => {
    const error = Object.assign(new Error("HTTP 500"), {
      request: { headers: { authorization: "secret" } },
      data: "secret",
    });
    expect(JSON.stringify(describeError(error))).not.toContain('"secret"');
  });

  it("does not follow a ring of causes for ever", () => {
    const error = new Error("one");
    error.cause = error;
    expect(JSON.stringify(describeError(error)).match(/"message":"one"/g)).toHaveLength(6);
  });
});
