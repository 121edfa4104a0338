import { z } from "zod";
import { botMayRead, createFile, fileObject, getFile, shareFile } from "../model/files.ts";
import { postMessage } from "../model/messages.ts";
import { SlackError } from "../slack-error.ts";
import { count, json, list, text, wanted } from "./arguments.ts";
import { blocksArgument, messageBlocks } from "./blocks-argument.ts";
import { defineMethod, type Method } from "./define-method.ts";
import { postingChannel, threadParent } from "./posting-place.ts";

/** Source: docs.slack.dev/reference/methods/files.getUploadURLExternal (1 GB). */
const LARGEST_FILE = 1024 * 1024 * 1024;

const getUploadUrl = defineMethod({
  name: "files.getUploadURLExternal",
  tier: 4,
  scopes: ["files:write"],
  args: z.object({ filename: wanted, length: count, alt_txt: text.optional(), snippet_type: text.optional() }),
  run({ core }, args) {
    if (args.length === 0 || args.length > LARGEST_FILE)
      throw new SlackError(args.length === 0 ? "invalid_arguments" : "file_too_large");
    const file = createFile(core, { name: args.filename, size: args.length, user: core.state.app.botUserId });
    return { upload_url: `${core.origin()}/sandbox/upload/${file.id}/${file.secret}`, file_id: file.id };
  },
});

const complete = defineMethod({
  name: "files.completeUploadExternal",
  tier: 4,
  scopes: ["files:write"],
  args: z.object({
    files: json(z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)),
    channel_id: text.optional(),
    channels: list.optional(),
    thread_ts: text.optional(),
    initial_comment: text.optional(),
    blocks: blocksArgument,
  }),
  run({ core }, args) {
    const files = args.files.map(({ id, title }) => {
      const file = core.state.files[id];
      if (!file || file.user !== core.state.app.botUserId || file.complete) throw new SlackError("file_not_found");
      if (!core.fileStore.has(id)) throw new SlackError("file_upload_size_mismatch");
      return { file, title };
    });
    const places = [args.channel_id, ...(args.channels ?? [])]
      .filter((id) => id !== undefined)
      .map((id) => postingChannel(core, id));
    const blocks = messageBlocks(core, args.blocks);
    for (const { file, title } of files) {
      file.complete = true;
      if (title) file.title = title;
    }
    for (const channel of places) {
      for (const { file } of files) shareFile(core, file, channel.id);
      postMessage(core, {
        channel,
        user: core.state.app.botUserId,
        botId: core.state.app.botId,
        text: args.initial_comment ?? "",
        blocks,
        files: files.map(({ file }) => file.id),
        threadTs: threadParent(core, channel, args.thread_ts),
        subtype: "file_share",
      });
    }
    core.changed({ kind: "channels" });
    return { files: files.map(({ file }) => fileObject(core, file.id)) };
  },
});

const info = defineMethod({
  name: "files.info",
  tier: 4,
  scopes: ["files:read"],
  args: z.object({ file: wanted }),
  run({ core }, args) {
    const file = getFile(core, args.file);
    if (!botMayRead(core, file)) throw new SlackError("file_not_found");
    return { file: fileObject(core, file.id), comments: [], response_metadata: { next_cursor: "" } };
  },
});

const remove = defineMethod({
  name: "files.delete",
  tier: 3,
  scopes: ["files:write"],
  args: z.object({ file: wanted }),
  async run({ core }, args) {
    const file = getFile(core, args.file);
    if (file.user !== core.state.app.botUserId) throw new SlackError("cant_delete_file");
    file.deleted = true;
    await core.fileStore.remove(file.id);
    for (const channel of file.channels) {
      for (const message of core.state.messages[channel] ?? []) {
        if (message.files.includes(file.id)) core.changed({ kind: "message", channel, ts: message.ts });
      }
    }
    return {};
  },
});

export const fileMethods: Method[] = [getUploadUrl, complete, info, remove];
