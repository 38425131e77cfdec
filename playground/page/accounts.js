import { h } from "./dom.js";

/** The accounts that have a name, in their order; none where there is only one. */
export function namedAccounts(store) {
  return (store.state.about?.accounts ?? []).filter(({ name }) => name !== null);
}

/** `SIM platform`, or with several accounts `SIM platform of emea`. */
export function platformName(account) {
  return account === null ? "SIM platform" : `SIM platform of ${account}`;
}

/** `emea (KORE)`. */
export function accountWithProvider({ name, provider }) {
  return `${name} (${provider})`;
}

/** A small mark with the account's name; nothing where there is only one. */
export function accountMark(account) {
  return account === null ? null : h("span", { class: "account-mark" }, account);
}
