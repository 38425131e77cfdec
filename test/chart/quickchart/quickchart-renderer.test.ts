import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withFallback } from "../../../src/chart/fallback-renderer.ts";
import {
  createQuickChartRenderer,
  type QuickChartFailure,
  type QuickChartOptions,
} from "../../../src/chart/quickchart/quickchart-renderer.ts";
import { parseQuickChartUrl } from "../../../src/chart/quickchart/quickchart-url.ts";
import type { TimelineRenderer } from "../../../src/chart/timeline-renderer.ts";
import { drawingFrom } from "../../support/chart/pictures.ts";
import {
  type BadManners,
  type QuickChartServer,
  startQuickChartServer,
} from "../../support/chart/quickchart-server.ts";
import { daySessions } from "../../support/chart/story.ts";

let server: QuickChartServer;
let renderer: TimelineRenderer;
let now: number;
let failures: QuickChartFailure[];

beforeEach(async () => {
  server = await startQuickChartServer();
  now = 1_000_000;
  failures = [];
});
afterEach(async () => {
  await renderer.close();
  await server[Symbol.asyncDispose]();
});

function start(options: Partial<QuickChartOptions> = {}): void {
  const parsed = parseQuickChartUrl(server.url);
  if (parsed.kind !== "url") throw new Error(parsed.words);
  renderer = createQuickChartRenderer({
    endpoint: parsed.endpoint,
    clock: { now: () => now },
    deadlineMs: 700,
    onFailure: (failure) => failures.push(failure),
    ...options,
  });
}

const picture = (label = "cargo-cam-07") => drawingFrom({ label, sessions: daySessions() });
const refused = { code: "chart_failed" };

