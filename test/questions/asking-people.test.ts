import { describe, expect, it } from "vitest";
import { createAskingPeople } from "../../src/questions/asking-people.ts";

describe("people who ask", () => {
  it("may have so many questions running, each person for themselves", () => {
    const people = createAskingPeople(2);
    const first = people.begin("him");
    people.begin("him");
    expect(people.begin("him")).toEqual({ kind: "too_many", running: 2 });
    expect(people.begin("her")).toMatchObject({ kind: "begun", asking: { person: "her" } });
    if (first.kind === "begun") {
      expect(first.asking.over.aborted).toBe(false);
      first.end();
      first.end();
      expect(first.asking.over.aborted).toBe(true);
    }
    expect(people.begin("him").kind).toBe("begun");
    expect(people.begin("him").kind).toBe("too_many");
  });
});
