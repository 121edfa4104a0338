/**
 * A link to Steward's Home tab, in words: context holds no buttons, and a button takes no address but of the web. Null where Slack
 * has not told which app Steward is.
 */
export function homeLink({ teamId, appId }: { teamId: string; appId: string | null }, label: string): string | null {
  if (appId === null) return null;
  const address = `slack://app?team=${encodeURIComponent(teamId)}&id=${encodeURIComponent(appId)}&tab=home`;
  return `<${address.replaceAll("&", "&amp;")}|${label}>`;
}
