/** What a local workspace is made of when it is first started. People are named by their handle everywhere in it. */
export interface PersonSeed {
  /** Slack's short name, e.g. "rizky"; the driver's `as("rizky")` takes it too */
  handle: string;
  realName: string;
  title: string;
  department: string;
  /** IANA zone, e.g. "Asia/Jakarta" */
  zone: string;
  email: string;
  /** e.g. "id-ID"; "en-US" when left out */
  locale?: string;
  owner?: "primary" | "owner";
  admin?: boolean;
  guest?: "single-channel" | "multi-channel";
  /** the other company's name, for a person who is only met in channels shared with it (Slack Connect) */
  outsideOf?: string;
  deactivated?: boolean;
}

export interface ChannelSeed {
  name: string;
  topic: string;
  /** "everyone" is every member of the workspace who is neither a guest nor an outsider */
  members: readonly string[] | "everyone";
  private?: boolean;
  /** whether the bot was invited */
  withBot?: boolean;
  /** the other company's name, when the channel is shared with it (Slack Connect) */
  sharedWith?: string;
}

export interface WorkspaceSeed {
  /** the id is made at random when it is left out */
  team: { id?: string; name: string; domain: string };
  people: readonly PersonSeed[];
  channels: readonly ChannelSeed[];
}
