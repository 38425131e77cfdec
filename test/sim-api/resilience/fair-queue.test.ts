import { describe, expect, it } from "vitest";
import { nextTicket, type Ticket } from "../../../src/sim-api/fair-queue.ts";
import type { Standing } from "../../../src/sim-api/questions.ts";

interface NamedTicket extends Ticket {
  readonly name: string;
}

function ticket(
  name: string,
  { order = 1, askedAt = 0, served = 0, standing = "question" as Standing } = {},
): NamedTicket {
  return {
    name,
    standing,
    // A question of nobody's stands for itself.
    question: {
      person: { order, place: askedAt + Math.floor(served / 2) * 1_000, callsServed: served },
      ...{ order, askedAt, callsServed: served, waits: new Set() },
    },
  };
}

const nextOf = (tickets: readonly NamedTicket[], underWay = 0, limit = 8) =>
  nextTicket(tickets, underWay, limit)?.name ?? null;

describe("nextTicket", () => {
  it.each<[string, string | null, NamedTicket[]]>([
    ["nobody waits", null, []],
    ["the earlier question", "a", [ticket("b", { order: 2, askedAt: 1 }), ticket("a")]],
    ["asked at the same moment: who came first", "a", [ticket("b", { order: 2 }), ticket("a")]],
    ["two calls of one question: in their order", "first", [ticket("first"), ticket("second")]],
    [
      "a short question before the third call of a long one",
      "short",
      [ticket("long", { served: 2 }), ticket("short", { order: 2, askedAt: 900 })],
    ],
    [
      "but a long one is not starved by those who come later",
      "long",
      [ticket("long", { served: 2 }), ticket("late", { order: 2, askedAt: 1_100 })],
    ],
    [
      "a question half done before one not begun",
      "begun",
      [ticket("new", { order: 2 }), ticket("begun", { served: 1 })],
    ],
    [
      "people before the background, probes before people",
      "probe",
      [
        ticket("listing", { standing: "background" }),
        ticket("person", { order: 2 }),
        ticket("probe", { order: 3, standing: "probe" }),
      ],
    ],
    [
      "people before the background, however late",
      "person",
      [ticket("listing", { standing: "background" }), ticket("person", { order: 9, askedAt: 9e6 })],
    ],
  ])("%s", (_, expected, tickets) => {
    expect(nextOf(tickets)).toBe(expected);
  });

  it.each([
    [0, 8, "listing"],
    [6, 8, "listing"],
    [7, 8, null],
    [8, 8, null],
    [0, 1, "listing"],
    [0, 2, "listing"],
    [1, 2, null],
  ])("with %i of %i calls under way, the background gets %s", (underWay, limit, expected) => {
    expect(nextOf([ticket("listing", { standing: "background" })], underWay, limit)).toBe(expected);
  });

  it.each([
    [6, "sweep"],
    [7, null],
  ])(
    "the sweep comes last of all, and leaves a place free: %i of 8 under way",
    (underWay, expected) => {
      const sweep = ticket("sweep", { standing: "sweep" });
      expect(nextOf([sweep], underWay)).toBe(expected);
      expect(nextOf([sweep, ticket("listing", { order: 9, standing: "background" })])).toBe(
        "listing",
      );
      expect(nextOf([sweep, ticket("person", { order: 9, askedAt: 9e6 })], 7)).toBe("person");
    },
  );

  it("nobody starts above the limit", () => {
    expect(nextOf([ticket("a")], 8, 8)).toBeNull();
    expect(nextOf([ticket("a")], 9, 8)).toBeNull();
  });
});
