import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { createChartTokens } from "../../../src/chart/publish/chart-token.ts";
import {
  createHostedPictures,
  type HostedPictures,
  type HostedPicturesOptions,
} from "../../../src/chart/publish/hosted-pictures.ts";
import { hourMs } from "../../../src/core/instant.ts";
import type { PictureFiles, PictureRequest } from "../../../src/ports/pictures.ts";
import { reportFor, simSid } from "../../support/chart/reports.ts";

const secret = "a secret of more than sixteen characters";
const request: PictureRequest = {
  sims: [{ sid: simSid, account: null }],
  audience: "asker",
  windowName: "7d",
  asOf: 1_795_411_200_000,
  zone: "Europe/Berlin",
  stale: null,
};
const plain = (sid: string) => ({ sid, account: null });
const picture = new Uint8Array(2_000).fill(7);
const noFiles = {} as PictureFiles;

let now: number;
let asked: PictureRequest[];
let draw: () => Promise<Uint8Array | null>;
let failures: unknown[];

beforeEach(() => {
  now = 1_795_411_300_000;
  asked = [];
  failures = [];
  draw = async () => picture;
});

function replica(over: Partial<HostedPicturesOptions> = {}): HostedPictures {
  return createHostedPictures({
    publicUrl: "https://bot.example.com/simscope/",
    secret,
    clock: { now: () => now },
    drawFor: (asking) => {
      asked.push(asking);
      return draw();
    },
    onFailure: (error) => failures.push(error),
    ...over,
  });
}

async function linkFrom(pictures: HostedPictures, report = reportFor()): Promise<URL> {
  const question = {
    reports: [report] as const,
    audience: "asker" as const,
    zone: "Europe/Berlin",
    workspace: { id: "T1", files: noFiles },
  };
  const { image } = await pictures.pictureOf(question);
  if (image.kind !== "link") throw new Error("no link");
  return new URL(image.url);
}

const fetchFrom = (pictures: HostedPictures, path: string, method = "GET") =>
  pictures.answer({ method, path });

