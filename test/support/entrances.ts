import type { Scope } from "../../src/accounts/accounts.ts";
import type { PictureFiles } from "../../src/ports/pictures.ts";
import { noQuietSims } from "../../src/ports/quiet-sims.ts";
import { createDarkSims } from "../../src/questions/dark.ts";
import { createSimReports } from "../../src/questions/report.ts";
import { createComparisonAnswers } from "../../src/slack/answers/comparison-answers.ts";
import { createDarkAnswers } from "../../src/slack/answers/dark-answers.ts";
import { createEvidenceAnswers } from "../../src/slack/answers/evidence-answers.ts";
import { createPictureMaker } from "../../src/slack/answers/picture-maker.ts";
import { createReportAnswers } from "../../src/slack/answers/report-answers.ts";
import type { SlackCalls } from "../../src/slack/delivery/slack-calls.ts";
import { pickedReply } from "../../src/slack/listeners/actions/sim-pick.ts";
import { commandReply } from "../../src/slack/listeners/commands/command-reply.ts";
import { textAfterMention } from "../../src/slack/listeners/events/mention.ts";
import { simsInMessageReply } from "../../src/slack/listeners/shortcuts/message-shortcut.ts";
import { simOptions } from "../../src/slack/listeners/views/sim-options.ts";
import { parseSimCommand } from "../../src/slack/typed/command.ts";
import { textsOfMessage } from "../../src/slack/typed/texts-of-message.ts";
import { decodePick } from "../../src/slack/values/pick-state.ts";
import { testClock } from "./fake-sim-source.ts";
import { createFakeFleetMemory } from "./fleet/fake-fleet-memory.ts";

/** What somebody gets to see: the SIMs in it, and its words. */
export interface Seen {
  readonly sids: readonly string[];
  readonly words: string;
  /** Left out: as the command says. */
  readonly isPublic: boolean | undefined;
  /** What it is called in the audit line; left out: by its first word. */
  readonly command?: string;
}

/** Every way to hand over the name of a SIM, without Slack and without a bot around it. */
export function entrances(scope: Scope) {
  const simReports = createSimReports({ clock: testClock() });
  const files = {} as PictureFiles;
  const pictures = createPictureMaker({
    pictures: null,
    placeOf: () => ({ id: "T0", files, zoneOf: async () => "UTC" }),
  });
  const parts = { reports: simReports, pictures };
  const nobodyAsks = (): never => {
    throw new Error("nobody asks for it here");
  };
  const answering = {
    reports: createReportAnswers(parts),
    comparisons: createComparisonAnswers(parts),
    dark: createDarkAnswers(
      createDarkSims({
        ...{ memory: createFakeFleetMemory(), quiet: noQuietSims, simReports },
        clock: testClock(),
      }),
    ),
    health: nobodyAsks,
    audit: nobodyAsks,
    quiet: nobodyAsks,
    watches: { begin: nobodyAsks, list: nobodyAsks, end: nobodyAsks },
    handover: { begin: nobodyAsks, page: nobodyAsks },
    evidence: createEvidenceAnswers({
      ...{ reports: simReports, clock: testClock(), onUnread: nobodyAsks },
      evidence: {
        ofSim: async () => ({ total: 0, evidence: [] }),
        of: async () => null,
        bytes: async () => null,
      },
    }),
  };
  const asked = {
    ...{ userId: "U0ASKER", channelId: "C0OPS", teamId: "T0", enterpriseId: null },
    ...{ command: "sessions", place: { kind: "inside" } },
  } as unknown as Parameters<typeof commandReply>[3];
  const hasAccountNames = scope.accounts.some(({ name }) => name !== null);

  const ask = async (text: string, readers: "asker" | "channel" = "asker"): Promise<Seen> => {
    const command = parseSimCommand(text, { hasAccountNames });
    const reply = await commandReply(command, scope, answering, asked, {
      pick: "replace",
      readers,
      slack: {} as SlackCalls,
    });
    const isPublic = reply.isPublic ?? ("isPublic" in command ? command.isPublic : undefined);
    const named = reply.command === undefined ? {} : { command: reply.command };
    return {
      ...seen(reply.message),
      sids: (reply.sims ?? []).map(({ simSid }) => simSid),
      isPublic,
      ...named,
    };
  };
  /** Presses the button of a choice that has this value; rules may have changed since. */
  const pick = async (value: string, allowed = scope): Promise<Seen> => {
    const decoded = decodePick(value);
    if (decoded.kind !== "state") throw new Error(`${value} is ${decoded.kind}`);
    const { state } = decoded;
    const reply = await pickedReply(answering, { state, scope: allowed }, "asker", asked);
    const sids = (reply.sims ?? []).map(({ simSid }) => simSid);
    return { ...seen(reply.message), sids, isPublic: state.place === "public" };
  };
  const toType = (name: string) => (/\s/.test(name) && !/^["“<]/.test(name) ? `"${name}"` : name);

  return {
    ask,
    pick,
    command: (name: string) => ask(`sessions ${name}`),
    mention: (name: string) =>
      ask(textAfterMention(`<@U0BOT> sessions ${name}`, "U0BOT"), "channel"),
    find: (name: string) => ask(`find ${name}`).then(({ words }) => seen(words)),
    typeAhead: async (text: string) => seen(simOptions(scope, text)),
    shortcut: async (text: string) =>
      seen(simsInMessageReply(scope, textsOfMessage({ text })).message),
    /** With another SIM, which is left out. */
    compare: async (name: string, other: string, otherSid: string) => {
      const { sids, words } = await ask(`compare ${toType(name)} ${other}`);
      return { words, sids: sids.filter((sid) => sid !== otherSid) };
    },
  };
}

function seen(shown: unknown): Seen {
  const words = typeof shown === "string" ? shown : JSON.stringify(shown);
  return { words, sids: [...new Set(words.match(/DE[0-9a-f]{32}/g) ?? [])], isPublic: undefined };
}
