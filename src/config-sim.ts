import type { Mistake } from "./config-values.ts";

/** The platforms that serve Programmable Wireless. */
export const simProviders = ["twilio", "kore"] as const;
export type SimProvider = (typeof simProviders)[number];

/** The variables that say which SIM platform is asked, and as whom. */
export interface SimVariables {
  readonly TWILIO_ACCOUNT_SID?: string | undefined;
  readonly TWILIO_AUTH_TOKEN?: string | undefined;
  readonly TWILIO_API_KEY?: string | undefined;
  readonly TWILIO_API_SECRET?: string | undefined;
  readonly KORE_CLIENT_ID?: string | undefined;
  readonly KORE_CLIENT_SECRET?: string | undefined;
  readonly SIM_PROVIDER?: string | undefined;
}

interface SimFault extends Mistake {
  readonly variable: keyof SimVariables;
}

/** The chosen platform, or the only one with credentials. `null`: that cannot be told. */
export function providerOf(given: SimVariables): SimProvider | null {
  const chosen = simProviders.find((name) => name === given.SIM_PROVIDER);
  if (chosen !== undefined) return chosen;
  if (hasTwilio(given)) return hasKore(given) ? null : "twilio";
  return hasKore(given) ? "kore" : null;
}

function hasTwilio(given: SimVariables): boolean {
  return [given.TWILIO_AUTH_TOKEN, given.TWILIO_API_KEY, given.TWILIO_API_SECRET].some(
    (value) => value !== undefined,
  );
}

function hasKore(given: SimVariables): boolean {
  return given.KORE_CLIENT_ID !== undefined || given.KORE_CLIENT_SECRET !== undefined;
}

/** What is wrong between these variables: credentials missing, halved, double, or of the other. */
export function simFaults(given: SimVariables): SimFault[] {
  return [
    ...choiceFaults(given),
    ...(hasTwilio(given) ? twilioFaults(given) : []),
    ...(hasKore(given) ? koreFaults(given) : []),
  ];
}

function choiceFaults(given: SimVariables): SimFault[] {
  const chosen = given.SIM_PROVIDER;
  if (!hasTwilio(given) && !hasKore(given))
    return [
      {
        variable: chosen === "kore" ? "KORE_CLIENT_ID" : "TWILIO_API_KEY",
        problem: "is missing, so the bot has no credentials for the SIM platform",
        mend: "For SIMs at Twilio set TWILIO_API_KEY and TWILIO_API_SECRET (or TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN), for SIMs at KORE set KORE_CLIENT_ID and KORE_CLIENT_SECRET.",
      },
    ];
  if (chosen === undefined)
    return hasTwilio(given) && hasKore(given)
      ? [
          {
            variable: "SIM_PROVIDER",
            problem: "is missing although both Twilio and KORE have credentials",
            mend: "Set it to twilio or kore, or remove the credentials of the other.",
          },
        ]
      : [];
  const hasChosen = chosen === "kore" ? hasKore(given) : hasTwilio(given);
  if (hasChosen || !simProviders.some((name) => name === chosen)) return [];
  return [
    {
      variable: "SIM_PROVIDER",
      problem: "names a platform without credentials, while the other one has some",
      mend: "Change it, or set the credentials of the platform that it names.",
    },
  ];
}

function missing(
  given: SimVariables,
  variable: keyof SimVariables,
  beside: keyof SimVariables,
  mend: string,
): SimFault[] {
  if (given[variable] !== undefined) return [];
  return [{ variable, problem: `is missing although ${beside} is set`, mend }];
}

function koreFaults(given: SimVariables): SimFault[] {
  return [
    ...missing(
      given,
      "KORE_CLIENT_ID",
      "KORE_CLIENT_SECRET",
      "Set it to the Client ID of the API client.",
    ),
    ...missing(
      given,
      "KORE_CLIENT_SECRET",
      "KORE_CLIENT_ID",
      "Set it to the client's secret. KORE shows it once; if it is lost, create a new API client.",
    ),
  ];
}

function twilioFaults(given: SimVariables): SimFault[] {
  const hasKey = given.TWILIO_API_KEY !== undefined || given.TWILIO_API_SECRET !== undefined;
  if (!hasKey)
    return missing(
      given,
      "TWILIO_ACCOUNT_SID",
      "TWILIO_AUTH_TOKEN",
      "Set it to the Account SID (AC…) that the token belongs to.",
    );
  const double: SimFault = {
    variable: "TWILIO_AUTH_TOKEN",
    problem: "is set beside an API key, and only one of them can be used",
    mend: "Remove TWILIO_AUTH_TOKEN: it opens the whole account, and a key can be withdrawn alone.",
  };
  return [
    ...(given.TWILIO_AUTH_TOKEN === undefined ? [] : [double]),
    ...missing(given, "TWILIO_API_KEY", "TWILIO_API_SECRET", "Set it to the key's SID (SK…)."),
    ...missing(
      given,
      "TWILIO_API_SECRET",
      "TWILIO_API_KEY",
      "Set it to the key's secret. Twilio shows it once; if it is lost, create a new key.",
    ),
  ];
}
