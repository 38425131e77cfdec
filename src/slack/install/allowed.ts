import type { Installation } from "../../accounts/installation.ts";

/**
 * Whether the admin lets the app be used from there. An organisation on the list stands for all of its
 * workspaces; a workspace does not stand for its organisation.
 */
export function isAllowed(
  { teamId, enterpriseId }: Installation,
  allowed: ReadonlySet<string>,
): boolean {
  return [teamId, enterpriseId].some((id) => id !== null && allowed.has(id));
}
