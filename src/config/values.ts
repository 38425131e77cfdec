import { editDistance } from "../core/edit-distance.ts";
import { withoutMarksAtEnd } from "../core/text-ends.ts";

/**
 * Checks of single values of the environment. Each returns `null` for a good value, else what is
 * wrong with it. No answer ever repeats the value: a token pasted into the wrong variable must
 * not reach a terminal or a log.
 */

export interface Mistake {
  readonly problem: string;
  readonly mend: string;
}

/** One mistake in the environment, in words for the admin. Never holds the value. */
export interface ConfigFault extends Mistake {
  readonly variable: string;
}

export type Check = (value: string) => Mistake | null;

/** A text of that form; `hint` says what the form is. */
export function form(pattern: RegExp, problem: string, mend: string): Check {
  return (value) => (pattern.test(value) ? null : { problem, mend });
}

/** One word of a closed set. */
export function oneOf(words: readonly string[]): Check {
  return (value) =>
    words.includes(value)
      ? null
      : { problem: "is not a known choice", mend: `Use one of: ${words.join(", ")}.` };
}

/** A TCP port; 0 lets the operating system choose a free one. */
export const port: Check = (value) =>
  /^\d{1,5}$/.test(value) && Number(value) <= 65_535
    ? null
    : { problem: "is not a port number", mend: "Use a whole number from 0 to 65535, like 3000." };

/** A stretch of time of at most a day. */
export const minutes: Check = (value) =>
  /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 1_440
    ? null
    : {
        problem: "is not a number of minutes",
        mend: "Use a whole number from 1 to 1440 (a day), like 10.",
      };

/** How often something is looked at: a platform takes no more, and a day is no longer often. */
export const seconds: Check = (value) =>
  /^\d{1,5}$/.test(value) && Number(value) >= 5 && Number(value) <= 86_400
    ? null
    : {
        problem: "is not a number of seconds",
        mend: "Use a whole number from 5 to 86400 (a day), like 300.",
      };

/** Far more than anybody asks: as good as no limit. */
export const perMinute: Check = (value) =>
  /^\d{1,6}$/.test(value) && Number(value) >= 1
    ? null
    : {
        problem: "is not a number of questions",
        mend: "Use a whole number from 1 to 999999, like 30.",
      };

/** A stretch of hours, a month at most, or none at all. */
export const hoursOrOff: Check = (value) =>
  value === "off" || (/^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= 720)
    ? null
    : {
        problem: "is not a number of hours",
        mend: "Use a whole number from 1 to 720 (a month), like 24, or off.",
      };

/** A hundred a second is far beyond what any account takes. */
export const callsPerMinute: Check = (value) =>
  /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 6_000
    ? null
    : {
        problem: "is not a number of calls",
        mend: "Use a whole number from 1 to 6000, like 60.",
      };

/** How long something is kept; ten years at most. */
export const days: Check = (value) =>
  /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 3_650
    ? null
    : {
        problem: "is not a number of days",
        mend: "Use a whole number from 1 to 3650 (ten years), like 90.",
      };

/** Whether the host of the URL is this machine, so that nothing crosses a network. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Whether the host belongs to a private network by its very name or number: loopback, RFC 1918,
 * unique local IPv6 (RFC 4193), a name without a dot (a container's neighbour), or one of the
 * suffixes that are kept for private use.
 */
export function isPrivate(url: URL): boolean {
  const { hostname } = url;
  return (
    isLoopback(url) ||
    /^10(\.\d{1,3}){3}$/.test(hostname) ||
    /^192\.168(\.\d{1,3}){2}$/.test(hostname) ||
    /^172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}$/.test(hostname) ||
    /^\[f[cd][0-9a-f]{2}:/.test(hostname) ||
    /^[a-z0-9-]*[a-z][a-z0-9-]*$/.test(hostname) ||
    /\.(internal|local|lan|home\.arpa)$/.test(hostname)
  );
}

