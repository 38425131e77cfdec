import { type Check, type Mistake, slackIdForm, splitList } from "./values.ts";

const keyBytes = 32;
const keyForm = /^(?:[A-Za-z0-9+/]{43}|[A-Za-z0-9_-]{43})=?$/;
const makeKey =
  "Make a key with: openssl rand -base64 32. Several stand behind commas, the newest first.";

/** Base64 keys of 32 bytes behind commas, at least one. */
export const encryptionKeys: Check = (value) => {
  const keys = splitList(value);
  if (keys.length === 0) return { problem: "holds no key", mend: makeKey };
  const wrong = keys.flatMap((key, index) => (isKey(key) ? [] : [index + 1]));
  return wrong.length === 0
    ? null
    : { problem: `entry ${wrong.join(", ")} of the list is not 32 bytes in base64`, mend: makeKey };
};

/** One byte over and over is what stands in an example. */
function isKey(text: string): boolean {
  const key = keyOf(text);
  return keyForm.test(text) && key.length === keyBytes && new Set(key).size > 1;
}

/** The bytes of a key that is written well. */
export function keyOf(text: string): Buffer {
  return Buffer.from(text, "base64");
}

/** Nobody is allowed by an empty list, and it can't mean everybody: whoever finds the link could install. */
const needed: Mistake = {
  problem: "holds no id, so nobody could install simscope",
  mend: "List the workspaces (T…) or Enterprise organisations (E…) that may install it.",
};

export const workspaceIds: Check = (value) => {
  const { isId, mend } = slackIdForm("TE", "workspace");
  const ids = splitList(value);
  if (ids.length === 0) return needed;
  const wrong = ids.flatMap((id, index) => (isId(id) ? [] : [index + 1]));
  return wrong.length === 0
    ? null
    : { problem: `entry ${wrong.join(", ")} of the list is not a workspace id`, mend };
};
