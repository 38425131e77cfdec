import { dayMs } from "../core/instant.ts";
import type { GivenVariables } from "./schema.ts";

export type StoreConfig =
  | { readonly kind: "sqlite"; readonly path: string }
  /** The address holds the password. */
  | { readonly kind: "postgres"; readonly url: string };

/** What is kept, where and for how long. Holds a secret: never log it. */
export interface StoreSettings {
  readonly store: StoreConfig;
  /** How long it is kept who asked. */
  readonly audit: { readonly keptMs: number };
}

/** The defaults are the contract's. */
export function storeSettingsOf(
  given: Pick<GivenVariables, "DATABASE_URL" | "AUDIT_DAYS">,
): StoreSettings {
  return {
    store: storeOf(given),
    audit: { keptMs: Number(given.AUDIT_DAYS ?? "90") * dayMs },
  };
}

function storeOf({
  DATABASE_URL: url = "sqlite:simscope.db",
}: Pick<GivenVariables, "DATABASE_URL">): StoreConfig {
  return url.startsWith("sqlite:")
    ? { kind: "sqlite", path: url.slice("sqlite:".length) }
    : { kind: "postgres", url };
}

/** The address as it is, and its password as it is written there and as it is meant. */
export function storeSecrets(store: StoreConfig): string[] {
  if (store.kind === "sqlite") return [];
  const url = URL.parse(store.url);
  const written = [url?.password ?? "", url?.searchParams.get("password") ?? ""];
  const passwords = written.flatMap((text) => [text, decoded(text)]).filter((text) => text !== "");
  return [store.url, ...new Set(passwords)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
