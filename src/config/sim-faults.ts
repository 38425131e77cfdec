import { providerNames, type SimProvider, simProviders } from "../core/sim-provider.ts";
import { type GivenSim, providersIn, type SimField, type SimFieldNames } from "./sim.ts";
import type { Mistake } from "./values.ts";

export interface SimFault extends Mistake {
  readonly field: SimField;
}

/**
 * What is wrong between the fields of one account: credentials missing, halved, double, or of
 * the other platform. Looks at what is there, never at how it reads.
 */
export function simFaults(given: GivenSim, names: SimFieldNames): SimFault[] {
  return [
    ...choiceFaults(given, names),
    ...providersIn(given).flatMap((provider) => rulesOf[provider].faultsWithin(given, names)),
  ];
}

/** The credentials of one platform: which there must be, and what may be wrong between them. */
interface CredentialRules {
  /** The field to begin with where there are none. */
  readonly first: SimField;
  readonly needed: (names: SimFieldNames) => string;
  readonly faultsWithin: (given: GivenSim, names: SimFieldNames) => SimFault[];
}

const rulesOf: Readonly<Record<SimProvider, CredentialRules>> = {
  twilio: {
    first: "apiKey",
    needed: (names) =>
      `${names.apiKey} and ${names.apiSecret} (or ${names.accountSid} and ${names.authToken})`,
    faultsWithin: twilioFaults,
  },
  kore: {
    first: "clientId",
    needed: (names) => `${names.clientId} and ${names.clientSecret}`,
    faultsWithin: koreFaults,
  },
};

function choiceFaults(given: GivenSim, names: SimFieldNames): SimFault[] {
  const chosen = simProviders.find((name) => name === given.provider);
  const having = providersIn(given);
  if (having.length === 0)
    return [
      {
        field: rulesOf[chosen ?? simProviders[0]].first,
        problem: "is missing, so the bot has no credentials for the SIM platform",
        mend: `For ${simProviders.map((name) => `SIMs at ${providerNames[name]} set ${rulesOf[name].needed(names)}`).join(", for ")}.`,
      },
    ];
  if (given.provider === undefined)
    return having.length > 1
      ? [
          {
            field: "provider",
            problem: `is missing although ${having.length === 2 ? "both " : ""}${having.map((name) => providerNames[name]).join(" and ")} have credentials`,
            mend: `Set it to ${having.join(" or ")}, or remove the credentials of the other${having.length === 2 ? "" : "s"}.`,
          },
        ]
      : [];
  if (chosen === undefined || having.includes(chosen)) return [];
  return [
    {
      field: "provider",
      problem: "names a platform without credentials, while the other one has some",
      mend: "Change it, or set the credentials of the platform that it names.",
    },
  ];
}

/** A field that must stand beside another one. */
function missing(
  [given, names]: readonly [GivenSim, SimFieldNames],
  field: SimField,
  beside: SimField,
  mend: string,
): SimFault[] {
  if (given[field] !== undefined) return [];
  return [{ field, problem: `is missing although ${names[beside]} is set`, mend }];
}

function koreFaults(...account: [GivenSim, SimFieldNames]): SimFault[] {
  return [
    ...missing(account, "clientId", "clientSecret", "Set it to the Client ID of the API client."),
    ...missing(
      account,
      "clientSecret",
      "clientId",
      "Set it to the client's secret. KORE shows it once; if it is lost, create a new API client.",
    ),
  ];
}

function twilioFaults(...account: [GivenSim, SimFieldNames]): SimFault[] {
  const [given, names] = account;
  const hasKey = given.apiKey !== undefined || given.apiSecret !== undefined;
  if (!hasKey)
    return missing(
      account,
      "accountSid",
      "authToken",
      "Set it to the Account SID (AC…) that the token belongs to.",
    );
  const double: SimFault = {
    field: "authToken",
    problem: "is set beside an API key, and only one of them can be used",
    mend: `Remove ${names.authToken}: it opens the whole account, and a key can be withdrawn alone.`,
  };
  return [
    ...(given.authToken === undefined ? [] : [double]),
    ...missing(account, "apiKey", "apiSecret", "Set it to the key's SID (SK…)."),
    ...missing(
      account,
      "apiSecret",
      "apiKey",
      "Set it to the key's secret. Twilio shows it once; if it is lost, create a new key.",
    ),
  ];
}
