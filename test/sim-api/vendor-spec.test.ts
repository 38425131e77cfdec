import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readList, readSingle } from "../../src/sim-api/reading.ts";
import { readSimRecord } from "../../src/sim-api/sim-record.ts";
import { dataSessionList, simList } from "../../src/sim-api/wire.ts";

const twilioSpec = new URL(
  "../../../shared/reference/specs/twilio_wireless_v1.json",
  import.meta.url,
);

const specSchema = z.object({
  paths: z.record(
    z.string(),
    z.object({
      get: z
        .object({
          responses: z.object({
            200: z.object({
              content: z.object({
                "application/json": z.object({
                  examples: z.record(z.string(), z.object({ value: z.unknown() })),
                }),
              }),
            }),
          }),
        })
        .optional(),
    }),
  ),
});

/** The example answers that the vendor's OpenAPI document gives for a GET. */
function examplesFor(path: string): unknown[] {
  const spec = specSchema.parse(JSON.parse(readFileSync(twilioSpec, "utf8")));
  const examples = spec.paths[path]?.get?.responses[200].content["application/json"].examples;
  return Object.values(examples ?? {}).map(({ value }) => value);
}

describe.skipIf(!existsSync(twilioSpec))("the examples of the vendor's specification", () => {
  it.each([
    ["/v1/Sims/{SimSid}/DataSessions", (body: unknown) => readList(body, dataSessionList())],
    ["/v1/Sims/{Sid}", (body: unknown) => readSingle(body, readSimRecord)],
    ["/v1/Sims", (body: unknown) => readList(body, simList)],
  ])("%s can be read whole", (path, read) => {
    const examples = examplesFor(path);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples)
      expect(read(example)).toMatchObject({ kind: "read", faults: {} });
  });
});
