import { inAccount, isBotError } from "../core/errors.ts";
import type { SimApiCaller } from "./call.ts";

/** Failures say of which account they are, so that people hear whose platform does not answer. */
export function withAccountName(call: SimApiCaller, account: string | null): SimApiCaller {
  if (account === null) return call;
  return async (request, signal) => {
    try {
      return await call(request, signal);
    } catch (error) {
      throw isBotError(error) ? inAccount(error, account) : error;
    }
  };
}
