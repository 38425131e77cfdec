import type { KeptInstallation, KeptInstallations } from "../ports/installations.ts";
import type { InstallationRow, InstallationsTable } from "./installations-table.ts";
import type { TokenSeal } from "./token-seal.ts";

/** Installations in the store, their tokens sealed; what an old key sealed is sealed anew as it is read. */
export function createKeptInstallations(
  table: InstallationsTable,
  seal: TokenSeal,
): KeptInstallations {
  const opened = async ({ sealedToken, ...row }: InstallationRow): Promise<KeptInstallation> => {
    const found = seal.open(sealedToken, purposeOf(row));
    if (found.kind === "unreadable") return { ...row, botToken: null };
    if (found.isOld) {
      // It was read all the same; the next read tries again.
      const anew = seal.seal(found.text, purposeOf(row));
      await table.reseal(row.id, sealedToken, anew).catch(() => undefined);
    }
    return { ...row, botToken: found.text };
  };
  return {
    all: async () => Promise.all((await table.list()).map(opened)),
    keep: ({ botToken, ...row }) =>
      table.put({ ...row, sealedToken: seal.seal(botToken, purposeOf(row)) }),
    forget: ({ id, installedAt }) => table.drop(id, installedAt),
  };
}

/**
 * A token opens in its own row only, and only while the row says whose it is and where it is good for:
 * who is of the company is decided by that.
 */
export function purposeOf({
  id,
  teamId,
  enterpriseId,
  botId,
  botUserId,
}: Omit<InstallationRow, "scopes" | "installedAt" | "sealedToken">): string {
  return JSON.stringify(["bot token", id, teamId, enterpriseId, botId, botUserId]);
}
