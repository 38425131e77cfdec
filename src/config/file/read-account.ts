import { z } from "zod";
import { providerNames, simProviders } from "../../core/sim-provider.ts";
import type { AccountConfig, Environment } from "../account.ts";
import {
  fieldsOf,
  type GivenSim,
  isSecretField,
  providersIn,
  type SimField,
  type SimFieldNames,
  simChecks,
  simConfigOf,
  simFields,
  simFieldsOf,
} from "../sim.ts";
import { type SimFault, simFaults } from "../sim-faults.ts";
import type { Check } from "../values.ts";
import { checkPart, type FilePart, type Read } from "./file-part.ts";
import { addMistake, readSecret, readText, referenceForm, textSchema } from "./file-text.ts";

/** The file's names for what is said about an account. */
export const accountKeys = {
  provider: "provider",
  accountSid: "account_sid",
  authToken: "auth_token",
  apiKey: "api_key",
  apiSecret: "api_secret",
  clientId: "client_id",
  clientSecret: "client_secret",
  tokenUrl: "token_url",
  apiUrl: "api_url",
} as const satisfies SimFieldNames;

/** A line of a list in Slack, and no more. */
const maximumDescriptionCharacters = 75;

const description: Check = (value) => {
  if (/\p{Cc}/u.test(value))
    return { problem: "is longer than one line", mend: "Write it in one line." };
  return value.length > maximumDescriptionCharacters
    ? {
        problem: `is longer than ${maximumDescriptionCharacters} characters`,
        mend: "Shorten it: it is shown in one line.",
      }
    : null;
};

function accountSchema(env: Environment) {
  const text = (check: Check) => textSchema((value) => readText(value, env), check).optional();
  const secret = (check: Check) => textSchema((value) => readSecret(value, env), check).optional();
  type Field = ReturnType<typeof text>;
  const fields = Object.fromEntries(
    simFields.map((field) => [
      accountKeys[field],
      (isSecretField(field) ? secret : text)(simChecks[field]),
    ]),
  ) as Record<Exclude<(typeof accountKeys)[SimField], "provider">, Field>;
  return z
    .object({
      // Faults are told in the order of the keys: what the others depend on comes first.
      provider: text(simChecks.provider),
      description: text(description),
      ...fields,
    })
    .superRefine((given, context) => {
      for (const { field, ...mistake } of faultsBetween(simFieldsOf(given, accountKeys)))
        addMistake(context, [accountKeys[field]], mistake);
    });
}

/** One account of the file; its name is the caller's affair. */
export function readAccount(part: FilePart, name: string): Read<AccountConfig> {
  const { value: given, faults } = checkPart(part, accountSchema(part.file.env));
  const sim = given === null ? null : simConfigOf(simFieldsOf(given, accountKeys));
  if (given === null || sim === null) return { value: null, faults };
  return { value: { name, description: given.description ?? null, sim }, faults };
}

/**
 * As for plain variables, but stricter: the platform is always named, and credentials of the
 * other one are a mistake, because nothing would ever choose them.
 */
function faultsBetween(given: GivenSim): SimFault[] {
  const provider = simProviders.find((name) => name === given.provider);
  const noProvider: SimFault[] =
    given.provider === undefined
      ? [
          {
            field: "provider",
            problem: "is missing",
            mend: `Set it to ${simProviders.join(" or ")}.`,
          },
        ]
      : [];
  const having = providersIn(given);
  const isForOther = having.length > 0 && !having.some((name) => name === provider);
  if (provider === undefined || isForOther)
    return [
      ...noProvider,
      ...simFaults(given, accountKeys).filter(
        ({ field }) => field !== "provider" || given.provider !== undefined,
      ),
    ].map(withReference);
  const foreign = simProviders
    .filter((other) => other !== provider)
    .flatMap((other) => fieldsOf[other].map((field) => ({ field, other })));
  const own = { ...given, ...Object.fromEntries(foreign.map(({ field }) => [field, undefined])) };
  return [
    ...foreign
      .filter(({ field }) => given[field] !== undefined)
      .map(({ field, other }) => ({
        field,
        problem: `belongs to an account at ${providerNames[other]}, and this one is at ${providerNames[provider]}`,
        mend: "Remove it, or correct the provider.",
      })),
    ...simFaults(own, accountKeys).map(withReference),
  ];
}

/** What belongs into a variable says so, lest the mend leads into the next fault. */
function withReference(fault: SimFault): SimFault {
  if (!isSecretField(fault.field) || !fault.problem.startsWith("is missing")) return fault;
  return {
    ...fault,
    mend: `${fault.mend} Put it into an environment variable and write ${referenceForm} here.`,
  };
}
