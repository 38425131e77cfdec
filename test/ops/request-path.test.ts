import { afterEach, describe, expect, it } from "vitest";
import { answerText, createHttpServer, type HttpServer } from "../../src/ops/http-server.ts";
import { createLogger } from "../../src/ops/logger.ts";
import { pathOf } from "../../src/ops/request-path.ts";
import { rawRequest } from "../support/raw-request.ts";

const logger = createLogger({ level: "silent", destination: { write: () => undefined } });
const opened: HttpServer[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close(0);
});

async function serve(): Promise<number> {
  const server = createHttpServer({
    logger,
    routes: ["/metrics", "/healthz", "/charts/"].map((path) => ({
      ...{ method: "GET", path },
      handle: (_, response) => answerText(response, 200, path),
    })),
  });
  opened.push(server);
  return server.listen(0, "127.0.0.1");
}

const written = [
  ...[
    "/metrics",
    "/metrics?x=1",
    "/metrics?x=../y&z=%2e%2e",
    "/charts/AZ_az-09.png",
    "/charts/x?y",
  ],
];
const disguised = [
  ...["/charts/../metrics", "/charts/./../metrics", "/./metrics", "/metrics/.", "/charts/.."],
  ...["/charts/%2e%2e/metrics", "/charts/%2E%2E/metrics", "/charts/.%2e/metrics", "/%6detrics"],
  ...[
    "/charts/..%2fmetrics",
    "/charts%2f..%2fmetrics",
    "/charts/%252e%252e/metrics",
    "/metrics%00",
  ],
  ...["//metrics", "//x/metrics", "/charts//../metrics", "/charts//x", "///metrics"],
  ...[
    "\\metrics",
    "/\\metrics",
    "/charts/..\\metrics",
    "/charts\\..\\metrics",
    "/charts/..;/metrics",
  ],
  ...[
    "http://x/metrics",
    "HTTP://x/metrics",
    "http://x/charts/../metrics",
    "x:/metrics",
    "metrics",
  ],
  ...["/metrics#x", "/metrics;x", "/metrics/", "*", "?/metrics", "/metrics\u00a0", "/metr\u0131cs"],
];

describe("the path of a request is taken as it was written", () => {
  it.each(written)("%j is read", (target) => {
    expect(pathOf(target)).toBe(target.split("?")[0]);
  });

  it.each(disguised)("%j leads nowhere", async (target) => {
    const port = await serve();
    const answer = await rawRequest(
      port,
      `GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
    );
    // Node itself refuses bytes that no request line may hold.
    expect(answer).toMatch(/^HTTP\/1\.1 (?:404|400) /);
    expect(answer).not.toContain("\r\n/metrics");
  });
});
