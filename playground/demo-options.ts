import { parseArgs } from "node:util";
import { mostEverydaySims } from "./fleet/control-api.ts";

/** How `npm run demo` was called. */
export interface DemoOptions {
  /** Set: print the answer to this one command and end. */
  readonly ask: string | null;
  /** How the bot is reached. */
  readonly transport: "http" | "socket";
  /** Whose SIMs there are: of one account, or of two at different providers. */
  readonly accounts: "one" | "several";
  /** How many SIMs there are beside those with a story. */
  readonly everydaySims: number;
  /** Port of the page; 0 takes a free one. */
  readonly port: number;
}

export const defaultPagePort = 4600;

/** Enough for an outage to show in numbers. */
const usualEverydaySims = 300;

export const demoUsage = `npm run demo                 a small Slack with a living fleet, in the browser
npm run demo -- --ask TEXT   print the answer to one command and end
npm run demo -- --accounts   with a second account, of another provider
npm run demo -- --fleet N    with N SIMs beside those with a story (default ${usualEverydaySims}; with --ask: 0)
npm run demo -- --socket     let the bot connect over Socket Mode
npm run demo -- --port N     serve the page on port N (default ${defaultPagePort}; 0: any free one)`;

export type ParsedDemoOptions =
  | { readonly kind: "options"; readonly options: DemoOptions }
  | { readonly kind: "help" }
  | { readonly kind: "fault"; readonly words: string };

/** Reads the arguments behind `npm run demo --`. */
export function parseDemoOptions(args: readonly string[]): ParsedDemoOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ask: { type: "string" },
        accounts: { type: "boolean", default: false },
        fleet: { type: "string" },
        socket: { type: "boolean", default: false },
        port: { type: "string", default: String(defaultPagePort) },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { kind: "help" };
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
      return { kind: "fault", words: "--port takes a number from 0 to 65535" };
    }
    if (values.ask !== undefined && !values.ask.startsWith("/")) {
      return { kind: "fault", words: '--ask takes a command, like "/sim sessions cargo-cam-07"' };
    }
    // One answer needs no fleet that is read meanwhile.
    const fleet = values.fleet ?? String(values.ask === undefined ? usualEverydaySims : 0);
    if (!/^\d{1,4}$/.test(fleet) || Number(fleet) > mostEverydaySims) {
      return { kind: "fault", words: `--fleet takes a number from 0 to ${mostEverydaySims}` };
    }
    const transport = values.socket ? "socket" : "http";
    const options = {
      ask: values.ask ?? null,
      transport,
      accounts: values.accounts ? "several" : "one",
      everydaySims: Number(fleet),
      port: Number(values.port),
    } as const;
    return { kind: "options", options };
  } catch (error) {
    return { kind: "fault", words: error instanceof Error ? error.message : "not understood" };
  }
}
