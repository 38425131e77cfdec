import { firstCharacters } from "../cut-text.ts";
import { compactOf, fold } from "../fold.ts";
import { radioGenerations } from "../radio-link.ts";
import { remembering } from "../remembering.ts";
import type { DataSession, Operator } from "../session.ts";
import { visibleOrNull } from "../visible-text.ts";
import { knownCellId } from "./cell-id.ts";
import { knownCountry } from "./country.ts";
import { knownImei } from "./imei.ts";
import { knownNetworkCode, type NetworkCode } from "./network-code.ts";
import { namesNobody, saysNothing } from "./placeholders.ts";

/** Gives a record as what is known of it. */
export type SessionReader = (session: DataSession) => DataSession;

/**
 * Reads records as what is known: placeholders are `null`, and each country, network, cell and
 * device has one writing, whatever the platform wrote it as. A record that needs no change is
 * given back as it is. Reading a record twice changes nothing. The texts of a list repeat: one
 * reader remembers what it made of each.
 */
export function createSessionReader(): SessionReader {
  const radioLinks = remembering(knownRadioLink);
  const networks = rememberingNetworks();
  const cells = remembering((cell: string) => knownCellId(cell, networks));
  const imeis = remembering(knownImei);
  const operators = rememberingOperators();
  return (session) => {
    const operator = operators(session.operator);
    const radioLink = session.radioLink === null ? null : radioLinks(session.radioLink);
    const cellId = session.cellId === null ? null : cells(session.cellId);
    const imei = session.imei === null ? null : imeis(session.imei);
    const isAsKnown =
      operator === session.operator &&
      radioLink === session.radioLink &&
      cellId === session.cellId &&
      imei === session.imei;
    return isAsKnown ? session : { ...session, operator, radioLink, cellId, imei };
  };
}

/** Longer than any name: it was made up, and is looked at no further than this. */
const longestText = 300;

/** The usual writing of the six radio generations; any other text as received. */
const generations = new Map(
  radioGenerations
    .filter((generation) => generation !== "unknown")
    .map((generation) => [compactOf(fold(generation)), generation] as const),
);

function knownRadioLink(received: string): string | null {
  // No radio link is written so long: it stays as it is.
  if (received.length > longestText) return received.trim();
  if (saysNothing(received)) return null;
  return generations.get(compactOf(fold(received))) ?? received.trim();
}

/** The operator of one record as known: what other records say of it is the operator book's business. */
export function knownOperator(given: Operator): Operator {
  const received = isLong(given) ? shortened(given) : given;
  const { mcc, mnc } = knownNetworkCode(received);
  const country = received.country === null ? null : knownCountry(received.country, mcc);
  const name = received.name === null ? null : knownName(received.name, { mcc, mnc });
  const isAsKnown =
    mcc === received.mcc &&
    mnc === received.mnc &&
    country === received.country &&
    name === received.name;
  return isAsKnown ? received : { mcc, mnc, country, name };
}

function isLong(operator: Operator): boolean {
  return Object.values(operator).some((text) => text !== null && text.length > longestText);
}

function shortened({ mcc, mnc, country, name }: Operator): Operator {
  const [a = null, b = null, c = null, d = null] = [mcc, mnc, country, name].map(
    (text) => text && firstCharacters(text, longestText),
  );
  return { mcc: a, mnc: b, country: c, name: d };
}

/** `null` for placeholders, and for the code once more in the place of the name. */
function knownName(received: string, { mcc, mnc }: Pick<Operator, "mcc" | "mnc">): string | null {
  const name = visibleOrNull(received)?.replace(/\s+/gu, " ") ?? null;
  if (name === null || namesNobody(name)) return null;
  const [, ofMcc, ofMnc] = /^(\d{3})[- ]?(\d{2,3})$/.exec(name) ?? [];
  const isCode =
    ofMcc !== undefined && ofMcc === mcc && mnc !== null && Number(ofMnc) === Number(mnc);
  return isCode ? null : name;
}

/** For the networks that cells name. */
function rememberingNetworks(): (code: NetworkCode) => NetworkCode {
  const known = new Map<string, NetworkCode>();
  return (code) => {
    const text = `${code.mcc}-${code.mnc}`;
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = knownNetworkCode(code);
    known.set(text, value);
    return value;
  };
}

/** Records of a read share their operators; those of another source may come with copies. */
function rememberingOperators(): (operator: Operator) => Operator {
  const byObject = new Map<Operator, Operator>();
  const byText = new Map<string, Operator | "as known">();
  return (operator) => {
    const before = byObject.get(operator);
    if (before !== undefined) return before;
    const text = JSON.stringify([operator.mcc, operator.mnc, operator.country, operator.name]);
    let known = byText.get(text);
    if (known === undefined) {
      const value = knownOperator(operator);
      known = value === operator ? "as known" : value;
      byText.set(text, known);
    }
    const value = known === "as known" ? operator : known;
    byObject.set(operator, value);
    return value;
  };
}
