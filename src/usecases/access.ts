/** Who may ask, and where. `null` means everybody, or everywhere. */
export interface AccessRules {
  readonly users: ReadonlySet<string> | null;
  readonly channels: ReadonlySet<string> | null;
}

export type AccessDecision =
  | { readonly kind: "allowed" }
  | { readonly kind: "refused"; readonly because: "user" | "channel" };

/** Both lists must allow where both are set. A question without a channel is refused when channels are listed. */
export function decideAccess(
  rules: AccessRules,
  asker: { readonly userId: string; readonly channelId: string | null },
): AccessDecision {
  if (rules.users !== null && !rules.users.has(asker.userId)) {
    return { kind: "refused", because: "user" };
  }
  const { channels } = rules;
  if (channels !== null && (asker.channelId === null || !channels.has(asker.channelId))) {
    return { kind: "refused", because: "channel" };
  }
  return { kind: "allowed" };
}
