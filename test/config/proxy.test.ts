import { describe, expect, it } from "vitest";
import { proxyDoubts } from "../../src/bot/proxy.ts";
import { faultLines, parseConfig, secretsOf } from "../../src/config/config.ts";
import {
  hasIdleHttpProxy,
  noProxyOf,
  parseProxy,
  proxyFor,
  proxyPlace,
} from "../../src/config/proxy.ts";

const good = {
  SLACK_BOT_TOKEN: "xoxb-made-up",
  SLACK_APP_TOKEN: "xapp-made-up",
  TWILIO_API_KEY: `SK${"b2".repeat(16)}`,
  TWILIO_API_SECRET: "made-up",
};

function proxyIn(env: Readonly<Record<string, string>>) {
  const parsed = parseProxy(env);
  if (parsed.kind === "fault") throw new Error(parsed.fault.problem);
  return parsed.proxy;
}

const through = (noProxy: string, url: string) =>
  proxyFor(proxyIn({ HTTPS_PROXY: "http://proxy:3128", NO_PROXY: noProxy }), new URL(url)) !== null;

describe("the proxy", () => {
  it.each([
    [{}, null],
    [{ HTTPS_PROXY: " " }, null],
    [{ HTTPS_PROXY: "http://proxy.example:3128" }, "http://proxy.example:3128/"],
    [{ https_proxy: "http://small:1", HTTPS_PROXY: "http://large:2" }, "http://small:1/"],
    [{ HTTPS_PROXY: "proxy.example:3128" }, "http://proxy.example:3128/"],
    [{ HTTPS_PROXY: "https://proxy.example" }, "https://proxy.example/"],
    [{ HTTP_PROXY: "http://proxy.example:3128" }, null],
  ])("of %j is %s", (env, url) => {
    expect(proxyIn(env as Record<string, string>)?.url ?? null).toBe(url);
  });

  it.each(["socks5://proxy:1080", "http://:1", "://x", "not an address at all"])(
    "%j is a fault, without the value",
    (HTTPS_PROXY) => {
      const parsed = parseConfig({ ...good, HTTPS_PROXY });
      if (parsed.kind === "ok") throw new Error("accepted");
      const [line = ""] = faultLines(parsed.faults);
      expect(line).toMatch(/^HTTPS_PROXY: is not the address of a web proxy\./);
      expect(line).not.toContain(HTTPS_PROXY);
    },
  );

  it("for plain http alone is said to be unused", () => {
    expect(faultLines(proxyDoubts({ http_proxy: "http://p:1" }))[0]).toContain(
      "HTTP_PROXY: is not used",
    );
    expect(hasIdleHttpProxy({ HTTP_PROXY: "http://p:1", HTTPS_PROXY: "http://p:1" })).toBe(false);
    expect(proxyDoubts({})).toEqual([]);
  });

  it("has its password kept out of the log, and out of every line", () => {
    const parsed = parseConfig({ ...good, HTTPS_PROXY: "http://ada:s%40cret@proxy.example:3128" });
    if (parsed.kind === "faults" || parsed.config.proxy === null) throw new Error("refused");
    expect(secretsOf(parsed.config)).toEqual(expect.arrayContaining(["s%40cret", "s@cret"]));
    expect(proxyPlace(parsed.config.proxy)).toBe("proxy.example:3128");
  });
});

describe("what goes through it", () => {
  it.each([
    ["", "https://slack.com/api/", true],
    ["", "wss://wss-primary.slack.com", false],
    ["", "http://slack.com/api/", false],
    ["", "https://localhost:8443/", false],
    ["", "https://127.0.0.1/", false],
    ["", "https://127.9.9.9/", false],
    ["", "https://[::1]:9/", false],
    ["", "https://localhost.example/", true],
    ["*", "https://slack.com/", false],
    ["slack.com", "https://slack.com/", false],
    ["slack.com", "https://files.slack.com/", false],
    [".slack.com", "https://files.slack.com/", false],
    [".slack.com", "https://slack.com/", true],
    ["*.slack.com", "https://files.slack.com/", false],
    ["*.slack.com", "https://slack.com/", true],
    ["slack.com", "https://notslack.com/", true],
    ["SLACK.COM", "https://slack.com/", false],
    ["a.example, slack.com b.example", "https://slack.com/", false],
    ["slack.com:443", "https://slack.com/", false],
    ["slack.com:8443", "https://slack.com/", true],
    ["10.0.0.7", "https://10.0.0.7/", false],
    ["[fd00::7]:443", "https://[fd00::7]/", false],
    ["fd00::7", "https://[fd00::7]/", false],
    [",", "https://slack.com/", true],
  ])("NO_PROXY=%j %s: %s", (noProxy, url, expected) => {
    expect(through(noProxy, url)).toBe(expected);
  });

  it("is never this machine's own, whatever NO_PROXY says", () => {
    const proxy = proxyIn({ HTTPS_PROXY: "http://proxy:3128", no_proxy: "a.example" });
    expect(proxy === null ? "" : noProxyOf(proxy)).toBe("a.example,localhost,127.0.0.1,[::1],::1");
  });
});
