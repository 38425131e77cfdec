import { saysNothing } from "./placeholders.ts";

/** MCC and MNC, each in the width that its country uses; either may be unknown. */
export interface NetworkCode {
  readonly mcc: string | null;
  readonly mnc: string | null;
}

/**
 * Countries whose network codes have three digits (ITU-T E.212 and its list in the Operational
 * Bulletin): North America and the Caribbean, and Honduras, Argentina, Colombia, the Falklands. All others have two;
 * a number above 99 has three everywhere.
 */
const threeDigits: ReadonlySet<string> = new Set(
  (
    "302 310 311 312 313 314 315 316 330 334 338 342 344 346 348 352 354 356 358 360 365 366 376 " +
    "708 722 732 750"
  ).split(" "),
);

/** India's second code has both widths: the three-digit codes below 100 are those of one operator. */
const india = { mcc: "405", from: 25, to: 47 };

/**
 * One writing for each network, from numbers that lost their zeros as from texts that kept them:
 * within one MCC no two networks differ in leading zeros alone (E.212 lists none), so that `2`,
 * `02` and `002` of 262 are one. What is no code stays as it is; placeholders are unknown:
 *
 * - MCC 000: never given out; 00 is no network without its MCC.
 * - 999-99, 999-999: 999 is for private networks, and these two are what its networks are called
 *   when nobody named them.
 * - Above 999 and below 0: all ones of some width (1023, 4095, 65535), or an error.
 */
export function knownNetworkCode(received: NetworkCode): NetworkCode {
  const [mcc, mnc] = [plain(received.mcc), plain(received.mnc)];
  const [country, network] = [numberOf(mcc), numberOf(mnc)];
  const hasNetwork = network !== null && network >= 0 && network <= 999;
  if (country === null || country < 1 || country > 999) {
    const isNothing =
      network === null ? mnc === null || saysNothing(mnc) : !hasNetwork || network === 0;
    return {
      mcc: country !== null || mcc === null || saysNothing(mcc) ? null : mcc,
      mnc: isNothing ? null : mnc,
    };
  }
  const code = String(country).padStart(3, "0");
  if (country === 999 && (mnc === null || network === 99 || network === 999)) {
    return { mcc: null, mnc: null };
  }
  if (network === null) return { mcc: code, mnc: mnc === null || saysNothing(mnc) ? null : mnc };
  return {
    mcc: code,
    mnc: hasNetwork ? String(network).padStart(widthOf(code, network), "0") : null,
  };
}

function widthOf(mcc: string, network: number): 2 | 3 {
  if (mcc === india.mcc) {
    return network === 0 || (network >= india.from && network <= india.to) ? 3 : 2;
  }
  return threeDigits.has(mcc) ? 3 : 2;
}

function plain(text: string | null): string | null {
  return text === null ? null : text.normalize("NFKC").trim().replace(/\.0+$/, "");
}

/** `null`: not a number. */
function numberOf(text: string | null): number | null {
  return text !== null && /^-?\d{1,10}$/.test(text) ? Number(text) : null;
}

/** Countries with several MCCs, by the first of them: the USA, the United Kingdom, India, Japan, China. */
const shared: Readonly<Record<string, string>> = {
  ...{ 311: "310", 312: "310", 313: "310", 314: "310", 315: "310", 316: "310" },
  ...{ 235: "234", 405: "404", 406: "404", 441: "440", 461: "460" },
};

/** The MCC by which a country is known where a record does not name it: `310` for `310` to `316`. */
export function firstMccOf(mcc: string): string {
  return shared[mcc] ?? mcc;
}
