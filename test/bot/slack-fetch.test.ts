import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createSlackFetch } from "../../src/bot/slack-fetch.ts";
import type { StartTimer } from "../../src/core/time.ts";

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const toSlack = (slackApiUrl: string, startTimer?: StartTimer) =>
  createSlackFetch({
    slackApiUrl,
    proxy: null,
    timeoutMs: 8_000,
    ...(startTimer && { startTimer }),
  });
const json = { method: "POST", headers: { "Content-Type": "application/json" } } as const;

test("an answer arrives as it was, and its status comes back", async () => {
  const heard: string[] = [];
  const url = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, url: path, headers } = request;
    heard.push(`${method} ${path} ${headers["content-type"]} ${Buffer.concat(chunks)}`);
    response.writeHead(path === "/used-up" ? 404 : 200).end("whatever Slack says");
  });
  const post = toSlack(`${url}/api/`);
  const taken = await post(`${url}/respond`, { ...json, body: '{"text":"Grüße"}' });
  expect([taken.ok, taken.status]).toEqual([true, 200]);
  const refused = await post(`${url}/used-up`, { ...json, body: "{}" });
  expect([refused.ok, refused.status, refused.statusText]).toEqual([false, 404, "Not Found"]);
  expect(heard).toEqual([
    'POST /respond application/json {"text":"Grüße"}',
    "POST /used-up application/json {}",
  ]);
});

test("what is asked of Slack's API is read", async () => {
  const url = await serve((_request, response) => void response.end('{"ok":true}'));
  const answer = await toSlack(`${url}/api/`)(`${url}/api/auth.test`, { ...json, body: "{}" });
  expect(await answer.json()).toEqual({ ok: true });
});

test("an answer that Slack does not take in time is given up as late", async () => {
  const arrived = Promise.withResolvers<void>();
  const url = await serve(() => arrived.resolve());
  let late = (): void => undefined;
  const post = toSlack(`${url}/api/`, (callback) => {
    late = callback;
    return () => undefined;
  });
  const posted = post(`${url}/respond`, { ...json, body: "{}" });
  await arrived.promise;
  late();
  await expect(posted).rejects.toMatchObject({ name: "TimeoutError" });
});

test("where nobody is, it is no matter of time", async () => {
  const posted = toSlack("http://127.0.0.1:1/api/")("http://127.0.0.1:1/respond", {
    ...json,
    body: "{}",
  });
  await expect(posted).rejects.not.toMatchObject({ name: "TimeoutError" });
});
