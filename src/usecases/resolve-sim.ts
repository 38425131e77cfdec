import { fold } from "../core/fold.ts";
import { type Identifier, isMisshapenSid, readIdentifier } from "../core/identifiers.ts";
import {
  type Account,
  distinct,
  isListComplete,
  type LocatedSim,
  listsOf,
  type Scope,
  type Unasked,
  unlisted,
} from "./accounts.ts";
import { askAccounts } from "./ask-accounts.ts";
import type { Directory, DirectorySim, StartTimer } from "./directory.ts";
import { listedSim, rememberedSim } from "./remembered-sim.ts";
import { nearestAcross } from "./search-across.ts";
import {
  accountsWith,
  chosenHit,
  type Found,
  foundIn,
  type Hit,
  mostCandidates,
  type Several,
  type SimResolution,
} from "./sim-resolution.ts";

export const mostNearest = 5;

/** No name on the platform is longer; a pasted paragraph is not worth a call. */
const longestUniqueName = 128;

export interface SimResolver {
  /**
   * From what a person gave to the SIM that is meant. A SID is taken at its word where only one
   * account can have it: whoever reads the SIM finds out whether it exists.
   */
  resolve(given: string, signal: AbortSignal): Promise<SimResolution>;
}

export interface SimResolverParts {
  readonly scope: Scope;
  /** By SID or unique name; `null`: no such SIM in that account. Rejects with a `BotError`. */
  readonly fetchSim: (
    account: Account,
    sidOrUniqueName: string,
    signal: AbortSignal,
  ) => Promise<DirectorySim | null>;
  readonly fetchSimByIccid: (
    account: Account,
    iccid: string,
    signal: AbortSignal,
  ) => Promise<DirectorySim | null>;
  readonly startTimer: StartTimer;
  /** A list's mistake is looked up again: that time has gone already, and is not spent twice on silence. */
  readonly isSecondLook?: boolean;
}

/**
 * SID, unique name, ICCID, friendly name, last digits of the ICCID, search: the first step with a
 * hit decides, in whichever account of the scope it is. What the directories do not hold is asked
 * of the platform where it can be asked by that name, so a SIM added a minute ago is found.
 * Mistyped names are never taken for what they resemble, only offered.
 */
