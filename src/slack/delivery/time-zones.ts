import type { WebClient } from "@slack/web-api";
import { LRUCache } from "lru-cache";

/** The IANA zone in which a person reads the picture's time axis. Never rejects. */
export type ZoneOf = (userId: string) => Promise<string>;

const fallbackZone = "UTC";
const rememberMs = 60 * 60_000;
const mostPeople = 5_000;

/**
 * The zone of a person's Slack profile. It needs the scope `users:read`, which is optional: a
 * workspace that does not grant it reads UTC, and is asked no more.
 */
export function createZoneOf(client: WebClient): ZoneOf {
  const known = new LRUCache<string, Promise<string>>({ max: mostPeople, ttl: rememberMs });
  let isGranted = true;
  const ask = async (userId: string): Promise<string> => {
    try {
      const { user } = await client.users.info({ user: userId });
      return user?.tz ?? fallbackZone;
    } catch (error) {
      isGranted = !isMissingScope(error);
      known.delete(userId);
      return fallbackZone;
    }
  };
  return async (userId) => {
    const remembered = known.get(userId);
    if (remembered !== undefined) return remembered;
    if (!isGranted) return fallbackZone;
    const zone = ask(userId);
    known.set(userId, zone);
    return zone;
  };
}

function isMissingScope(error: unknown): boolean {
  if (!(error instanceof Error) || !("data" in error)) return false;
  const { data } = error;
  return (
    typeof data === "object" && data !== null && "error" in data && data.error === "missing_scope"
  );
}
