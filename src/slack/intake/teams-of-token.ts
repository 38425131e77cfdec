import type { WebClient } from "@slack/web-api";

const mostPages = 10;

/**
 * The workspaces that an org-wide token is good for, page by page (`auth.teams.list`, no scope).
 * Rejects when Slack does not tell, or there are more than 10,000.
 */
export async function* teamsOfToken(client: WebClient): AsyncGenerator<readonly string[]> {
  let cursor = "";
  for (let page = 0; page < mostPages; page += 1) {
    const { teams = [], response_metadata: more } = await client.auth.teams.list({
      limit: 1_000,
      ...(cursor !== "" && { cursor }),
    });
    yield teams.flatMap(({ id }) => (id === undefined ? [] : [id]));
    cursor = more?.next_cursor ?? "";
    if (cursor === "") return;
  }
  throw new Error("the token is good for more workspaces than are looked at");
}
