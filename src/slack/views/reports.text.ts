/** The words of `/crm-report` itself. What each report says stands in the catalogue of its area. */
export const reportsText = {
  title: () => "*Which report?*",
  notUnderstood: (typed: string) => `I know no report called *${typed}*. These are there:`,
  how: () =>
    "Each takes a period and a department: `/crm-report activity last week sales`; nothing said, it is the last four weeks. Stale data is as of last night, and takes a field: `/crm-report data phone`.",
  line: (label: string, summary: string) => `*${label}:* ${summary}`,
};
