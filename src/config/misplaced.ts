import type { Environment } from "./account.ts";
import type { ConfigFault } from "./values.ts";

/** Credentials that tell by their first letters where they belong. */
const places = [
  { variable: "SLACK_BOT_TOKEN", form: /^xoxb-/, what: "a bot token" },
  { variable: "SLACK_APP_TOKEN", form: /^xapp-/, what: "an app-level token" },
  { variable: "TWILIO_ACCOUNT_SID", form: /^AC[0-9a-zA-Z]{32}$/, what: "an account SID" },
  { variable: "TWILIO_API_KEY", form: /^SK[0-9a-zA-Z]{32}$/, what: "the SID of an API key" },
] as const;

/** Where credentials are looked for that belong elsewhere. */
const credentials = [
  ...places.map(({ variable }) => variable),
  ...["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_STATE_SECRET", "ENCRYPTION_KEYS"],
  ...["SLACK_SIGNING_SECRET", "TWILIO_AUTH_TOKEN", "TWILIO_API_SECRET"],
  ...["KORE_CLIENT_ID", "KORE_CLIENT_SECRET"],
];

/** The environment with each credential where it belongs, and a fault for each that was moved. */
export function unswapped(env: Environment): {
  readonly env: Environment;
  readonly faults: readonly ConfigFault[];
} {
  const meant: Record<string, string | undefined> = { ...env };
  const faults: ConfigFault[] = [];
  for (const variable of credentials) {
    const value = meant[variable]?.trim() ?? "";
    const place = places.find(({ form }) => form.test(value));
    if (place === undefined || place.variable === variable) continue;
    const other = meant[place.variable]?.trim() ?? "";
    // A good value there is left alone: then this one has to go, and its own check says so.
    if (place.form.test(other)) continue;
    meant[place.variable] = meant[variable];
    meant[variable] = other === "" ? undefined : other;
    faults.push(
      other === ""
        ? {
            variable,
            problem: `holds ${place.what}, which belongs into ${place.variable}`,
            mend: `Move it to ${place.variable}.`,
          }
        : {
            variable,
            problem: `and ${place.variable} are swapped: it holds ${place.what}`,
            mend: `Put each in the other's place.`,
          },
    );
  }
  return { env: meant, faults };
}
