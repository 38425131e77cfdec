import { beforeEach, describe, expect, it } from "vitest";
import { createUploadedPictures } from "../../../src/chart/publish/uploaded-pictures.ts";
import type { TimelineRenderer } from "../../../src/chart/timeline-renderer.ts";
import { dayMs, minuteMs } from "../../../src/core/instant.ts";
import {
  type PictureFiles,
  type PictureQuestion,
  PictureRightMissing,
} from "../../../src/ports/pictures.ts";
import { reportFor } from "../../support/chart/reports.ts";
import { session } from "../../support/chart/sessions.ts";
import { storyNow, storySessions } from "../../support/chart/story.ts";

type Step = "render" | "requestUpload" | "sendBytes" | "completeUpload" | "isProcessed";

/** A workspace and a renderer that do as they are told, and remember what was asked of them. */
class World {
  readonly calls: Step[] = [];
  readonly waits: number[] = [];
  readonly failures: string[] = [];
  now = storyNow;
  /** Questions until the file counts as processed. */
  processedAfter = 1;
  readonly broken = new Set<Step>();
  readonly hanging = new Set<Step>();
  refusal: Error | null = null;
  #uploads = 0;

  async #step<T>(step: Step, value: T): Promise<T> {
    this.calls.push(step);
    if (this.broken.has(step)) throw this.refusal ?? new Error(`${step} is broken`);
    if (this.hanging.has(step)) return new Promise<T>(() => undefined);
    return value;
  }

  count(step: Step): number {
    return this.calls.filter((call) => call === step).length;
  }

  readonly files: PictureFiles = {
    requestUpload: ({ fileName, lengthBytes }) => {
      expect(fileName).toBe("timeline.png");
      expect(lengthBytes).toBe(3);
      this.#uploads += 1;
      return this.#step("requestUpload", {
        uploadUrl: "https://files/1",
        fileId: `F${this.#uploads}`,
      });
    },
    sendBytes: () => this.#step("sendBytes", undefined),
    completeUpload: () => this.#step("completeUpload", undefined),
    isProcessed: () =>
      this.#step("isProcessed", this.count("isProcessed") + 1 >= this.processedAfter),
  };

  readonly renderer: TimelineRenderer = {
    render: () => this.#step("render", { bytes: new Uint8Array(3), width: 1, height: 1 }),
    close: async () => undefined,
  };

  pictures(budgetMs = 5_000) {
    return createUploadedPictures({
      renderer: this.renderer,
      clock: { now: () => this.now },
      budgetMs,
      wait: async (ms) => {
        this.waits.push(ms);
      },
      onFailure: (reason) => this.failures.push(reason),
    });
  }

  question(fields: Parameters<typeof reportFor>[0] = {}, id = "T1"): PictureQuestion {
    return {
      reports: [reportFor(fields)],
      audience: "asker",
      zone: "UTC",
      workspace: { id, files: this.files },
    };
  }
}

let world: World;
beforeEach(() => {
  world = new World();
});