describe("a hosted picture", () => {
  it("of an earlier read is drawn as one whenever it is fetched", async () => {
    const stale = { askedAt: request.asOf + hourMs, because: "limited" } as const;
    const { pathname } = await linkFrom(replica(), reportFor({ stale }));
    expect(pathname).not.toBe((await linkFrom(replica())).pathname);
    await fetchFrom(replica(), pathname);
    expect(asked).toEqual([{ ...request, stale: "limited" }]);
  });

  it("is drawn when it is fetched, by any replica, also after a restart", async () => {
    const { href, pathname } = await linkFrom(replica());
    expect(href).toMatch(/^https:\/\/bot\.example\.com\/simscope\/charts\/[\w-]+\.png$/);
    expect(href.length).toBeLessThan(500);
    expect(asked).toEqual([]);
    const answer = await fetchFrom(replica(), pathname);
    expect(asked).toEqual([request]);
    expect(answer).toMatchObject({ status: 200, body: picture });
    expect(answer.headers).toMatchObject({
      "content-type": "image/png",
      "content-length": "2000",
      "x-content-type-options": "nosniff",
    });
  });

  it("has words beside it that say what it shows", async () => {
    const question = {
      reports: [reportFor()] as const,
      audience: "asker" as const,
      zone: "UTC",
      workspace: { id: "T1", files: noFiles },
    };
    const { altText, textTwin } = await replica().pictureOf(question);
    expect(altText).toContain("cargo-cam-07, 16 Nov 05:20 – 23 Nov 2026 05:20 UTC.");
    expect(altText).toContain("Nothing heard for 3 h 41 min.");
    expect(textTwin).toContain("of 7 days");
  });

  it("may be cached as long as its link works, and is not drawn again for who has it", async () => {
    const pictures = replica();
    const { pathname } = await linkFrom(pictures);
    const { headers } = await fetchFrom(pictures, pathname);
    const age = Number(/max-age=(\d+)/.exec(headers["cache-control"] ?? "")?.[1]);
    expect(age).toBeGreaterThan(23 * 3_600);
    expect(age).toBeLessThanOrEqual(24 * 3_600);
    const again = await pictures.answer({
      method: "GET",
      path: pathname,
      ifNoneMatch: headers["etag"],
    });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
    expect(asked).toHaveLength(1);
    now += 23 * hourMs;
    const late = await fetchFrom(pictures, pathname);
    expect(Number(/max-age=(\d+)/.exec(late.headers["cache-control"] ?? "")?.[1])).toBeLessThan(
      2 * 3_600,
    );
  });

  it("has the same link when it is asked for again within the hour", async () => {
    const pictures = replica();
    const first = await linkFrom(pictures);
    now += 60_000;
    expect((await linkFrom(pictures)).href).toBe(first.href);
    now += hourMs;
    expect((await linkFrom(pictures)).href).not.toBe(first.href);
  });

  it("is gone once its link has expired, and not drawn", async () => {
    const pictures = replica();
    const { pathname } = await linkFrom(pictures);
    now += 26 * hourMs;
    const answer = await fetchFrom(pictures, pathname);
    expect(answer).toMatchObject({ status: 410 });
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(asked).toEqual([]);
  });

  it("is gone when its link was made by a clock far ahead of this one", async () => {
    const today = now;
    const pictures = replica();
    now = Date.UTC(2100);
    const { pathname } = await linkFrom(pictures);
    now = today;
    expect(await fetchFrom(pictures, pathname)).toMatchObject({ status: 410 });
    expect(asked).toEqual([]);
  });

  it.each([
    "/charts/",
    "/charts",
    "/charts/x.png",
    "/charts/.png",
    "/charts/../x.png",
    "/",
    "/charts/%41.png",
    "/charts/a/b.png",
  ])("is not found at %s", async (path) => {
    expect(await fetchFrom(replica(), path)).toMatchObject({ status: 404 });
    expect(asked).toEqual([]);
  });

  it("answers HEAD without drawing and refuses to be written to", async () => {
    const pictures = replica();
    const { pathname } = await linkFrom(pictures);
    expect(await fetchFrom(pictures, pathname, "HEAD")).toMatchObject({ status: 200 });
    expect(await fetchFrom(pictures, pathname, "POST")).toMatchObject({ status: 405 });
    expect(asked).toEqual([]);
  });

  it("says that it can be tried again when it could not be drawn", async () => {
    const pictures = replica();
    const { pathname } = await linkFrom(pictures);
    draw = () => Promise.reject(new Error("broken"));
    const answer = await fetchFrom(pictures, pathname);
    expect(answer).toMatchObject({ status: 503 });
    expect(answer.headers).toMatchObject({ "retry-after": "5", "cache-control": "no-store" });
    expect(failures).toHaveLength(1);
    draw = async () => null;
    expect(await fetchFrom(pictures, pathname)).toMatchObject({ status: 404 });
    draw = async () => picture;
    expect(await fetchFrom(pictures, pathname)).toMatchObject({ status: 200 });
  });

  it("is drawn once, however many fetch it, at once and later", async () => {
    const pictures = replica();
    const { pathname } = await linkFrom(pictures);
    const drawn = Promise.withResolvers<Uint8Array>();
    draw = () => drawn.promise;
    const fetches = Array.from({ length: 300 }, () => fetchFrom(pictures, pathname));
    drawn.resolve(picture);
    const statuses = (await Promise.all(fetches)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await fetchFrom(pictures, pathname)).toMatchObject({ status: 200, body: picture });
    expect(asked).toHaveLength(1);
  });

  it("that fails for many at once is told once, and drawn anew for who comes back", async () => {
    const pictures = replica();
    const { pathname } = await linkFrom(pictures);
    draw = () => Promise.reject(new Error("broken"));
    const fetches = Array.from({ length: 300 }, () => fetchFrom(pictures, pathname));
    expect((await Promise.all(fetches)).every(({ status }) => status === 503)).toBe(true);
    expect(failures).toHaveLength(1);
    draw = async () => picture;
    expect(await fetchFrom(pictures, pathname)).toMatchObject({ status: 200 });
  });

  it("is one of few drawn at once; the others wait, and too many come back later", async () => {
    const pictures = replica({ drawings: { mostAtOnce: 2, mostWaiting: 3 } });
    const drawn = Promise.withResolvers<Uint8Array>();
    draw = () => drawn.promise;
    const paths = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const stale = { askedAt: request.asOf, because: "limited" } as const;
        const asOf = request.asOf + index * hourMs;
        return (await linkFrom(pictures, reportFor({ stale, asOf }))).pathname;
      }),
    );
    expect(new Set(paths).size).toBe(8);
    const fetches = paths.map((path) => fetchFrom(pictures, path));
    await Promise.resolve();
    expect(asked).toHaveLength(2);
    drawn.resolve(picture);
    const answers = await Promise.all(fetches);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 503, 503, 503]);
    expect(answers.at(-1)?.headers).toMatchObject({ "retry-after": "5" });
    expect(asked).toHaveLength(5);
    expect(await fetchFrom(pictures, paths.at(-1) ?? "")).toMatchObject({ status: 200 });
  });

  it("that takes too long is asked to be fetched again, and is there then", async () => {
    const pictures = replica({ deadlineMs: 1 });
    const { pathname } = await linkFrom(pictures);
    const drawn = Promise.withResolvers<Uint8Array>();
    draw = () => drawn.promise;
    expect(await fetchFrom(pictures, pathname)).toMatchObject({ status: 503 });
    drawn.resolve(picture);
    expect(await fetchFrom(pictures, pathname)).toMatchObject({ status: 200, body: picture });
    expect(asked).toHaveLength(1);
  });
});

