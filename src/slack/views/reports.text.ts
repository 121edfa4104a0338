/** The words of `/crm-report` itself. What each report says stands in the catalogue of its area. */
export const reportsText = {
  title: () => "*Which report?*",
  notUnderstood: (typed: string) => `I know no report called *${typed}*. These are there:`,
  how: () =>
    "Each takes a period and a department: `/crm-report activity last week sales`. Nothing said: the last four weeks.",
  line: (label: string, summary: string) => `*${label}:* ${summary}`,
};