/** An https URL without user, query or fragment; plain http only where `allowsHttp` says so. */
export function webUrl(allowsHttp: (url: URL) => boolean, httpWords: string): Check {
  return (value) => {
    const url = URL.parse(value);
    if (url === null || !["https:", "http:"].includes(url.protocol) || url.hostname === "")
      return { problem: "is not a web address", mend: "Write it whole: https://host.example." };
    if (url.username !== "" || url.password !== "")
      return {
        problem: "holds a user name or password",
        mend: "Leave them out of the address; credentials have a place of their own.",
      };
    if (url.search !== "" || url.hash !== "")
      return { problem: "has a part after ? or #", mend: "Give the address up to the path only." };
    if (url.protocol === "http:" && !allowsHttp(url))
      return {
        problem: "is plain http, which anybody on the way can read",
        mend: `Use https://. Plain http is accepted only for ${httpWords}.`,
      };
    return null;
  };
}

/** How a Slack id looks; `letters` are the ids' first letters. */
export function slackIdForm(letters: string, what: string) {
  const pattern = new RegExp(`^[${letters}][A-Z0-9]{1,30}$`);
  return {
    isId: (text: string) => pattern.test(text),
    mend: `A ${what} id begins with ${[...letters].join(" or ")}, like ${letters[0]}0123ABCDEF; a name does not work.`,
  };
}

/** What it means to leave a list out, and what an empty one could mean. */
const whereNoneIs = {
  allowed: { unclear: "everybody or nobody may ask", removed: "to allow all" },
  admins: { unclear: "somebody was to be an admin", removed: "to have no admin" },
} as const;

/** A comma-separated list of Slack ids, at least one. */
export function slackIds(
  letters: string,
  what: string,
  purpose: keyof typeof whereNoneIs = "allowed",
): Check {
  const { isId, mend } = slackIdForm(letters, what);
  const { unclear, removed } = whereNoneIs[purpose];
  return (value) => {
    const ids = splitList(value);
    if (ids.length === 0)
      return {
        problem: `holds no id, so it is unclear whether ${unclear}`,
        mend: `List at least one ${what} id, or remove the variable ${removed}.`,
      };
    const wrong = ids.flatMap((id, index) => (isId(id) ? [] : [index + 1]));
    return wrong.length === 0
      ? null
      : { problem: `entry ${wrong.join(", ")} of the list is not a ${what} id`, mend };
  };
}

/** An address without the slash at its end, so that paths can be joined to it. */
export function withoutSlash(url: string): string {
  return withoutMarksAtEnd(url, "/");
}

/** The entries of a comma-separated list, without spaces around them and without empty ones. */
export function splitList(value: string): string[] {
  return value
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`. */
export const databaseUrl: Check = (value) => {
  if (/^postgres(ql)?:/.test(value)) return postgresFault(value);
  return /^sqlite:[^/]|^sqlite:\/(?!\/)/.test(value)
    ? null
    : {
        problem: "is not a database address that this version knows",
        mend: "Use sqlite:PATH, like sqlite:simscope.db or sqlite:/data/simscope.db, or postgres://USER:PASSWORD@HOST/DATABASE.",
      };
};

const sslModes = ["disable", "prefer", "require", "verify-ca", "verify-full", "no-verify"];

/** All that `pg` takes from an address. */
const tlsSettings = ["sslmode", "sslrootcert", "sslcert", "sslkey", "sslnegotiation"];

function isMistypedTls(name: string): boolean {
  if (tlsSettings.includes(name) || name === "ssl") return false;
  const nearest = Math.min(...tlsSettings.map((own) => editDistance(name.toLowerCase(), own)));
  return /^(ssl|tls)/i.test(name) || nearest <= 2;
}

function postgresFault(value: string): Mistake | null {
  const url = URL.parse(value);
  const host = url?.searchParams.get("host") ?? url?.hostname ?? "";
  const database = url?.pathname.slice(1) ?? "";
  if (url === null || host === "" || database === "" || !isDecodable(value))
    return {
      problem: "is not a whole address of a PostgreSQL database",
      mend: "Use postgres://USER:PASSWORD@HOST/DATABASE; write special characters of the password as %40 and the like.",
    };
  // Who mistypes it means to be secure; the library would pass it over, and speak in the clear.
  if ([...url.searchParams.keys()].some(isMistypedTls))
    return {
      problem: "has an unknown setting about TLS",
      mend: `Use one of: ${tlsSettings.join(", ")}; most need sslmode=require alone.`,
    };
  const mode = url.searchParams.get("sslmode");
  return mode === null || sslModes.includes(mode)
    ? null
    : { problem: "has an unknown sslmode", mend: `Use one of: ${sslModes.join(", ")}.` };
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