export function createSimResolver(parts: SimResolverParts): SimResolver {
  const { scope, fetchSim, fetchSimByIccid, startTimer, isSecondLook = false } = parts;
  const { accounts, preferred } = scope;
  const isPreferred = (account: Account): boolean => account === preferred;

  const held = (lookUp: (directory: Directory) => DirectorySim | null): Hit[] =>
    accounts.flatMap((account) => {
      const value = lookUp(account.directory);
      return value === null ? [] : [{ account, value }];
    });

  /**
   * A unique name belongs to one SIM of an account, but several accounts may have it. An account
   * whose list is complete need not be asked once another one is known to have the name.
   */
  const byUniqueName = async (name: string, signal: AbortSignal): Promise<Step> => {
    const known = held((directory) => directory.byUniqueName(name));
    const isNameable = name !== "" && name.length <= longestUniqueName;
    const isSettled = known.some(({ account }) => isPreferred(account));
    const toAsk =
      isSettled || !isNameable
        ? []
        : accounts.filter(
            (account) =>
              known.every((hit) => hit.account !== account) &&
              (known.length === 0 || !isListComplete(account)),
          );
    const { hits, unasked } = await askAccounts(toAsk, {
      ask: (account) => fetchSim(account, name, signal),
      isDecisive: isPreferred,
      hurry: known.length > 0 ? "at_once" : hurryBeside(name),
      startTimer,
    });
    const resolution = chosenHit([...known, ...hits], preferred, "unique_name");
    const passedOver = unlisted(scope).filter(({ account }) =>
      toAsk.every(({ name: asked }) => asked !== account),
    );
    return {
      resolution:
        resolution === null
          ? null
          : { ...resolution, unasked: unheardBeside(resolution, [...unasked, ...passedOver]) },
      unasked,
    };
  };

  /** One card is in one account: whoever knows it ends the search. */
  const byIccid = async (
    { digits, text }: Extract<Identifier, { kind: "iccid" }>,
    signal: AbortSignal,
  ): Promise<Step> => {
    const named = held((directory) => directory.byUniqueName(text));
    if (named.length > 0) return settled(chosenHit(named, preferred, "unique_name"));
    const known = listedSim(scope, "iccid", (directory) =>
      directory.byIccid(digits, mostCandidates),
    );
    if (known !== null) return settled(known);
    const { hits, unasked } = await askAccounts(accounts, {
      // Digits may be a unique name as well.
      ask: async (account) =>
        (await fetchSimByIccid(account, digits, signal)) ?? fetchSim(account, text, signal),
      isDecisive: () => true,
      hurry: hurryBeside(text),
      startTimer,
    });
    return { resolution: chosenHit(hits, preferred, "iccid"), unasked };
  };

  /**
   * With several accounts, one that hangs must not use up the time in which another one's SIM is
   * read. What only fits is used once an account has been heard, so not before that.
   */
  const hurryBeside = (text: string): "at_once" | "heard" | "has_it" => {
    if (accounts.length === 1) return "has_it";
    if (rememberedSim(scope, text, "named") !== null) return "at_once";
    return isSecondLook || rememberedSim(scope, text, "searched") !== null ? "heard" : "has_it";
  };

  const bySid = async (sid: string, signal: AbortSignal): Promise<Step> => {
    const known = held((directory) => directory.bySid(sid));
    const [only] = accounts;
    if (known.length === 0 && accounts.length === 1 && only !== undefined)
      return settled(foundIn(only, sid, null, "sid"));
    if (known.length > 0) return settled(chosenHit(known, preferred, "sid"));
    const { hits, unasked } = await askAccounts(accounts, {
      ask: (account) => fetchSim(account, sid, signal),
      isDecisive: () => true,
      hurry: isSecondLook ? "heard" : "has_it",
      startTimer,
    });
    return { resolution: chosenHit(hits, preferred, "sid"), unasked };
  };

  const nothing = (wanted: string, isCertain: boolean, unasked: readonly Unasked[]) =>
    ({
      kind: "none",
      wanted,
      isCertain,
      // What resembles a SID is chance.
      nearest: isCertain || isMisshapenSid(wanted) ? [] : nearestTo(scope, wanted),
      lists: listsOf(scope),
      unasked,
    }) as const;

  return {
    async resolve(given, signal) {
      const identifier = readIdentifier(given);
      if (identifier.kind === "super_sim") return identifier;
      const text = identifier.kind === "sid" ? identifier.sid : identifier.text;
      const exactText = identifier.kind === "iccid" ? identifier.digits : text;
      const { resolution, unasked } = await firstStep(identifier, signal);
      if (resolution !== null) return resolution;
      const isSid = identifier.kind === "sid";
      const isNobodyHeard = unasked.length === accounts.length;
      // A search could take a near SIM for one that could not be asked for.
      const how = isNobodyHeard ? "named" : "searched";
      const remembered = isSid ? null : rememberedSim(scope, text, how);
      if (remembered !== null)
        return {
          ...remembered,
          // Names other than unique ones stand in lists only: an account without a list has not been heard.
          unasked: unheardBeside(remembered, [...unasked, ...unlisted(scope)]),
        };
      if (isNobodyHeard) return { kind: "unheard", text: exactText, unasked };
      return nothing(text, isSid, unasked);
    },
  };

  /** Who has it has been heard, even if only by its list. */
  function unheardBeside(
    resolution: Found | Several,
    unasked: readonly Unasked[],
  ): readonly Unasked[] {
    if (accounts.length === 1) return [];
    const heard = new Set(accountsWith(resolution));
    return distinct(unasked).filter(({ account }) => !heard.has(account));
  }

  function firstStep(
    identifier: Exclude<Identifier, { kind: "super_sim" }>,
    signal: AbortSignal,
  ): Promise<Step> {
    switch (identifier.kind) {
      case "sid":
        return bySid(identifier.sid, signal);
      case "iccid":
        return byIccid(identifier, signal);
      case "name":
        return byUniqueName(identifier.text, signal);
    }
  }
}

interface Step {
  readonly resolution: Found | Several | null;
  readonly unasked: readonly Unasked[];
}

function settled(resolution: Found | Several | null): Step {
  return { resolution, unasked: [] };
}

/** SIMs whose names resemble the text; also for a view that offers them beside something else. */
export function nearestTo(scope: Scope, text: string): readonly LocatedSim[] {
  if (fold(text) === "") return [];
  return nearestAcross(scope, text, mostNearest).map(({ sim }) => sim);
}
