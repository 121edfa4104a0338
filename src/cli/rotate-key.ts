import { type CliDoors, CliFault, type KeyRotation } from "./cli-doors.ts";
import { count } from "./count.ts";

/** Keys whose ids are told when they do not open. */
const shownUnreadable = 20;

/** Wraps every person's key with the current one of the operator's. @throws CliFault when not all are */
export async function rotateKey(doors: CliDoors): Promise<void> {
  const database = await doors.openDatabase();
  let told = -1;
  const result = await database.rotateKeys((done, of) => {
    const tenth = Math.floor((done * 10) / of);
    if (tenth > told) doors.say(`${count(done, "key")} of ${count(of, "key")}`);
    told = Math.max(told, tenth);
  });
  if (result.state === "busy") {
    throw new CliFault(
      "Keys are being rotated by another command already. Wait for it to end, then see with this one.",
    );
  }
  if (result.state === "unready") {
    throw new CliFault(
      `Steward still runs somewhere with ${keyList(result.processes.flat())} and without ${result.currentId}, and could not read what this would change. Start it again there with both keys, then run this once more. Nothing was done.`,
    );
  }
  say(doors, result);
}

function say(doors: CliDoors, rotation: Extract<KeyRotation, { state: "ended" }>): void {
  const { currentId, made, rewrapped, workspaces, interrupted, left, unreadable, makers, previous } = rotation;
  if (made) doors.say(`A new key ${currentId} was made in the data folder.`);
  doors.say(
    rewrapped === 0
      ? `There was no key to change: the key in use is ${currentId}.`
      : `${count(rewrapped, "key")} in ${count(workspaces, "workspace")} ${rewrapped === 1 ? "is" : "are"} kept under ${currentId} now. The audit log has it.`,
  );
  if (unreadable.length > 0) {
    throw new CliFault(
      [
        `${count(unreadable.length, "key")} could not be opened, and ${unreadable.length === 1 ? "was" : "were"} left as ${unreadable.length === 1 ? "it is" : "they are"}: the row was changed, or its key is not set. A backup may have ${unreadable.length === 1 ? "it" : "them"}. Keep the key before.`,
        ...unreadable
          .slice(0, shownUnreadable)
          .map(({ id, workspaceId, masterKeyId }) => `  key ${id} of workspace ${workspaceId}, under ${masterKeyId}`),
        ...(unreadable.length > shownUnreadable ? [`  and ${unreadable.length - shownUnreadable} more`] : []),
      ].join("\n"),
    );
  }
  if (left.length > 0) {
    const what = left.map(({ masterKeyId, keys }) => `${count(keys, "key")} under ${masterKeyId}`).join(", ");
    throw new CliFault(
      `${interrupted ? "Stopped. " : ""}${what} ${left.length === 1 && left[0]?.keys === 1 ? "is" : "are"} left: run this again to go on. Keep the key before until then.`,
    );
  }
  if (makers.length > 0) {
    throw new CliFault(
      `Nothing is left under another key, but Steward still runs somewhere with ${keyList(makers)} as the one for new people. Start it again there with ${currentId} as STEWARD_ENCRYPTION_KEY, run this once more, and keep the key before until then.`,
    );
  }
  if (previous === "needed") {
    throw new CliFault(
      "Nothing is left under another key, but something that began before is still being saved. The key before is kept: run this once more in a while.",
    );
  }
  doors.say(
    previous === "dropped"
      ? "Nothing is left under the key before, and it was removed from the data folder. Copies of the folder from before still need it: it is in them."
      : "Nothing is left under another key. STEWARD_ENCRYPTION_KEY_PREVIOUS can be taken out of the settings. Backups from before still need it.",
  );
}

function keyList(ids: readonly string[]): string {
  return `the key ${[...new Set(ids)].join(" or ")}`;
}
