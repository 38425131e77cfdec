import type { AccountConfig } from "../config/account.ts";
import { defaultApiUrls, defaultTokenUrl } from "../config/sim.ts";
import type { ErrorCode } from "../core/errors.ts";
import { isBotError } from "../core/errors.ts";
import type { SimSource } from "../ports/sim-source.ts";
import { type CheckResult, fault, ok } from "./check-result.ts";

const timeoutMs = 15_000;

type FindingAndMend = readonly [finding: string, mend: string];

/** One cheap authenticated call with the credentials of that account. */
export async function checkSimApi(source: SimSource, account: AccountConfig): Promise<CheckResult> {
  const what = `SIM platform ${account.name === null ? "" : `${account.name} `}(${source.provider})`;
  try {
    await source.probe(AbortSignal.timeout(timeoutMs));
    return ok(what, "reachable, and the credentials may read SIMs");
  } catch (error) {
    const known = isBotError(error) ? mendsFor(account)[error.code] : undefined;
    const [finding, mend] = known ?? [
      "could not be asked",
      "Run again with LOG_LEVEL=debug npm start.",
    ];
    return fault(what, isBotError(error) ? `${finding} (${error.code})` : finding, mend);
  }
}

function mendsFor(account: AccountConfig): Readonly<Partial<Record<ErrorCode, FindingAndMend>>> {
  const settings = addressSettings(account);
  const look = settings === null ? null : `Check ${settings}`;
  return {
    sim_api_unauthorized: [
      "the credentials were refused",
      "Check key and secret, and that they belong to the account that owns the SIMs: a main account's key does not open a subaccount's SIMs, nor a child account's at KORE.",
    ],
    sim_api_forbidden: [
      "the credentials are known but may not read SIMs",
      "Give the API key or API client read access to Programmable Wireless; at Twilio a standard key does as well.",
    ],
    sim_api_rate_limited: [
      "the account has too many requests under way",
      "Try again in a minute; find out what else uses this account.",
    ],
    sim_api_failed: [
      "the platform answered with a fault of its own",
      "Look at the platform's status page and try again later.",
    ],
    sim_api_timeout: [
      "the platform did not answer in time",
      "Check the network and the platform's status page, then try again.",
    ],
    sim_api_unreachable: [
      "the platform could not be reached",
      look === null
        ? `Check that this machine may reach ${hostsOf(account)} over https (proxy, firewall, DNS).`
        : `${look}, and that this machine may reach it over https (proxy, firewall, DNS).`,
    ],
    sim_api_unreadable: [
      "something answered, but not the SIM platform",
      look === null
        ? `Check whether a proxy answers in place of ${hostsOf(account)}.`
        : `${look}, and whether a proxy answers in its place.`,
    ],
    sim_api_rejected: [
      "the platform calls the request wrong",
      look === null
        ? "This is a fault of simscope: please report it."
        : `${look}; if it is right, this is a fault of simscope: please report it.`,
    ],
  };
}

/** Where other addresses than the platform's own were set, in the admin's words; `null`: nowhere. */
function addressSettings({ name, sim }: AccountConfig): string | null {
  const named = (variable: string, key: string) =>
    name === null ? variable : `accounts.${name}.${key}`;
  const hasTokenUrl = sim.provider === "kore" && sim.credentials.tokenUrl !== defaultTokenUrl;
  const settings = [
    ...(sim.apiUrl === defaultApiUrls[sim.provider] ? [] : [named("SIM_API_URL", "api_url")]),
    ...(hasTokenUrl ? [named("KORE_TOKEN_URL", "token_url")] : []),
  ];
  if (settings.length === 0) return null;
  return `${settings.join(" and ")}${name === null ? "" : " in the file of SIMSCOPE_CONFIG"}`;
}

function hostsOf({ sim }: AccountConfig): string {
  const urls = sim.provider === "kore" ? [sim.apiUrl, sim.credentials.tokenUrl] : [sim.apiUrl];
  return urls.map((url) => new URL(url).host).join(" and ");
}
