import { expect, it } from "vitest";
import { startThreadedBuild } from "../../src/directory/index-build.ts";
import { createSimIndex } from "../../src/directory/sim-index.ts";
import { buildHere, entry, hostileNames, named } from "../support/directory/fleets.ts";

const fleet = hostileNames.map((name, number) => named(number, name, `u-${number}`));

it("a thread makes the same index", async () => {
  const builds = [startThreadedBuild(), buildHere()];
  const packed = await Promise.all(
    builds.map(async (build) => {
      await build.add(fleet.slice(0, 3));
      await build.add(fleet.slice(3));
      return build.finish();
    }),
  );
  const [threaded, here] = packed;
  expect(threaded).toEqual(here);
  if (threaded === undefined) throw new Error("no index");
  expect(createSimIndex(threaded).byUniqueName("u-3")).toEqual({
    ...fleet[3],
    friendlyName: fleet[3]?.friendlyName?.toWellFormed(),
  });
});

it("a cancelled build rejects whoever still waits for it, and whoever comes later", async () => {
  const build = startThreadedBuild();
  const adding = build.add([entry(1)]);
  build.cancel();
  await expect(adding).rejects.toThrow("ended");
  await expect(build.finish()).rejects.toThrow("ended");
});
