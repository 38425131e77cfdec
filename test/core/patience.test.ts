import { expect, it } from "vitest";
import { createPatience, NotInTime } from "../../src/core/patience.ts";
import { virtualTime } from "../support/virtual-time.ts";

it("waits so long, then not at all until something ends in time; a failure counts as late", async () => {
  const time = virtualTime();
  const patiently = createPatience(300, time.startTimer);
  expect(await patiently(async () => "quick")).toBe("quick");
  const slow = Promise.withResolvers<string>();
  const before = time.now();
  await expect(time.run(patiently(() => slow.promise))).rejects.toThrow(NotInTime);
  expect(time.now() - before).toBe(300);
  let begun = 0;
  const work = async (): Promise<number> => {
    begun += 1;
    return begun;
  };
  // While that one is under way no other one is begun.
  await expect(patiently(work)).rejects.toThrow(NotInTime);
  expect(begun).toBe(0);
  slow.resolve("late");
  await time.pass(0);
  // One finds out, and is not waited for.
  await expect(patiently(work)).rejects.toThrow(NotInTime);
  expect(begun).toBe(1);
  expect(await patiently(work)).toBe(2);
  await expect(patiently(() => Promise.reject(new Error("away")))).rejects.toThrow("away");
  await expect(patiently(work)).rejects.toThrow(NotInTime);
  expect(await patiently(work)).toBe(4);
  expect(time.waiting).toBe(0);
});