describe("the QuickChart renderer", () => {
  it("draws on the server, in version 4, at twice the size, and sends the key in the body only", async () => {
    start({ apiKey: "secret-key", deadlineMs: 10_000 });
    const drawing = picture();
    const { bytes, width } = await renderer.render(drawing);
    expect(bytes.length).toBeGreaterThan(10_000);
    expect(width).toBe(1_200);
    expect(server.posts[0]).toMatchObject({
      version: "4",
      width: 600,
      devicePixelRatio: 2,
      key: "secret-key",
    });
    expect(server.posts[0]?.chart).not.toContain("secret-key");
    await renderer.render(drawing);
    expect(server.posts).toHaveLength(1);
  });

  const bad: readonly { manners: BadManners; failure: Partial<QuickChartFailure> }[] = [
    { manners: "html", failure: { reason: "no_picture" } },
    { manners: "empty", failure: { reason: "no_picture" } },
    { manners: "cut picture", failure: { reason: "no_picture" } },
    { manners: "cut body", failure: { reason: "unreachable" } },
    { manners: "stalled", failure: { reason: "unreachable" } },
    { manners: "silent", failure: { reason: "unreachable" } },
    { manners: "rate limited", failure: { reason: "refused", status: 429 } },
    { manners: "60 MB", failure: { reason: "no_picture" } },
    { manners: "wrong size", failure: { reason: "no_picture" } },
    {
      manners: "error header",
      failure: { reason: "refused", serverWords: '"T-Mobile\\tis not defined"' },
    },
    { manners: "server error", failure: { reason: "refused", status: 500 } },
  ];
  it.each(bad)(
    "fails cleanly within the deadline on a server with bad manners ($manners)",
    async ({ manners, failure }) => {
      start(
        manners === "wrong size" || manners === "error header" || manners === "cut picture"
          ? { deadlineMs: 10_000 }
          : {},
      );
      server.manners = manners;
      await expect(renderer.render(picture())).rejects.toMatchObject(refused);
      expect(failures).toEqual([expect.objectContaining(failure)]);
    },
  );

  it("never follows a redirect: the other host receives nothing", async () => {
    await using elsewhere = await startQuickChartServer();
    start();
    server.manners = "redirect";
    server.redirectTo = `${elsewhere.url}/chart`;
    await expect(renderer.render(picture())).rejects.toMatchObject(refused);
    expect(failures).toEqual([expect.objectContaining({ reason: "refused", status: 307 })]);
    expect(elsewhere.posts).toHaveLength(0);
  });

  it("fails cleanly when nobody listens", async () => {
    start({ endpoint: new URL("http://127.0.0.1:1/chart") });
    await expect(renderer.render(picture())).rejects.toMatchObject(refused);
    expect(failures).toEqual([expect.objectContaining({ reason: "unreachable" })]);
  });

  it("leaves a failing server alone after three failures, then lets one try", async () => {
    start();
    server.manners = "server error";
    for (const label of ["a", "b", "c", "d", "e"]) {
      await expect(renderer.render(picture(label))).rejects.toMatchObject(refused);
    }
    expect(server.posts).toHaveLength(3);
    now += 31_000;
    await expect(renderer.render(picture("f"))).rejects.toMatchObject(refused);
    await expect(renderer.render(picture("g"))).rejects.toMatchObject(refused);
    expect(server.posts).toHaveLength(4);
    now += 31_000;
    server.manners = null;
    await renderer.render(picture("h"));
    await renderer.render(picture("i"));
    expect(server.posts).toHaveLength(6);
  });

  it("waits as long as the server asks", async () => {
    start();
    server.manners = "rate limited";
    await expect(renderer.render(picture("a"))).rejects.toMatchObject({ retryAfterMs: 120_000 });
    server.manners = null;
    now += 119_000;
    await expect(renderer.render(picture("b"))).rejects.toMatchObject(refused);
    now += 2_000;
    await renderer.render(picture("c"));
    expect(server.posts).toHaveLength(2);
  });

  it("has at most two charts under way", async () => {
    start({ deadlineMs: 10_000 });
    await Promise.all(["a", "b", "c", "d", "e"].map((label) => renderer.render(picture(label))));
    expect(server.posts).toHaveLength(5);
    expect(server.mostAtOnce).toBeLessThanOrEqual(2);
  });

  it("sends a coarser chart when the full one is too large, and none when that is too", async () => {
    const full = picture();
    start({ deadlineMs: 10_000 });
    await renderer.render(full);
    const sent = JSON.stringify(server.posts[0]).length;
    await renderer.close();
    start({ bodyLimitBytes: sent - 100, deadlineMs: 10_000 });
    await renderer.render(full);
    expect(JSON.stringify(server.posts[1]).length).toBeLessThan(sent - 100);
    await renderer.close();
    start({ bodyLimitBytes: 5_000 });
    await expect(renderer.render(full)).rejects.toMatchObject(refused);
    expect(server.posts).toHaveLength(2);
    expect(failures).toEqual([expect.objectContaining({ reason: "too_large" })]);
  });

  it("lets the other renderer draw what the server does not", async () => {
    start();
    server.manners = "html";
    const drawn = { bytes: new Uint8Array(3), width: 1, height: 1 };
    const asked: string[] = [];
    const embedded: TimelineRenderer = {
      render: async (drawing) => {
        asked.push(drawing.kind === "timeline" ? drawing.model.label : drawing.kind);
        return drawn;
      },
      close: async () => undefined,
    };
    expect(await withFallback(renderer, embedded).render(picture("x"))).toBe(drawn);
    expect(asked).toEqual(["x"]);
  });

  it("leaves two timelines in one picture to the other renderer, and asks the server nothing", async () => {
    start();
    const drawn = { bytes: new Uint8Array(3), width: 1, height: 1 };
    const embedded: TimelineRenderer = { render: async () => drawn, close: async () => undefined };
    const { model } = picture("x");
    const drawing = { kind: "comparison", models: [model, model] } as const;
    expect(await withFallback(renderer, embedded).render(drawing)).toBe(drawn);
    await expect(renderer.render(drawing)).rejects.toMatchObject(refused);
    expect(server.posts).toEqual([]);
    expect(failures).toEqual([]);
  });
});

describe("the address of a QuickChart server", () => {
  it.each([
    ["https://charts.example.com", "https://charts.example.com/chart"],
    ["https://charts.example.com/qc/", "https://charts.example.com/qc/chart"],
    ["http://127.0.0.1:3400", "http://127.0.0.1:3400/chart"],
    ["http://[::1]:3400/chart", "http://[::1]:3400/chart"],
    ["http://quickchart:3400", "http://quickchart:3400/chart"],
    ["http://172.20.0.4:3400", "http://172.20.0.4:3400/chart"],
    ["http://charts.internal", "http://charts.internal/chart"],
  ])("accepts %s", (setting, endpoint) => {
    expect(parseQuickChartUrl(setting)).toMatchObject({ kind: "url", endpoint: new URL(endpoint) });
  });

  it.each([
    "http://quickchart.io",
    "http://172.32.0.1",
    "http://11.0.0.1",
    "http://[2001:db8::1]",
    "ftp://127.0.0.1",
    "https://user:password@charts.example.com",
    "charts",
  ])("refuses %s", (setting) => {
    expect(parseQuickChartUrl(setting).kind).toBe("fault");
  });
});
