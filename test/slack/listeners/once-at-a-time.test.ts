import { expect, it } from "vitest";
import type { Claimed } from "../../../src/slack/intake/claimed-questions.ts";
import { createOnceAtATime } from "../../../src/slack/listeners/once-at-a-time.ts";
import { askedByColleague } from "../../support/colleagues.ts";

const who = { command: "sessions", userId: "U1", channelId: "C1" };
const newOne: Claimed = { kind: "taken" };
const hadElsewhere: Claimed = { kind: "repeated" };

/** The same question again and again; each is answered as the frame does it, and ends when told. */
function setUp() {
  const once = createOnceAtATime();
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string, claimed?: Claimed | Promise<Claimed>): Promise<void> => {
    const asked = { ...askedByColleague(who), ...(claimed !== undefined && { claimed }) };
    return once(asked, ["U1", "C1", "cargo-cam-07"], async () => {
      if ((await asked.claimed)?.kind === "repeated") return;
      begun.push(name);
      const { promise, resolve } = Promise.withResolvers<void>();
      ends.set(name, resolve);
      await promise;
    });
  };
  const settle = () => new Promise((done) => setImmediate(done));
  return { begun, ask, settle, end: (name: string) => ends.get(name)?.() };
}

it.each([undefined, newOne])("what is asked again meanwhile is not begun (%j)", async (claimed) => {
  const { begun, ask, settle, end } = setUp();
  const first = ask("first", claimed);
  await ask("second", claimed);
  end("first");
  await first;
  const third = ask("third", claimed);
  await settle();
  end("third");
  await third;
  expect(begun).toEqual(["first", "third"]);
});

it("what another process had keeps nobody from asking the same anew, once", async () => {
  const { begun, ask, settle, end } = setUp();
  const { promise: claimed, resolve } = Promise.withResolvers<Claimed>();
  const first = ask("had elsewhere", claimed);
  const [second, third] = [ask("second", newOne), ask("third", newOne)];
  await settle();
  expect(begun).toEqual([]);
  resolve(hadElsewhere);
  await first;
  await settle();
  expect(begun).toEqual(["second"]);
  await ask("fourth", newOne);
  end("second");
  await Promise.all([second, third]);
  expect(begun).toEqual(["second"]);
});

it("whoever waited to see whether the first is new is not begun beside it", async () => {
  const { begun, ask, settle, end } = setUp();
  const { promise: claimed, resolve } = Promise.withResolvers<Claimed>();
  const first = ask("first", claimed);
  const second = ask("second", newOne);
  resolve(newOne);
  await second;
  await settle();
  expect(begun).toEqual(["first"]);
  end("first");
  await first;
});