describe("an uploaded picture", () => {
  it("goes through its steps and is shown once it is processed", async () => {
    world.processedAfter = 4;
    const { image, altText, textTwin } = await world.pictures().pictureOf(world.question());
    expect(image).toEqual({ kind: "file", fileId: "F1" });
    expect(world.calls).toEqual([
      "render",
      "requestUpload",
      "sendBytes",
      "completeUpload",
      "isProcessed",
      "isProcessed",
      "isProcessed",
      "isProcessed",
    ]);
    expect(world.waits).toEqual([250, 500, 1_000]);
    expect(altText).toContain("Nothing heard for 3 h 41 min.");
    expect(textTwin).toContain("of 7 days");
  });

  it.each([
    ["render", "not_drawn"],
    ["requestUpload", "upload_url_refused"],
    ["sendBytes", "bytes_refused"],
    ["completeUpload", "completion_refused"],
    ["isProcessed", "not_processed"],
  ] as const)(
    "is missing with its reason when %s fails, and the next try works",
    async (step, reason) => {
      const pictures = world.pictures();
      world.broken.add(step);
      const { image, altText } = await pictures.pictureOf(world.question());
      expect(image).toEqual({ kind: "missing", reason });
      expect(altText).toContain("cargo-cam-07");
      expect(world.failures).toEqual([reason]);
      world.broken.clear();
      expect((await pictures.pictureOf(world.question())).image).toMatchObject({ kind: "file" });
    },
  );

  it.each(["render", "requestUpload", "sendBytes", "completeUpload", "isProcessed"] as const)(
    "does not keep the answer waiting when %s hangs",
    async (step) => {
      world.hanging.add(step);
      const { image } = await world.pictures(60).pictureOf(world.question());
      expect(image).toEqual({ kind: "missing", reason: "not_processed" });
    },
  );

  it("whose state may not be asked is missing at once, and says so", async () => {
    world.refusal = new PictureRightMissing("missing_scope");
    world.broken.add("isProcessed");
    const { image } = await world.pictures().pictureOf(world.question());
    expect(image).toEqual({ kind: "missing", reason: "right_missing" });
    expect(world.waits).toEqual([]);
  });

  it("that is never processed is missing, and found again without a second upload", async () => {
    const pictures = world.pictures();
    world.processedAfter = Number.POSITIVE_INFINITY;
    expect((await pictures.pictureOf(world.question())).image).toEqual({
      kind: "missing",
      reason: "not_processed",
    });
    world.processedAfter = 1;
    expect((await pictures.pictureOf(world.question())).image).toEqual({
      kind: "file",
      fileId: "F1",
    });
    expect(world.count("requestUpload")).toBe(1);
  });

  it("is uploaded once for page turns, refreshes, and several who ask at once", async () => {
    const pictures = world.pictures();
    await Promise.all([1, 2, 3].map(() => pictures.pictureOf(world.question())));
    world.now += minuteMs;
    await pictures.pictureOf(world.question({ readAt: storyNow + minuteMs }));
    await pictures.pictureOf(world.question({ asOf: storyNow + minuteMs }));
    expect(world.count("requestUpload")).toBe(1);
    expect(world.count("render")).toBe(1);
  });

  it("is uploaded anew when there is news, another window, another workspace, or time has passed", async () => {
    const pictures = world.pictures();
    await pictures.pictureOf(world.question());
    const news = [session({ start: storyNow - minuteMs }), ...storySessions()];
    await pictures.pictureOf(world.question({ sessions: news }));
    expect(world.count("requestUpload")).toBe(2);
    await pictures.pictureOf(world.question({ windowName: "30d" }));
    await pictures.pictureOf(world.question({}, "T2"));
    expect(world.count("requestUpload")).toBe(4);
    await pictures.pictureOf(world.question({ asOf: storyNow + dayMs }));
    expect(world.count("requestUpload")).toBe(5);
    world.now += 6 * minuteMs;
    await pictures.pictureOf(world.question({ asOf: storyNow + dayMs }));
    expect(world.count("requestUpload")).toBe(6);
  });

  it("is another one once the platform is down: it does not end now", async () => {
    const pictures = world.pictures();
    await pictures.pictureOf(world.question());
    const stale = { askedAt: storyNow + 3 * minuteMs, because: "no_answer" } as const;
    await pictures.pictureOf(world.question({ stale }));
    expect(world.count("requestUpload")).toBe(2);
  });

  it("is uploaded anew when the workspace refused to show it, and only then", async () => {
    const pictures = world.pictures();
    const refused = await pictures.pictureOf(world.question());
    const other = await pictures.pictureOf(world.question({ windowName: "30d" }));
    pictures.forget(refused);
    pictures.forget({ ...refused, image: { kind: "missing", reason: "not_drawn" } });
    const again = await pictures.pictureOf(world.question());
    expect(again.image).toEqual({ kind: "file", fileId: "F3" });
    expect((await pictures.pictureOf(world.question({ windowName: "30d" }))).image).toEqual(
      other.image,
    );
    expect(world.count("requestUpload")).toBe(3);
  });

  it("is another one for a channel only where a name is masked there", async () => {
    const pictures = world.pictures();
    const question = world.question();
    await pictures.pictureOf(question);
    await pictures.pictureOf({ ...question, audience: "channel" });
    expect(world.count("requestUpload")).toBe(1);
    const [report] = question.reports;
    const numbered = { ...report, sim: { ...report.sim, uniqueName: report.sim.iccid } };
    await pictures.pictureOf({ ...question, reports: [numbered] });
    await pictures.pictureOf({ ...question, reports: [numbered], audience: "channel" });
    expect(world.count("requestUpload")).toBe(3);
  });

  it("of two SIMs is one of its own, uploaded once", async () => {
    const pictures = world.pictures();
    const question = world.question();
    const [report] = question.reports;
    await pictures.pictureOf(question);
    await pictures.pictureOf({ ...question, reports: [report, report] });
    await pictures.pictureOf({ ...question, reports: [report, report] });
    expect(world.count("requestUpload")).toBe(2);
  });

  it("is given up when the asker stops waiting", async () => {
    world.hanging.add("sendBytes");
    const asker = new AbortController();
    const asking = world.pictures().pictureOf(world.question(), asker.signal);
    asker.abort();
    expect((await asking).image).toMatchObject({ kind: "missing" });
  });
});
