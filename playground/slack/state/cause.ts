/** What led to a change: whoever waits for the answer to one question asks. */
export interface Cause {
  readonly by: "person" | "web_api" | "response_url" | "acknowledgement" | "slack";
  /** The response_url token of the question that this belongs to, when it is known. */
  readonly token: string | null;
}

export const byPerson: Cause = { by: "person", token: null };
export const byWebApi: Cause = { by: "web_api", token: null };
