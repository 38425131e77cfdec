/**
 * Whether a rejection that nobody handles comes from Slack's Socket Mode library: it sends on a
 * connection that ended a moment before, and tells nobody but the process. The lines look after
 * their connections themselves, so nothing is lost that would be worth an end of the process.
 */
export function isSocketLibraryRace(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" && code.startsWith("slack_socket_mode_");
}
