import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
}

const lockfile: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8"),
);
/** All but simscope itself, which has no name there. */
const locked = Object.entries(lockfile.packages).filter(([path]) => path !== "");

/** Packages for which the registry publishes no hash: none. Name whatever comes here, and why. */
const withoutHash: readonly string[] = [];

it("the lockfile holds the hash of every package, those of other platforms too", () => {
  const missing = locked.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? ""));
  expect(missing.map(([path]) => path)).toEqual(withoutHash);
  expect(locked.length).toBeGreaterThan(100);
});

it("the lockfile names no address: packages come from whichever registry is set", () => {
  expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});
