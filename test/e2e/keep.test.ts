import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, vi } from "vitest";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { dayMs, hourMs, minuteMs } from "../../src/core/instant.ts";
import { csvRecords } from "../support/csv-reader.ts";
import { sessionSid } from "../support/sessions.ts";
import { temporaryFile } from "../support/store/temporary-file.ts";
import { startWorld, textsOf, type World } from "../support/whole-bot.ts";

const imei = "356938035643809";
const iccid = "8988307000000001234";

/** A truck with an hourly session, a known device, and its ICCID for a name. */
function putTruck(world: World, packets = 1_000): void {
  const sessions = Array.from({ length: 12 }, (_, index) => {
    const start = world.clock.now() - (index + 1) * hourMs;
    const parts = { sid: sessionSid(index), imei, packets_uploaded: packets + index };
    return sessionRecord({ start, end: start + 20 * minuteMs, ...parts });
  });
  const fields = { iccid, friendly_name: `Truck ${iccid}` };
  world.fleet.putSim({ key: "truck-12", fields, sessions });
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** The latest file in a conversation, and the message that it stands in. */
function lastFile(world: World, channel: string) {
  const messages = world.slack.messages(channel, people.ada);
  const message = messages.findLast(({ files }) => files.length > 0);
  const file = world.slack.world.files.find(message?.files[0] ?? "");
  if (message === undefined || file === null) throw new Error("there is no file");
  return { message, name: file.name, bytes: file.bytes, csv: file.bytes.toString("utf8") };
}

const below = (world: World, { channel, threadTs }: SlackMessage): string =>
  world.slack
    .messages(channel, people.ada)
    .filter((one) => one.threadTs === threadTs && one.visibleTo === null)
    .map(textsOf)
    .join("\n");

/** What somebody else does in the database, as soon as the bot is done with what it writes there. */
async function outside(path: string, sql: string): Promise<void> {
  using database = new DatabaseSync(path);
  await vi.waitFor(() => database.exec(sql), { timeout: 10_000, interval: 20 });
}

/** Keeps an answer, and waits for what is said to whoever pressed. */
async function keep(world: World, answer: SlackMessage, user = people.ada): Promise<string> {
  const { sequence: since } = world.slack.world.changes;
  const chosen = world.choose(answer, "Keep", { user }).then(() => undefined);
  const said = await world.slack.waitForMessage({
    since,
    where: ({ visibleTo, text }) => visibleTo === user && /Kept|not (?:take|confirm)/.test(text),
  });
  await chosen;
  return textsOf(said);
}

describe("Keep", () => {
  it("puts file, text and picture into the thread of an answer that everybody sees, masked", async () => {
    const pictures = { CHART_RENDERER: "embedded", PUBLIC_URL: "https://simscope.example" };
    await using world = await startWorld({ env: { EVIDENCE_DAYS: "30", ...pictures } });
    putTruck(world);
    const answer = await world.ask("sessions truck-12 public");
    const said = await keep(world, answer);
    const { message, name, bytes, csv } = lastFile(world, channels.incidents);
    expect(message.threadTs).toBe(answer.ts);
    // The picture stands beside the file, for good: no block whose link ends.
    const picture = world.slack.world.files.find(message.files[1] ?? "");
    expect(picture?.name).toBe(name.replace(/csv$/, "png"));
    expect(picture?.bytes.subarray(1, 4).toString()).toBe("PNG");
    const posted = world.slack.messages(channels.incidents, people.ada);
    const text = posted.findLast(({ threadTs, files }) => threadTs !== null && files.length === 0);
    expect(text?.blocks.map(({ type }) => type)).not.toContain("image");
    expect(name).toMatch(/^sessions-DE[0-9a-f]{8}-7d-\d{8}T\d{4}Z-masked\.csv$/);
    expect(message.text).toContain(sha256(bytes));
    const thread = below(world, message);
    expect(thread).toContain(`Kept by <@${people.ada}>`);
    expect(thread).toContain("Last seen");
    for (const secret of [imei, iccid, "29.76", "-95.36"]) {
      expect(csv).not.toContain(secret);
      expect(thread).not.toContain(secret);
    }
    expect(csvRecords(csv).map(({ imei: shown }) => shown)).toEqual(Array(12).fill("…3809"));
    // What Export sends is the whole one, and its hash is the one that is kept.
    await world.choose(answer, "Export");
    const whole = lastFile(world, channels.adaAndBot);
    expect(whole.csv).toContain(imei);
    const hash = sha256(whole.bytes);
    for (const words of [message.text, thread, said]) expect(words).toContain(hash);
    expect(said).toContain("The hash is stored, and the whole file until");

    const listed = textsOf(await world.ask("evidence truck-12"));
    expect(listed).toContain(hash);
    expect(listed).toContain(`<@${people.ada}>`);
    expect(world.log()).not.toContain(imei);
  });

  it("sends it to the person alone where the answer is private, or the bot is no member", async () => {
    await using world = await startWorld();
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    expect(await keep(world, answer)).toContain("The hash is stored; the file is not");
    const { message, bytes, csv } = lastFile(world, channels.adaAndBot);
    expect(csv).toContain(imei);
    expect(message.text).toContain(sha256(bytes));
    const open = await world.ask("sessions truck-12 public", { channel: channels.general });
    const said = await keep(world, open);
    expect(said).toContain("in your direct messages");
    expect(said).toContain("did not take it in this conversation");
    expect(said).toContain(`The same file was kept already`);
    const inChannel = world.slack.messages(channels.general, people.ada);
    expect(inChannel.every(({ files }) => files.length === 0)).toBe(true);
    // One file, kept by one person at two moments.
    expect(textsOf(await world.ask("evidence truck-12"))).toContain("1 file");
  });

  it("is of the answer's own read as long as that is in memory, and else says that it is not", async () => {
    const env = { DATABASE_URL: `sqlite:${temporaryFile()}` };
    await using world = await startWorld({ env });
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    world.simCalls();
    world.clock.advance(hourMs);
    putTruck(world, 5_000);
    expect(await keep(world, answer)).not.toContain("Read anew");
    expect(world.simCalls()).toEqual([]);
    const shown = lastFile(world, channels.adaAndBot);
    expect(shown.csv).toContain("1003");
    await world.restart();
    const anew = await keep(world, answer);
    expect(anew).toContain("Read anew");
    expect(anew).toContain(`Other bytes* than were kept of this answer`);
    expect(anew).toContain(sha256(shown.bytes).slice(0, 12));
    const never = await world.ask("sessions truck-12 24h");
    world.clock.advance(minuteMs);
    await world.restart();
    expect(await keep(world, never)).toContain("nobody can tell");
  });

  it("sends a stored file again if it is what was kept, for so many days", async () => {
    const path = temporaryFile();
    const env = { EVIDENCE_DAYS: "2", DATABASE_URL: `sqlite:${path}` };
    await using world = await startWorld({ env });
    putTruck(world);
    await keep(world, await world.ask("sessions truck-12"));
    const kept = lastFile(world, channels.adaAndBot);
    const list = await world.ask("evidence truck-12");
    const get = () => world.press(list, "evidence_get").then(textsOf);
    expect(await get()).toContain("Its bytes are those that were kept");
    const again = lastFile(world, channels.adaAndBot);
    expect(again.message.ts).not.toBe(kept.message.ts);
    expect(again.bytes).toEqual(kept.bytes);
    await outside(path, "update evidence_files set packed = 'AAAA'");
    expect(await get()).toContain("The stored file is not what was kept");
    expect(lastFile(world, channels.adaAndBot).message.ts).toBe(again.message.ts);
    world.clock.advance(2 * dayMs + 1);
    expect(await get()).toContain("is not stored any more");
  });

  it("says that nothing is stored where the database does not take it, and sends the file", async () => {
    const path = temporaryFile();
    await using world = await startWorld({ env: { DATABASE_URL: `sqlite:${path}` } });
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    await outside(path, "drop table evidence_keeps");
    expect(await keep(world, answer)).toContain("The hash is not stored");
    expect(lastFile(world, channels.adaAndBot).csv).toContain(imei);
    expect(textsOf(await world.ask("evidence truck-12"))).toContain("cannot be read just now");
  });

  it("stores nothing that Slack did not take", async () => {
    await using world = await startWorld();
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    world.slack.faults.plan("files.completeUploadExternal", {
      ...{ kind: "error", error: "storage_limit_reached" },
    });
    expect(await keep(world, answer)).toContain("Nothing is stored of it");
    expect(textsOf(await world.ask("evidence truck-12"))).toContain("Nothing is stored as kept");
  });
});
