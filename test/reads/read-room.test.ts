import { describe, expect, it } from "vitest";
import type { Asking } from "../../src/accounts/asking.ts";
import { createReadRoom, type ReadPlace, type ReadRoom } from "../../src/reads/read-room.ts";

/** Room for three reads of 10,000 sessions with a page of each under way. */
const room30k = 30_000 * 380 + 2_500_000;
const never = new AbortController().signal;

function askingBy(person: string) {
  const over = new AbortController();
  const asking: Asking = { person, over: over.signal };
  return { asking, end: () => over.abort() };
}

/** What has been let in so far, in that order. */
function watch(room: ReadRoom) {
  const entered: string[] = [];
  const places = new Map<string, ReadPlace>();
  const enter = (name: string, asking: Asking | null = null, signal = never): void => {
    room.enter(asking, signal).then(
      (place) => {
        entered.push(name);
        places.set(name, place);
      },
      () => entered.push(`${name} gave up`),
    );
  };
  const page = (name: string, sessions: number) => places.get(name)?.pageCame(sessions, false);
  return { entered, places, enter, page };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("the room for reads", () => {
  it("lets in what fits, and the others when there is room again", async () => {
    const room = createReadRoom(room30k);
    const { entered, places, enter, page } = watch(room);
    enter("a");
    await turn();
    void page("a", 27_000);
    enter("b");
    enter("c");
    await turn();
    expect(entered).toEqual(["a"]);
    places.get("a")?.leave();
    await turn();
    expect(entered).toEqual(["a", "b", "c"]);
  });

  it("lets in people's reads before those that nobody waits for", async () => {
    const room = createReadRoom(room30k);
    const { entered, places, enter, page } = watch(room);
    const { asking } = askingBy("ada");
    enter("a", asking);
    await turn();
    void page("a", 27_000);
    enter("nobody's");
    enter("ada's", asking);
    await turn();
    places.get("a")?.leave();
    await turn();
    expect(entered).toEqual(["a", "ada's", "nobody's"]);
  });

  it("holds up the next page of what began later; the oldest may always go on, so all end", async () => {
    const room = createReadRoom(room30k);
    const { places, enter, page } = watch(room);
    for (const name of ["a", "b", "c"]) enter(name);
    await turn();
    const went: string[] = [];
    for (const name of ["c", "b", "a"]) void page(name, 12_000)?.then(() => went.push(name));
    await turn();
    expect(went).toEqual(["c", "a"]);
    places.get("a")?.leave();
    await turn();
    expect(went).toEqual(["c", "a", "b"]);
  });

  it("never holds more than the room and one read of the largest size", async () => {
    const room = createReadRoom(room30k);
    let most = 0;
    const read = async (person: string): Promise<void> => {
      const { asking, end } = askingBy(person);
      const place = await room.enter(asking, never);
      for (let sessions = 1_000; sessions <= 50_000; sessions += 1_000) {
        await turn();
        await place.pageCame(sessions, sessions === 50_000);
        most = Math.max(most, room.inHand());
      }
      room.hold({}, 50_000, asking);
      place.leave();
      await turn();
      end();
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => read(`person-${index}`)));
    expect(most).toBeLessThanOrEqual(room30k + 51_000 * 380);
    expect(room.inHand()).toBe(0);
  });

  it("lets four long reads go on at once, the oldest first, and short ones beside them", async () => {
    const room = createReadRoom();
    const { entered, places, enter, page } = watch(room);
    const names = ["a", "b", "c", "d", "e", "f"];
    for (const name of names) enter(name);
    await turn();
    const went: string[] = [];
    for (const name of names.toReversed()) void page(name, 2_000)?.then(() => went.push(name));
    await turn();
    expect(went.toSorted()).toEqual(["c", "d", "e", "f"]);
    enter("short");
    await turn();
    expect(entered.at(-1)).toBe("short");
    // Each stands in line again with its next page, and the oldest come first.
    void page("f", 3_000)?.then(() => went.push("f again"));
    await turn();
    expect(went.slice(4)).toEqual(["a"]);
    places.get("a")?.leave();
    await turn();
    expect(went.slice(4)).toEqual(["a", "b"]);
  });

  it("of two people with long reads, each gets as many as the other", async () => {
    const room = createReadRoom();
    const { places, enter, page } = watch(room);
    const his = ["1", "2", "3", "4", "5", "6"];
    for (const name of his) enter(name, askingBy("him").asking);
    enter("hers", askingBy("her").asking);
    await turn();
    const went: string[] = [];
    for (const name of [...his, "hers"]) void page(name, 2_000)?.then(() => went.push(name));
    await turn();
    expect(went).toEqual(["1", "2", "3", "4"]);
    places.get("1")?.leave();
    await turn();
    expect(went.at(-1)).toBe("hers");
  });

  it("counts a read that many use once, until the last of them is answered", async () => {
    const room = createReadRoom(room30k);
    const [one, two] = [askingBy("one"), askingBy("two")];
    const read = {};
    for (const { asking } of [one, two, one]) room.hold(read, 10_000, asking);
    expect(room.inHand()).toBe(3_800_000);
    one.end();
    expect(room.inHand()).toBe(3_800_000);
    two.end();
    expect(room.inHand()).toBe(0);
    room.hold(read, 10_000, two.asking);
    expect(room.inHand()).toBe(0);
  });

  it("lets in first whoever has least in hand, then who came first", async () => {
    const room = createReadRoom(room30k);
    const [him, her] = [askingBy("him"), askingBy("her")];
    const { entered, places, enter, page } = watch(room);
    enter("his first", him.asking);
    await turn();
    void page("his first", 30_000);
    enter("his second", askingBy("him").asking);
    enter("his third", askingBy("him").asking);
    enter("hers", her.asking);
    room.hold({}, 1, him.asking);
    places.get("his first")?.leave();
    await turn();
    expect(entered).toEqual(["his first", "hers", "his second", "his third"]);
  });

  it("a comparison does not wait for itself", async () => {
    const room = createReadRoom(5_000_000);
    const { asking } = askingBy("him");
    const { entered, places, enter } = watch(room);
    enter("one", asking);
    await turn();
    room.hold({}, 50_000, asking);
    enter("other", asking);
    await turn();
    expect(entered).toEqual(["one"]);
    places.get("one")?.leave();
    await turn();
    expect(entered).toEqual(["one", "other"]);
  });

  it("says who waits, and gives up with the question's time", async () => {
    const room = createReadRoom(1_000_000);
    const { entered, enter } = watch(room);
    const question = new AbortController();
    enter("a");
    enter("b", null, question.signal);
    await turn();
    expect(room.isWaiting(question.signal)).toBe(true);
    expect(room.isWaiting(never)).toBe(false);
    question.abort();
    await turn();
    expect(entered).toEqual(["a", "b gave up"]);
    expect(room.isWaiting(question.signal)).toBe(false);
    await expect(room.enter(null, question.signal)).rejects.toMatchObject({
      code: "sim_api_timeout",
      detail: "queued",
    });
  });
});
