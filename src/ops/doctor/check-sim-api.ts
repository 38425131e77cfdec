import type { ErrorCode } from "../../errors.ts";
import { isBotError } from "../../errors.ts";
import type { SimSource } from "../../usecases/ports.ts";
import { type CheckResult, fault, ok } from "./check-result.ts";

const timeoutMs = 15_000;

const mends: Readonly<Partial<Record<ErrorCode, readonly [finding: string, mend: string]>>> = {
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
    "Check SIM_API_URL, and that this machine may reach it over https (proxy, firewall, DNS).",
  ],
  sim_api_unreadable: [
    "something answered, but not the SIM platform",
    "Check SIM_API_URL (and KORE_TOKEN_URL), and whether a proxy answers in its place.",
  ],
  sim_api_rejected: [
    "the platform calls the request wrong",
    "Check SIM_API_URL; if it is right, this is a fault of simscope: please report it.",
  ],
};

/** One cheap authenticated call. */
export async function checkSimApi(source: SimSource): Promise<CheckResult> {
  const what = `SIM platform (${source.provider})`;
  try {
    await source.probe(AbortSignal.timeout(timeoutMs));
    return ok(what, "reachable, and the credentials may read SIMs");
  } catch (error) {
    const known = isBotError(error) ? mends[error.code] : undefined;
    const [finding, mend] = known ?? [
      "could not be asked",
      "Run again with LOG_LEVEL=debug npm start.",
    ];
    return fault(what, isBotError(error) ? `${finding} (${error.code})` : finding, mend);
  }
}
