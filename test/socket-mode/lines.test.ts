import { WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";
import { expect, test } from "vitest";
import type { Connection, ConnectionEvents } from "../../src/socket-mode/connection.ts";
import { createLines } from "../../src/socket-mode/lines.ts";
import { virtualTime } from "../support/virtual-time.ts";

interface FakeConnection extends Connection {
  greet(): void;
  fail(error: unknown): void;
  end(): void;
  askToGo(): void;
}

/** Both lines, over connections that do what the test says. */
function setUp() {
  const time = virtualTime();
  const opened: FakeConnection[] = [];
  const openedAt: number[] = [];
  const refused: unknown[] = [];
  /** What new connections do by themselves. */
  let behave: (connection: FakeConnection) => void = () => undefined;
  const open = (events: ConnectionEvents): FakeConnection => {
    const ready = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    ready.promise.catch(() => undefined);
    const connection: FakeConnection = {
      ready: ready.promise,
      closed: closed.promise,
      close: async () => {
        ready.reject(new Error("closed"));
        closed.resolve();
      },
      greet: ready.resolve,
      fail: ready.reject,
      end: closed.resolve,
      askToGo: () => events.onAskedToGo("warning"),
    };
    opened.push(connection);
    openedAt.push(time.now());
    behave(connection);
    return connection;
  };
  const lines = createLines({
    open,
    startTimer: time.startTimer,
    onEnvelope: () => undefined,
    onEvent: () => undefined,
    onRefused: (error) => refused.push(error),
  });
  return {
    ...{ time, lines, opened, openedAt, refused },
    behave: (how: (connection: FakeConnection) => void) => {
      behave = how;
    },
  };
}

const invalidAuth = new WebAPIPlatformError({ ok: false, error: "invalid_auth" });
const greet = (connection: FakeConnection) => connection.greet();

test("starts with the first of two connections, and is connected while one is", async () => {
  const { time, lines, opened } = setUp();
  const started = lines.start();
  opened[1]?.greet();
  await time.run(started);
  expect(lines.connectedCount).toBe(1);
  opened[0]?.greet();
  await time.pass(11_000);
  expect(lines.connectedCount).toBe(2);
  opened[1]?.end();
  await time.pass(0);
  expect([lines.connectedCount, opened.length]).toEqual([1, 3]);
});

test("a connection that is asked to go stays until Slack closes it, for 30 s at most", async () => {
  const { time, lines, opened } = setUp();
  const started = lines.start();
  for (const connection of opened) connection.greet();
  await time.run(started);
  await time.pass(60_000);
  let isOver = false;
  void opened[0]?.closed.then(() => {
    isOver = true;
  });
  opened[0]?.askToGo();
  await time.pass(20_000);
  expect([opened.length, isOver]).toEqual([3, false]);
  opened[2]?.greet();
  await time.pass(29_900);
  expect(isOver).toBe(false);
  await time.pass(200);
  expect([isOver, lines.connectedCount]).toEqual([true, 2]);
});

test("comes back at once, then after pauses that grow to 10 s", async () => {
  const { time, lines, opened, openedAt, behave } = setUp();
  const started = lines.start();
  for (const connection of opened) connection.greet();
  await time.run(started);
  await time.pass(60_000);
  behave((connection) => connection.fail(new Error("Slack is down")));
  const cutAt = time.now();
  opened[0]?.end();
  await time.pass(45_000);
  const tries = openedAt.slice(2).map((at) => at - cutAt);
  expect(tries).toEqual([0, 0, 1_000, 3_000, 7_000, 15_000, 25_000, 35_000, 45_000]);
});

test("a connection that Slack ends again and again is no reason to ask without end", async () => {
  const { time, lines, openedAt, behave } = setUp();
  behave((connection) => {
    connection.greet();
    time.startTimer(() => connection.end(), 10);
  });
  const started = lines.start();
  await time.run(started);
  await time.pass(60_000);
  expect(openedAt.length).toBeLessThan(22);
  expect(lines.connectedCount).toBe(0);
});

test("waits as long as Slack asks", async () => {
  const { time, lines, openedAt, behave } = setUp();
  behave((connection) => connection.fail(new WebAPIRateLimitedError(25)));
  const started = lines.start();
  await time.pass(24_000);
  expect(openedAt).toHaveLength(2);
  behave(greet);
  await time.run(started);
  await time.pass(0);
  expect(openedAt).toHaveLength(4);
});

test("does not start with a token that Slack refuses", async () => {
  const { time, lines, behave } = setUp();
  behave((connection) => connection.fail(invalidAuth));
  await expect(time.run(lines.start())).rejects.toBe(invalidAuth);
  await lines.stop();
  expect(time.waiting).toBe(0);
});

test("gives the start up after 30 s, with the reason", async () => {
  const { time, lines, behave } = setUp();
  const down = new Error("Slack is down");
  behave((connection) => connection.fail(down));
  await expect(time.run(lines.start())).rejects.toBe(down);
  expect(time.now() - virtualTime().now()).toBe(30_000);
});

test("a token withdrawn later is told once, when no line hears any more", async () => {
  const { time, lines, opened, refused, behave } = setUp();
  const started = lines.start();
  for (const connection of opened) connection.greet();
  await time.run(started);
  await time.pass(60_000);
  behave((connection) => connection.fail(invalidAuth));
  opened[0]?.end();
  await time.pass(120_000);
  expect(refused).toEqual([]);
  opened[1]?.end();
  await time.pass(120_000);
  expect(refused).toEqual([invalidAuth]);
});

test("stops with nothing left, whatever each line is doing", async () => {
  const { time, lines, opened } = setUp();
  const started = lines.start();
  opened[0]?.greet();
  await time.run(started);
  opened[1]?.fail(new Error("Slack is down"));
  await time.pass(100);
  await time.run(lines.stop());
  expect([lines.connectedCount, time.waiting]).toEqual([0, 0]);
  const count = opened.length;
  await time.pass(120_000);
  expect(opened).toHaveLength(count);
});
