import { describe, expect, it } from "vitest";
import { type Config, faultLines, type ParsedConfig } from "../../src/config/config.ts";
import { withEnvFiles } from "../../src/config/env-files.ts";

const good: ParsedConfig = { kind: "ok", config: {} as Config };

function read(text: string, env: Readonly<Record<string, string>> = {}) {
  const file = { path: ".env", bytes: new TextEncoder().encode(text) };
  const { parsed, warnings } = withEnvFiles(good, [file], env);
  return {
    faults: parsed.kind === "faults" ? faultLines(parsed.faults) : [],
    warnings: faultLines(warnings),
  };
}

describe("a line that sets nothing", () => {
  it.each([
    "ALLOWED_USERS: U0ADA00001",
    "ALLOWED_USERS U0ADA00001",
    "  export ALLOWED_USERS",
    "ALLOWED_USERS: U0ADA00001=",
  ])("was to keep somebody out, and ends the start: %s", (line) => {
    expect(read(`PORT=3000\n${line}\n`)).toEqual({
      faults: [
        "ALLOWED_USERS: does not count: there is no = behind it in line 2 of .env. Write ALLOWED_USERS=, and its value right behind that.",
      ],
      warnings: [],
    });
  });

  it("is a warning where it limits nobody, and no matter where it is none of ours", () => {
    const { faults, warnings } = read(
      "AUDIT_DAYS: 30\n# ALLOWED_USERS: U1\n#ALLOWED_USERS=\nFOO: 1",
    );
    expect(faults).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("AUDIT_DAYS: does not count")]);
  });
});

describe("a setting in two lines", () => {
  it("that was to keep somebody out ends the start, whichever of them is empty", () => {
    for (const text of [
      "ALLOWED_CHANNELS=C1\n\nALLOWED_CHANNELS=",
      "ALLOWED_CHANNELS=\n\nALLOWED_CHANNELS=C1",
    ])
      expect(read(text).faults).toEqual([
        "ALLOWED_CHANNELS: is set in lines 1 and 3 of .env, of which the last one counts. Keep one of them.",
      ]);
  });

  it("is a warning otherwise, and nothing where both say the same", () => {
    expect(read("PORT=3000\nPORT=3001\nPORT=3002").warnings).toEqual([
      "PORT: is set in lines 1 and 2 and 3 of .env, of which the last one counts. Keep one of them.",
    ]);
    expect(read("ALLOWED_USERS=U1\nexport ALLOWED_USERS = U1")).toEqual({
      faults: [],
      warnings: [],
    });
  });
});