describe("a chart token", () => {
  const tokens = createChartTokens(secret);

  it("opens to what was sealed, until it expires", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.integer(), fc.nat(), (zone, asOf, expiresAt) => {
        const token = tokens.seal({ ...request, zone, asOf }, expiresAt);
        expect(tokens.open(token, expiresAt - 1)).toEqual({
          kind: "valid",
          request: { ...request, zone, asOf },
          expiresAt,
        });
        expect(tokens.open(token, expiresAt)).toEqual({ kind: "expired" });
      }),
    );
  });

  it("carries two SIMs that are compared, and who reads the picture", () => {
    const other = `DE${"9".repeat(32)}`;
    const comparison = {
      ...request,
      sims: [plain(simSid), plain(other)],
      audience: "channel",
    } as const;
    expect(tokens.open(tokens.seal(comparison, now + 1), now)).toEqual({
      kind: "valid",
      request: comparison,
      expiresAt: now + 1,
    });
  });

  it("cannot be changed anywhere", () => {
    const token = tokens.seal(request, now + 1);
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (let index = 0; index < token.length; index += 1) {
      for (const step of [1, 7, 32]) {
        const other = alphabet[(alphabet.indexOf(token.charAt(index)) + step) % 64] ?? "";
        const changed = token.slice(0, index) + other + token.slice(index + 1);
        expect(tokens.open(changed, now)).toEqual({ kind: "forged" });
      }
    }
    for (const length of [0, 1, 30, token.length - 1]) {
      expect(tokens.open(token.slice(0, length), now)).toEqual({ kind: "forged" });
    }
    expect(tokens.open(`${token}A`, now)).toEqual({ kind: "forged" });
    expect(tokens.open(`${token}=`, now)).toEqual({ kind: "forged" });
    expect(tokens.open("A".repeat(100_000), now)).toEqual({ kind: "forged" });
  });

  it("made with another secret is forged", () => {
    const foreign = createChartTokens(`${secret}!`).seal(request, now + 1);
    expect(tokens.open(foreign, now)).toEqual({ kind: "forged" });
    expect(() => createChartTokens("short")).toThrow(RangeError);
  });

  it("tells nothing of the SIM, not even by its length", () => {
    const token = tokens.seal(request, now + 1);
    const bytes = Buffer.from(token, "base64url").toString("latin1");
    for (const part of [simSid, simSid.slice(2, 10), "7d", "Berlin", String(request.asOf)]) {
      expect(token).not.toContain(part);
      expect(bytes).not.toContain(part);
    }
    for (const other of [
      { ...request, zone: "UTC", windowName: "30d" } as const,
      {
        ...request,
        sims: [plain(simSid), plain(simSid)],
        zone: "America/Argentina/ComodRivadavia",
      } as const,
      { ...request, audience: "channel" } as const,
    ]) {
      expect(tokens.seal(other, now + 1)).toHaveLength(token.length);
    }
  });

  it("of different requests share no part", () => {
    const heads = Array.from({ length: 500 }, (_, index) =>
      tokens.seal({ ...request, asOf: index }, now).slice(0, 16),
    );
    expect(new Set(heads).size).toBe(500);
  });
});
