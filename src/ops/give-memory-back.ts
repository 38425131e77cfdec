import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Lets V8 collect once what loading and the first list left behind, which at rest it would do only
 * when something new needs the room. Stands still for some 50 ms: meant for the end of a start.
 */
export function giveMemoryBack(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect({ type: "major" });
}
