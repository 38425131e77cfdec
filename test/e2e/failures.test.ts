import { beforeAll, describe, expect, it } from "vitest";
import type { InjectionInput } from "../../playground/fleet/faults/fault.ts";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { minuteMs } from "../../src/core/instant.ts";
import {
  settingsWithSeveralAccounts,
  signingSecret,
  startWorld,
  textsOf,
  type World,
} from "../support/whole-bot.ts";

/** Half of the faults end only with this patience: so several worlds wait for it side by side. */
const impatient = { questionTimeoutMs: 1_500, callTimeoutMs: 600 };

/** What goes wrong at the platform, and words that only this fault's answer has. */
const faults: Record<string, readonly [InjectionInput["fault"], string]> = {
  "401": [{ kind: "status", status: 401 }, "did not accept simscope's credentials"],
  "403": [{ kind: "status", status: 403 }, "may not read this SIM"],
  "429": [{ kind: "status", status: 429, retryAfter: 7 }, "limiting how much we may ask"],
  "500": [{ kind: "status", status: 500 }, "had a fault of its own"],
  "503": [{ kind: "status", status: 503 }, "overloaded or under maintenance"],
  "no answer": [{ kind: "hang_before_headers" }, "took too long to answer"],
  "a body that stalls": [{ kind: "hang_in_body" }, "took too long to answer"],
  "a cut body": [{ kind: "cut_body" }, "broke off half way"],
  "a lost connection": [{ kind: "reset_before_headers" }, "cannot reach the SIM platform"],
  HTML: [{ kind: "html" }, "web page came back"],
  "invalid JSON": [{ kind: "invalid_json" }, "was garbled"],
  "the wrong shape": [{ kind: "wrong_shape" }, "in a form that simscope does not know"],
  "a redirect": [{ kind: "redirect", url: "http://127.0.0.1:1/" }, "to another address"],
};

async function askDuring(world: World, fault: InjectionInput["fault"]): Promise<SlackMessage> {
  world.fleet.inject({ fault, scope: { operation: "list_sessions" } });
  const answer = await world.ask("sessions cargo-cam-07");
  world.fleet.clearFaults();
  // Long enough for a pause that was asked for, and for a circuit breaker, to be over.
  world.clock.advance(5 * minuteMs);
  return answer;
}

// The first question of a process loads and compiles what the later ones find: it takes longer.
beforeAll(async () => {
  await using world = await startWorld();
  await world.ask("sessions cargo-cam-07");
});

describe.concurrent.each(settingsWithSeveralAccounts)(
  "when the SIM platform $platform fails, over $transport, beside: $beside",
  (setting) => {
    it("each fault has its own words with a next step, the next question works, and the log has no secret", async () => {
      await using world = await startWorld({ ...setting, ...impatient });
      for (const [name, [fault, words]] of Object.entries(faults)) {
        const answer = await askDuring(world, fault);
        expect(textsOf(answer), name).toContain(words);
        expect(textsOf(answer), name).toContain("Nothing is known to be wrong with your SIM.");
        expect(textsOf(answer), name).toMatch(/[Tt]ry again|[Aa]sk the person/);
        expect(answer.visibleTo, name).toBe(people.ada);
      }
      expect(textsOf(await world.ask("sessions cargo-cam-07"))).toContain("Cargo camera 07");

      // Whatever happens: no credential, IMEI, ICCID, coordinate or name.
      for (const name of ["vendor-sample", "kiosk-berlin", "nobody-here", "8901260000000012345"]) {
        await world.ask(`sessions ${name}`);
      }
      const log = world.log();
      expect(log).toContain("question answered");
      const { accountSid, authToken, clientSecret } = world.fleet.credentials;
      const basic = Buffer.from(`${accountSid}:${authToken}`).toString("base64");
      for (const secret of [authToken, basic, clientSecret, signingSecret, "xoxb-", "xapp-"]) {
        expect(log).not.toContain(secret);
      }
      expect(log).not.toMatch(/\b\d{14,22}\b/);
      expect(log).not.toMatch(/\d{1,3}\.\d{4,}/);
      for (const name of ["kiosk", "nobody-here", "vendor-sample", "cargo", "T-Mobile"]) {
        expect(log).not.toContain(name);
      }
    });

    it("says that a SIM does not exist only when the platform says so", async () => {
      await using world = await startWorld(setting);
      expect(textsOf(await world.ask("sessions nobody-here"))).toContain("No SIM *nobody-here*");
      expect(textsOf(await world.ask("sessions spare-sim-1"))).toContain("No sessions");
    });

    it("keeps the old answer when a click fails", async () => {
      await using world = await startWorld({ ...setting, ...impatient });
      const answer = await world.ask("sessions cargo-cam-07");
      world.clock.advance(60_000);
      // One kind of call alone: where all fail that often, the platform counts as down.
      const scope = { operation: "list_sessions" } as const;
      world.fleet.inject({ fault: { kind: "status", status: 500 }, scope });
      const failure = await world.press(answer, "sessions_refresh");
      expect(failure.ts).not.toBe(answer.ts);
      expect(failure.visibleTo).toBe(people.ada);
      expect(textsOf(failure)).toContain("had a fault of its own");
      const shown = world.slack.messages(channels.incidents, people.ada);
      expect(shown.map(({ ts }) => ts)).toContain(answer.ts);
    });
  },
);

describe("garbage from the client", () => {
  it("in a button's value is answered politely", async () => {
    await using world = await startWorld();
    const answer = await world.ask("sessions cargo-cam-07");
    for (const value of ["", "garbage", '{"a":1}', "9.DE.x", "x".repeat(2_000), "1.DE.7d.-.0.0"]) {
      const reply = await world.press(answer, "sessions_older", { value });
      expect(textsOf(reply)).toMatch(/cannot be read|another version/);
      expect(textsOf(reply)).toContain("Please ask again");
    }
  });
});
