import { z } from "zod";

/** What the workspace knows of the app: read from the same manifest that a real workspace installs. */
export interface AppDefinition {
  name: string;
  description: string;
  botName: string;
  commands: { command: string; description: string; usageHint: string; shouldEscape: boolean }[];
  shortcuts: { name: string; type: "message" | "global"; callbackId: string; description: string }[];
  scopes: ReadonlySet<string>;
  events: ReadonlySet<string>;
  interactive: boolean;
  homeTab: boolean;
  messagesTab: boolean;
  messagesReadOnly: boolean;
  unfurlDomains: string[];
}

/** Limits: docs.slack.dev/reference/app-manifest (schema v2). */
const manifestSchema = z.looseObject({
  display_information: z.looseObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140).optional(),
    long_description: z.string().min(175).max(4000).optional(),
    background_color: z.string().optional(),
  }),
  features: z
    .looseObject({
      app_home: z
        .looseObject({
          home_tab_enabled: z.boolean().optional(),
          messages_tab_enabled: z.boolean().optional(),
          messages_tab_read_only_enabled: z.boolean().optional(),
        })
        .optional(),
      bot_user: z
        .looseObject({ display_name: z.string().min(1).max(80), always_online: z.boolean().optional() })
        .optional(),
      slash_commands: z
        .array(
          z.looseObject({
            command: z
              .string()
              .regex(/^\/\S+$/, "must begin with / and hold no space")
              .max(32),
            description: z.string().min(1).max(2000),
            usage_hint: z.string().max(1000).optional(),
            should_escape: z.boolean().optional(),
            url: z.string().optional(),
          }),
        )
        .max(50)
        .optional(),
      shortcuts: z
        .array(
          z.looseObject({
            name: z.string().min(1).max(24),
            type: z.enum(["message", "global"]),
            callback_id: z.string().min(1).max(255),
            description: z.string().min(1).max(150),
          }),
        )
        .max(10)
        .optional(),
      unfurl_domains: z.array(z.string()).max(5).optional(),
    })
    .optional(),
  oauth_config: z.looseObject({
    scopes: z.looseObject({ bot: z.array(z.string()).max(255) }),
  }),
  settings: z
    .looseObject({
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()).max(100).optional() }).optional(),
      interactivity: z.looseObject({ is_enabled: z.boolean() }).optional(),
      socket_mode_enabled: z.boolean().optional(),
    })
    .optional(),
});

/** Each event a bot may subscribe to here, with the scope that Slack asks for. Source: docs.slack.dev/reference/events. */
const EVENT_SCOPES: Record<string, string | null> = {
  app_home_opened: null,
  app_mention: "app_mentions:read",
  app_uninstalled: null,
  channel_archive: "channels:read",
  channel_unarchive: "channels:read",
  file_shared: "files:read",
  member_joined_channel: "channels:read",
  member_left_channel: "channels:read",
  "message.channels": "channels:history",
  "message.groups": "groups:history",
  "message.im": "im:history",
  "message.mpim": "mpim:history",
  team_join: "users:read",
  tokens_revoked: null,
  user_change: "users:read",
};

/**
 * Reads an app manifest as Slack would when the app is installed.
 * @throws one Error that lists every fault with its place in the manifest
 */
export function readManifest(manifest: unknown): AppDefinition {
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The app manifest does not fit Slack's schema: ${faults.join("; ")}`);
  }
  const { display_information, features, oauth_config, settings } = parsed.data;
  const scopes = new Set(oauth_config.scopes.bot);
  const events = new Set(settings?.event_subscriptions?.bot_events ?? []);
  const faults: string[] = [];
  const commands = features?.slash_commands ?? [];
  const shortcuts = features?.shortcuts ?? [];
  if ((commands.length > 0 || shortcuts.length > 0) && !scopes.has("commands")) {
    faults.push("slash commands and shortcuts need the bot scope commands");
  }
  for (const event of events) {
    const scope = EVENT_SCOPES[event];
    if (scope === undefined) faults.push(`the local workspace does not know the event ${event}`);
    else if (scope !== null && !scopes.has(scope)) faults.push(`the event ${event} needs the bot scope ${scope}`);
  }
  if (faults.length > 0) throw new Error(`Slack would refuse the app manifest: ${faults.join("; ")}`);
  return {
    name: display_information.name,
    description: display_information.description ?? "",
    botName: features?.bot_user?.display_name ?? display_information.name,
    commands: commands.map((command) => ({
      command: command.command,
      description: command.description,
      usageHint: command.usage_hint ?? "",
      shouldEscape: command.should_escape ?? false,
    })),
    shortcuts: shortcuts.map((shortcut) => ({
      name: shortcut.name,
      type: shortcut.type,
      callbackId: shortcut.callback_id,
      description: shortcut.description,
    })),
    scopes,
    events,
    interactive: settings?.interactivity?.is_enabled ?? false,
    homeTab: features?.app_home?.home_tab_enabled ?? false,
    messagesTab: features?.app_home?.messages_tab_enabled ?? true,
    messagesReadOnly: features?.app_home?.messages_tab_read_only_enabled ?? false,
    unfurlDomains: features?.unfurl_domains ?? [],
  };
}
