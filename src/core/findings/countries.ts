import type { DataSession, Placed } from "../session.ts";
import type { OperatorNames } from "./operator-names.ts";

/** The country of the record itself, the same for every writing of it; `null`: it carries none. */
export function recordedCountry({ operator }: DataSession): string | null {
  return operator.country?.toUpperCase() ?? null;
}

/** In which countries the sessions of one history were, although records may miss it. */
export interface Countries {
  /** `null` is unknown and equals nothing. */
  of(session: DataSession): string | null;
  /** Whether all sessions of a known operator surely were in one country. */
  readonly areOne: boolean;
}

/**
 * A record without its country takes that of the other records with its MCC, or of its operator,
 * if these name one only. Two MCCs alone prove nothing: a country may have several (the USA: 310
 * to 316, ITU-T E.212).
 */
export function countriesOf(sessions: readonly Placed[], operators: OperatorNames): Countries {
  const marksOf = (session: DataSession): string[] => {
    const { mcc } = session.operator;
    const key = operators.keyOf(session);
    return [...(mcc === null ? [] : [`mcc ${mcc}`]), ...(key === null ? [] : [`key ${key}`])];
  };
  const countriesByMark = (): Map<string, Set<string>> => {
    const byMark = new Map<string, Set<string>>();
    for (const { session } of sessions) {
      const country = recordedCountry(session);
      if (country === null) continue;
      for (const mark of marksOf(session)) {
        const countries = byMark.get(mark);
        if (countries === undefined) byMark.set(mark, new Set([country]));
        else countries.add(country);
      }
    }
    return byMark;
  };
  // Nearly every record carries its country: then nobody asks what the others carry.
  let byMark: Map<string, Set<string>> | null = null;
  const of = (session: DataSession): string | null => {
    const recorded = recordedCountry(session);
    if (recorded !== null) return recorded;
    byMark ??= countriesByMark();
    for (const mark of marksOf(session)) {
      const countries = byMark.get(mark);
      if (countries?.size === 1) return [...countries][0] ?? null;
    }
    return null;
  };
  const seen = new Set(
    sessions
      .filter(({ session }) => operators.keyOf(session) !== null || recordedCountry(session))
      .map(({ session }) => of(session)),
  );
  return { of, areOne: seen.size === 1 && !seen.has(null) };
}
