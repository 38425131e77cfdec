import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const folder = new URL("../../docs/decisions/", import.meta.url);
const text = (file: string) => readFileSync(new URL(file, folder), "utf8");
const records = readdirSync(folder).filter((file) => file !== "README.md");

describe("the index of decisions", () => {
  it("names each record once, by its own title", () => {
    const named = [...text("README.md").matchAll(/^- \[(.+)\]\((.+)\)$/gm)];
    const expected = records.map((file) => [/^# (.+)$/m.exec(text(file))?.[1], file]);
    expect(named.map(([, title, file]) => [title, file]).toSorted()).toEqual(expected.toSorted());
  });
});
