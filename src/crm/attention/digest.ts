/** The kind of the daily digest's notice, and the name of the job that leaves it. */
export const digestKind = "daily-digest";
