export const homeText = {
  greeting: () => "*What happened with your customers?*",
  greetingReading: () => "*Whom do you want to know about?*",
  how: () => "Type `/crm-log budi no answer` anywhere, or send me `budi no answer` here.",
  howReading: () => "Type `/crm budi` anywhere to see a customer's card.",
  log: () => "Log a call",
  find: () => "Find a customer",
  add: () => "New contact",
  entries: () => "*Your last entries*",
  noEntries: () => "Nothing logged yet. Your last ten entries will stand here, each with Edit and Undo.",
  customers: () => "*Your recent customers*",
  panel: () => "*For stewards*",
  fallBack: (entries: number) =>
    entries === 0 ? "Your day: nothing logged yet." : `Your day: your last ${entries} entries and recent customers.`,
};
