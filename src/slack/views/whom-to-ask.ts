import { joined, type Mrkdwn, mention, mrkdwn, ours } from "../kit/mrkdwn.ts";

/** More would be nobody's business. */
const mostNamed = 3;

/**
 * Who can change what may be asked: the admins, named by Slack itself; without any, in words. Reads
 * on after "ask" or "Ask".
 */
export function whomToAsk(admins: readonly string[]): Mrkdwn {
  const named = admins.slice(0, mostNamed).map(mention);
  const last = named.pop();
  if (last === undefined) return ours("whoever runs simscope here");
  return named.length === 0 ? last : mrkdwn`${joined(named, ", ")} or ${last}`;
}
