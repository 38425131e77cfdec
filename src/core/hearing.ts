/** What an account said of what it was asked, or its list in its place. */
export type Said<What> =
  | { readonly kind: "has"; readonly what: What }
  | { readonly kind: "none" }
  /** It failed, or was not heard in time. `null`: nothing failed, its list is still loading. */
  | { readonly kind: "silent"; readonly why: unknown }
  /** It was not waited for: another one's answer decides. */
  | { readonly kind: "spared" };

/** One row of the table of who was heard: an account, and what it said. */
export interface Hearing<What, Account extends Named = Named> {
  readonly account: Account;
  readonly said: Said<What>;
}

interface Named {
  /** `null`: the only account. */
  readonly name: string | null;
}

/** An account that could not be asked, so that "not found" says nothing about it. */
export interface Unasked {
  readonly account: string | null;
  /** `null`: nothing failed, its list is still loading. */
  readonly error: unknown;
}

/** What is known of the other accounts beside an answer. */
export interface Beside {
  /** Other accounts that have a SIM of that name, too. */
  readonly alsoIn: readonly string[];
  /** Accounts in which it could not be looked for. */
  readonly unasked: readonly Unasked[];
}

/** Who has something, in the order of the rows. */
export function having<What, Account extends Named>(
  rows: readonly Hearing<What, Account>[],
): readonly { readonly account: Account; readonly what: What }[] {
  return rows.flatMap(({ account, said }) =>
    said.kind === "has" ? [{ account, what: said.what }] : [],
  );
}

/** Who was not heard, in the order of the rows. */
export function unaskedIn(rows: readonly Hearing<unknown>[]): readonly Unasked[] {
  return eachOnce(
    rows.flatMap(({ account, said }) =>
      said.kind === "silent" ? [{ account: account.name, error: said.why }] : [],
    ),
  );
}

/** Each account once, with what happened first. */
export function eachOnce(...lists: readonly (readonly Unasked[])[]): readonly Unasked[] {
  const unasked = lists.flat();
  return unasked.filter(
    ({ account }, index) => unasked.findIndex((other) => other.account === account) === index,
  );
}

/** Whoever answers has been heard, and whoever has one of that name: neither is told as not asked. */
export function toldBeside(
  { alsoIn, unasked }: Beside,
  answering: readonly (string | null)[],
): Beside {
  const others = alsoIn.filter((name) => !answering.includes(name));
  const told = new Set([...answering, ...others]);
  return { alsoIn: others, unasked: unasked.filter(({ account }) => !told.has(account)) };
}

/** Whether an account was heard, as far as that is told. */
export function isHeard(account: string | null, unasked: readonly Unasked[]): boolean {
  return unasked.every((other) => other.account !== account);
}

type ListThere =
  | { readonly kind: "ready" | "loading" }
  | { readonly kind: "failed"; readonly error: unknown };

/** What a list says by lacking something: without a list, nothing. */
export function saidByLack(state: ListThere): Said<never> {
  if (state.kind === "ready") return { kind: "none" };
  return { kind: "silent", why: state.kind === "failed" ? state.error : null };
}

/** The accounts in whose lists nothing can be found, because there is none. */
export function unlisted(
  lists: readonly { readonly account: string | null; readonly state: ListThere }[],
): readonly Unasked[] {
  return unaskedIn(
    lists.map(({ account, state }) => ({ account: { name: account }, said: saidByLack(state) })),
  );
}
