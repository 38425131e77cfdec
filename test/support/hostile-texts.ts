/** As long as the texts that the issue of it is about: more than Slack takes in one message. */
export const hostileLength = 100_000;

/** Marks that some parser of ours, or Slack's markup, gives a meaning; every parser gets them all. */
export const marks: readonly string[] = [
  ...`"'\`“”‘’«»<>()[]{}|=+*_~-–.,:;!?/\\@#%^$&`,
  ...[" ", "\n", "\t", "\r", "\u00a0", "\u0000", "\u200b", "\u200f", "\u202e", "\ufeff", "\u2028"],
  ...["0", "7", "٣", "a", "f", "ß", "ﷺ", "א", "字", "🚚", "👨‍👩‍👧", "\u0301", "\u0345", "\ud83d"],
];

/** What patterns begin with: a long tail behind it is looked at again and again by a careless one. */
const beginnings: readonly string[] = [
  ...["DE", "HS", "89", "iccid", "iccid:", "<tel:", "<mailto:", "<https://x|", "<!", "<@U0BOT|"],
  ...[
    "&lt;",
    "&amp;",
    "://",
    ":a",
    "1.1.",
    "2.1.emea.",
    "1.",
    "=",
    "sessions ",
    "find ",
    "compare ",
  ],
  ...["cam in ", " 7d public", "cam,", '"a', "x = 1", "${A", "1,0000", "12 34", "-1.", "`/sim "],
];

/**
 * Texts of `hostileLength`, made of single marks, pairs and triples of them, of a beginning with a
 * long tail, a long head with one mark behind it, and seeded mixtures.
 *
 * @param random from 0 to below 1
 */
export function* hostileTexts(random: () => number): Generator<string> {
  const any = (): string => marks[Math.floor(random() * marks.length)] ?? "a";
  const beginning = (): string => beginnings[Math.floor(random() * beginnings.length)] ?? "a";
  for (const mark of marks) {
    yield filled(mark);
    yield `a${filled(mark)}a`;
  }
  for (const word of beginnings) {
    yield filled(word);
    yield word + filled(any());
  }
  for (let turn = 0; turn < 30; turn += 1) {
    yield filled(any() + any());
    yield filled(any() + any() + beginning());
    yield beginning() + filled(any()) + any();
    yield filled(any()).slice(0, hostileLength / 2) + filled(any()).slice(0, hostileLength / 2);
    yield Array.from({ length: 2_000 }, () => (random() < 0.2 ? beginning() : any()).repeat(5))
      .join("")
      .padEnd(hostileLength, any());
  }
}

function filled(piece: string): string {
  return piece.repeat(Math.ceil(hostileLength / piece.length)).slice(0, hostileLength);
}
