import { describe, expect, test } from "vitest";
import { createReplayGuard, judge } from "../../src/ops/replay-guard.ts";

const nowMs = 1_800_000_000_000;
const signature = `v0=${"0f".repeat(32)}`;

function headersAt(secondsAhead: number) {
  return {
    "x-slack-request-timestamp": String(nowMs / 1_000 + secondsAhead),
    "x-slack-signature": signature,
  };
}

const unseen = () => false;

describe("the judgement", () => {
  test.each([
    [0, "admit"],
    [300, "admit"],
    [301, "future"],
    [-300, "admit"],
    [-301, "stale"],
    [-10_000, "stale"],
  ])("%i s ahead of our clock: %s", (secondsAhead, expected) => {
    const admission = judge(headersAt(secondsAhead), nowMs, unseen);
    expect(admission.kind === "refuse" ? admission.reason : admission.kind).toBe(expected);
  });

  test.each([
    [{ "x-slack-request-timestamp": "1" }],
    [{ "x-slack-signature": signature }],
    [{ ...headersAt(0), "x-slack-request-timestamp": "soon" }],
    [{ ...headersAt(0), "x-slack-request-timestamp": "1e99" }],
    [{ ...headersAt(0), "x-slack-signature": "v0=0f" }],
  ])("malformed headers %o are refused", (headers) => {
    expect(judge(headers, nowMs, unseen)).toEqual({ kind: "refuse", reason: "malformed" });
  });

  test("without any signature it is for the body to say: it may be an ssl_check", () => {
    expect(judge({}, nowMs, unseen)).toEqual({ kind: "unsigned" });
  });

  test("a signature that was seen is a replay", () => {
    expect(judge(headersAt(0), nowMs, (seen) => seen === signature)).toEqual({
      kind: "refuse",
      reason: "replay",
    });
  });
});

test("the guard admits a signature once, and again after it was forgotten", () => {
  const refused: string[] = [];
  const guard = createReplayGuard({ now: () => nowMs }, (reason) => refused.push(reason));
  expect(guard.admit(headersAt(0)).kind).toBe("admit");
  expect(guard.admit(headersAt(0)).kind).toBe("refuse");
  guard.forget(signature);
  expect(guard.admit(headersAt(0)).kind).toBe("admit");
  expect(refused).toEqual(["replay"]);
});

test("the guard's memory is bounded", () => {
  const guard = createReplayGuard({ now: () => nowMs });
  const headersOf = (index: number) => ({
    ...headersAt(0),
    "x-slack-signature": `v0=${index.toString(16).padStart(64, "0")}`,
  });
  for (let index = 0; index <= 20_000; index += 1) guard.admit(headersOf(index));
  expect(guard.admit(headersOf(20_000)).kind).toBe("refuse");
  expect(guard.admit(headersOf(0)).kind).toBe("admit");
});
