import type { TestProject } from "vitest/node";
import { type PostgresServer, startPostgres } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A server for all tests of a run; `null`: none can be started here. */
    readonly postgres: { readonly url: string; readonly template: string } | null;
  }
}

/** One server for all files of the project, and the files of another that a test may stop. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running: PostgresServer[] = [];
  try {
    const template = await startPostgres();
    running.push(template);
    await template.pause();
    const server = await startPostgres(template.folder);
    running.push(server);
    project.provide("postgres", { url: server.url, template: template.folder });
  } catch (error) {
    project.provide("postgres", null);
    console.warn("No PostgreSQL can be started here: its tests are skipped.", error);
  }
  return async () => {
    for (const server of running) await server.close();
  };
}
