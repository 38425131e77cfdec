import { isAccountName, reservedAccountNames } from "../../accounts/account-rules.ts";
import type { AccountConfig, SimConfig } from "../account.ts";
import { accountHolder } from "../sim.ts";
import {
  entriesOf,
  type FileFault,
  type FilePart,
  noBlock,
  partBelow,
  type Read,
} from "./file-part.ts";
import { readAccount } from "./read-account.ts";

const maximumAccounts = 20;

type Accounts = readonly [AccountConfig, ...AccountConfig[]];

/** `accounts`: at least one, at most 20, in the order of the file. */
export function readAccounts(part: FilePart): Read<Accounts> {
  const names = [...(entriesOf(part.value)?.keys() ?? [])];
  if (names.length === 0) {
    const mend = "Write the name of an account below it, like emea, and its settings below that.";
    return { value: null, faults: [noBlock(part, mend)] };
  }
  const reads = names.map((name, index) => {
    const nameFaults = faultsOfName(part, name);
    const shownAs = nameFaults.length === 0 ? name : `(number ${index + 1})`;
    const { value, faults } = readAccount(partBelow(part, name, shownAs), name);
    return { value, faults: [...nameFaults, ...faults] };
  });
  const accounts = reads.flatMap(({ value }) => (value === null ? [] : [value]));
  const faults = [
    ...faultsOfCount(part, names.length),
    ...reads.flatMap((read) => read.faults),
    ...sameAccountFaults(part, accounts),
  ];
  const [first, ...others] = accounts;
  if (faults.length > 0 || first === undefined) return { value: null, faults };
  return { value: [first, ...others], faults };
}

/** Names that rules may speak of. */
export interface AccountNames {
  /** All that are well formed, whatever else is wrong with them. */
  readonly good: readonly string[];
  /** Those that have a fault of their own already. */
  readonly refused: readonly string[];
}

export function accountNames(part: FilePart): AccountNames {
  const names = [...(entriesOf(part.value)?.keys() ?? [])];
  return {
    good: names.filter(isAccountName),
    refused: names.filter((name) => !isAccountName(name)),
  };
}

function faultsOfName(part: FilePart, name: string): FileFault[] {
  if (isAccountName(name)) return [];
  const line = part.file.lineOf([...part.path, name]);
  return [
    reservedAccountNames.includes(name)
      ? {
          place: part.place,
          problem: `has a name in line ${line} that means something else in a command`,
          mend: `Choose another one: ${reservedAccountNames.join(", ")} cannot be used.`,
        }
      : {
          place: part.place,
          problem: `has a name in line ${line} that is no account's name`,
          mend: "Use at most 20 small letters, digits and -, beginning with a letter, like emea.",
        },
  ];
}

function faultsOfCount({ place }: FilePart, count: number): FileFault[] {
  if (count <= maximumAccounts) return [];
  const problem = `holds ${count} accounts, and ${maximumAccounts} is the most`;
  return [{ place, problem, mend: "Run a second bot for the others." }];
}

/** Every SIM of an account that is there twice would be found twice, and never be the one meant. */
function sameAccountFaults(part: FilePart, accounts: readonly AccountConfig[]): FileFault[] {
  const names = new Map<string, string | null>();
  return accounts.flatMap(({ name, sim }) => {
    const earlier = names.get(identityOf(sim));
    if (earlier === undefined) {
      names.set(identityOf(sim), name);
      return [];
    }
    return [
      {
        place: `${part.place}.${name}`,
        problem: `is the same account as ${earlier}`,
        mend: "Give it credentials of its own, or remove one of the two.",
      },
    ];
  });
}

/** Whose SIMs one sees, as far as it can be told: several keys may belong to one account. */
function identityOf(sim: SimConfig): string {
  const address = URL.parse(sim.apiUrl)?.href ?? sim.apiUrl;
  return [sim.provider, address, accountHolder(sim)].join(" ");
}
