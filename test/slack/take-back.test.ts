import { expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { eventually } from "../support/eventually.ts";
import { describeOverBoth, type Suite } from "./over-both.ts";

let customers = 0;

interface Answer {
  contactId: string;
  channel: string;
  ts: string;
}

/** A customer of one test's own, of whom Steward has posted one answer in Dewi's conversation. */
async function answered(suite: Suite): Promise<Answer & { name: string }> {
  customers += 1;
  const name = `Wiryawan ${["Abadi", "Bahari", "Cahaya", "Damai", "Elok"][customers % 5]} ${customers}`;
  const email = `wiryawan${customers}@quxmakmur.example`;
  const { id } = await suite.as("dewi", (ctx) => createContact(ctx, { name, emails: [email], source: "typed" }));
  const dewi = suite.person("dewi");
  await dewi.send(dewi.openDm(), email);
  return eventually(async () => {
    const [kept] = await suite.as("dewi", (ctx) => ctx.tx.postedMessage.findMany({ where: { contactId: id } }));
    if (!kept?.ts) throw new Error("Nothing is kept yet");
    return { contactId: id, name, channel: kept.channel, ts: kept.ts };
  });
}

/** Has the customer erased by the form; resolves with the certificate, as the stewards read it. */
async function erase(suite: Suite, { name, contactId }: { name: string; contactId: string }): Promise<string> {
  const dewi = suite.person("dewi");
  await suite.askForm("dewi", "/crm-admin", `privacy erase ${name}`);
  await dewi.fill({ name, reason: "asked by letter" });
  await dewi.submit();
  return eventually(async () => {
    suite.running.clock.advance(2_000);
    const erasure = await suite.as("dewi", (ctx) => ctx.tx.erasure.findFirstOrThrow({ where: { contactId } }));
    const found = dewi.inbox().find(({ text }) => text.includes(`Certificate of erasure* \`${erasure.id}\``));
    if (!found) throw new Error("There is no certificate yet");
    return found.text;
  });
}

const settled = (suite: Suite, { contactId }: Answer) =>
  suite.as("dewi", async (ctx) => {
    const { id } = await ctx.tx.erasure.findFirstOrThrow({ where: { contactId } });
    const messages = await ctx.tx.erasureMessage.findMany({ where: { erasureId: id } });
    const left = await ctx.tx.postedMessage.count({ where: { contactId } });
    return { messages: messages.map(({ state, failure }) => [state, failure]), left };
  });
const standing = (suite: Suite, { channel, ts }: Answer) =>
  suite
    .person("dewi")
    .messages(channel)
    .find((message) => message.ts === ts);
const refuse = (suite: Suite, method: "chat.delete" | "chat.update", { channel, ts }: Answer, error: string) =>
  suite.sandbox.faults.api(
    { kind: "error", error },
    { method, match: ({ args }) => args["channel"] === channel && args["ts"] === ts },
  );

describeOverBoth("a message that an erasure takes back", (suite) => {
  it("is emptied when Slack will not delete it", async () => {
    const answer = await answered(suite);
    const fault = refuse(suite, "chat.delete", answer, "cant_delete_message");
    expect(JSON.stringify(standing(suite, answer))).toContain(answer.name);
    const certificate = await erase(suite, answer);
    expect(fault.struck).toBe(1);
    expect(standing(suite, answer)?.text).toBe("Removed at the customer's request.");
    expect(JSON.stringify(standing(suite, answer))).not.toContain(answer.name);
    expect(await settled(suite, answer)).toEqual({ messages: [["redacted", null]], left: 0 });
    expect(certificate).toContain("In Slack: 0 deleted, 1 emptied, 0 gone before.");
  });

  it("is named in the certificate, with Slack's reason, when Slack will neither delete nor change it", async () => {
    const answer = await answered(suite);
    refuse(suite, "chat.delete", answer, "cant_delete_message");
    refuse(suite, "chat.update", answer, "cant_update_message");
    const certificate = await erase(suite, answer);
    expect(JSON.stringify(standing(suite, answer))).toContain(answer.name);
    // Where it stands is kept, so that somebody can go there.
    expect(await settled(suite, answer)).toEqual({ messages: [["unreachable", "cant_update_message"]], left: 1 });
    expect(certificate).toContain("In Slack: 0 deleted, 0 emptied, 0 gone before.");
    expect(certificate).toContain("cant_update_message");
    expect(certificate).not.toContain(answer.name);
  });

  it("counts as gone when somebody removed it between the two", async () => {
    const answer = await answered(suite);
    refuse(suite, "chat.delete", answer, "cant_delete_message");
    refuse(suite, "chat.update", answer, "message_not_found");
    const certificate = await erase(suite, answer);
    expect(await settled(suite, answer)).toEqual({ messages: [["gone", null]], left: 0 });
    expect(certificate).toContain("In Slack: 0 deleted, 0 emptied, 1 gone before.");
  });

  it("is emptied in the second attempt when Slack was ill in the first", async () => {
    const answer = await answered(suite);
    for (let attempt = 0; attempt < 2; attempt++) refuse(suite, "chat.delete", answer, "cant_delete_message");
    const ill = refuse(suite, "chat.update", answer, "fatal_error");
    const certificate = await erase(suite, answer);
    expect(ill.struck).toBe(1);
    expect(await settled(suite, answer)).toEqual({ messages: [["redacted", null]], left: 0 });
    expect(certificate).toContain("1 emptied");
  });

  it("waits, and is deleted in the end, when the refusal was of the token and passed", async () => {
    const answer = await answered(suite);
    const fault = refuse(suite, "chat.delete", answer, "invalid_auth");
    const certificate = await erase(suite, answer);
    expect(fault.struck).toBe(1);
    expect(await settled(suite, answer)).toEqual({ messages: [["deleted", null]], left: 0 });
    expect(certificate).toContain("In Slack: 1 deleted, 0 emptied, 0 gone before.");
  });
});
