import { z } from "zod";
import type { DataSession } from "../core/session.ts";
import type { Sim } from "../core/sim.ts";
import type { ListKind } from "./reading.ts";
import { createSessionRecordReader } from "./session-record.ts";
import { readSimRecord } from "./sim-record.ts";

const meta = z.object({ next_page_url: z.unknown().optional() });
/** Whatever they are: records are read one by one. */
const items = z.custom<readonly unknown[]>(Array.isArray);

/** The list of one SIM: its records share what they repeat. */
export function dataSessionList(): ListKind<DataSession> {
  return { name: "data_sessions", envelope: sessionEnvelope, read: createSessionRecordReader() };
}

const sessionEnvelope = z.object({ data_sessions: items, meta }).transform((wire) => ({
  items: wire.data_sessions,
  nextPageUrl: wire.meta.next_page_url,
}));

export const simList: ListKind<Sim> = {
  name: "sims",
  envelope: z.object({ sims: items, meta }).transform((wire) => ({
    items: wire.sims,
    nextPageUrl: wire.meta.next_page_url,
  })),
  read: readSimRecord,
};

/**
 * The error body of both platforms; all but its number is prose. Numbers have five digits:
 * gateways that write a `code` too repeat the HTTP status there.
 */
export const platformErrorSchema = z.object({
  code: z.union([
    z.int().min(10_000),
    z
      .string()
      .regex(/^\d{5}$/)
      .transform(Number),
  ]),
});

/**
 * Gateways in front of a platform name their errors by a word (`invalid_client` of OAuth,
 * `AccessDenied`). Prose is no such word, and neither is anything that could be a token.
 */
const errorWord = z.string().regex(/^[A-Za-z][A-Za-z_.-]{1,39}$/);
export const platformWordSchema = z.union([
  z.object({ code: errorWord }).transform(({ code }) => code),
  z.object({ error: errorWord }).transform(({ error }) => error),
]);
