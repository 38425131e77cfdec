import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { timelinePlugin } from "../../src/chart/config/timeline-plugin.ts";

const folder = new URL("../../src/chart/config/plugin/", import.meta.url);

it("is put together of parts that do not take one another's names", async () => {
  const parts: object[] = await Promise.all(
    readdirSync(folder).map((file) => import(new URL(file, folder).href)),
  );
  const names = parts.flatMap((part) => Object.values(part).flatMap((own) => Object.keys(own)));
  expect(names.length).toBeGreaterThan(30);
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  expect(Object.keys(timelinePlugin)).toEqual(expect.arrayContaining(names));
});
