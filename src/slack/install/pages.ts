import type { ServerResponse } from "node:http";

/** What somebody who installs simscope reads in the browser: what happened, and what to do next. */
export interface InstallPage {
  readonly status: number;
  readonly title: string;
  readonly what: string;
  readonly next: string;
}

const startAgain = "Open the install link again, in this browser, and finish within ten minutes.";
const askAdmin = "Tell whoever runs simscope.";

/** `place`: the name that Slack has for the workspace or organisation. */
export function installedPage(place: string): InstallPage {
  return {
    ...{ status: 200, title: "simscope is installed" },
    what: `simscope is now part of ${place}.`,
    next: "Go back to Slack and type /sim help in any channel.",
  };
}

/** `id`: what the admin would have to add. */
export function notAllowedPage(id: string): InstallPage {
  return {
    ...{ status: 403, title: "Not allowed here" },
    what: `simscope may not be installed in ${id}. Its access was taken back at once, and nothing was kept.`,
    next: "Ask whoever runs simscope to add that id to ALLOWED_WORKSPACES; then open the install link again.",
  };
}

export const installPages = {
  declined: {
    ...{ status: 200, title: "Nothing was installed" },
    what: "You did not allow it, so nothing has changed.",
    next: "If you meant to, open the install link again.",
  },
  anotherAttempt: {
    ...{ status: 400, title: "This does not belong together" },
    what: "The answer of Slack belongs to another attempt: begun in another browser, more than ten minutes ago, or finished already.",
    next: startAgain,
  },
  wrongSettings: {
    ...{ status: 500, title: "simscope is not set up right" },
    what: "Slack does not accept the settings of simscope. Nothing was installed.",
    next: `${askAdmin} The log has Slack's reason, and npm run doctor what to do.`,
  },
  rotation: {
    ...{ status: 500, title: "simscope is not set up right" },
    what: "Token rotation is on for this Slack app: what Slack gave would end after twelve hours. Nothing was kept.",
    next: `${askAdmin} It has to be switched off under OAuth & Permissions, or a new app made.`,
  },
  noBot: {
    ...{ status: 500, title: "simscope is not set up right" },
    what: "Slack gave no bot token. Nothing was kept.",
    next: `${askAdmin} The app needs the bot scopes of manifest.yml.`,
  },
  notKept: {
    ...{ status: 503, title: "Not installed yet" },
    what: "Slack allowed it, but simscope could not keep that: its database does not answer.",
    next: "Open the install link again in a minute.",
  },
  noAnswer: {
    ...{ status: 502, title: "Not installed yet" },
    what: "Slack did not answer as it should. Nothing was installed as far as is known.",
    next: "Open the install link again in a minute. If it stays like this, tell whoever runs simscope.",
  },
  tooMany: {
    ...{ status: 429, title: "Too many at the moment" },
    what: "Too many installations were begun within a minute.",
    next: "Open the install link again in a minute.",
  },
} as const satisfies Readonly<Record<string, InstallPage>>;

/** The address holds what Slack hands over for once: no other page may learn it. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

export function answerPage(response: ServerResponse, page: InstallPage): void {
  response.writeHead(page.status, {
    ...pageHeaders,
    "content-type": "text/html; charset=utf-8",
  });
  response.end(htmlOf(page));
}

function htmlOf({ title, what, next }: InstallPage): string {
  const [head, first, second] = [title, what, next].map(escaped);
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${head}</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}</style>
<h1>${head}</h1><p>${first}</p><p>${second}</p>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;" },
  ...{ '"': "&quot;", "'": "&#39;" },
};

/** Names of workspaces are other people's text. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");
}
