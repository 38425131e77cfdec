/** Times that stand where none was set; each at UTC, or at any hour of that day elsewhere. */
const noTimes: readonly { readonly starts: string; readonly reason: string }[] = [
  { starts: "0000-00-00", reason: "MySQL's zero date" },
  { starts: "0001-01-01", reason: "the zero time of Go and .NET" },
  { starts: "1900-01-01", reason: "the zero date of SQL Server and of spreadsheets" },
  { starts: "1970-01-01", reason: "0 seconds of Unix time" },
  { starts: "9999-12-31", reason: "the last day that most programs can write: never" },
];

/** 0 seconds of Unix time, as it is written west of Greenwich. */
const unixZero = /^1969-12-31T(?:1[2-9]|2[0-3]):[0-5]\d:\d\d(?:\.0+)?-/;

const never = new RegExp(`^(?:${noTimes.map(({ starts }) => starts).join("|")})`);

/** Whether the text of a time says only that it was never set. Sessions are of this century. */
export function isNoTime(received: unknown): boolean {
  // Nearly all are of this century, and need no pattern.
  if (typeof received !== "string" || received.startsWith("20")) return false;
  return never.test(received) || unixZero.test(received);
}
