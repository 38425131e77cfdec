import { describe, expect, test } from "vitest";
import { parseMrkdwn } from "../../../playground/slack/text/mrkdwn.ts";
import { mrkdwnToText } from "../../../playground/slack/text/render-inline.ts";
import { renderText } from "../../../playground/slack/text/render-text.ts";
import { formatSlackDate } from "../../../playground/slack/text/slack-date.ts";

const nowMs = Date.parse("2026-11-23T10:05:00Z");
const berlin = { timeZone: "Europe/Berlin", nowMs };
const seconds = (instant: string) => Date.parse(instant) / 1_000;
const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });

describe("dates in the reader's zone", () => {
  const at = seconds("2026-11-23T22:30:15Z");
  test.each([
    ["{date_num}", "2026-11-23"],
    ["{date}", "November 23, 2026"],
    ["{date_short}", "Nov 23, 2026"],
    ["{date_long}", "Monday, November 23, 2026"],
    ["{time}", "11:30 PM"],
    ["{time_secs}", "11:30:15 PM"],
    ["{date_short_pretty} {time}", "Today 11:30 PM"],
    ["at {date_pretty}", "at today"],
    ["{ago}", "in 12 hours"],
    ["{unknown}", "{unknown}"],
  ])("%s", (format, words) => {
    expect(formatSlackDate(at, format, berlin)).toBe(words);
  });

  test("the same instant is another day elsewhere", () => {
    const kolkata = { timeZone: "Asia/Kolkata", nowMs };
    expect(formatSlackDate(at, "{date_short_pretty} {time}", kolkata)).toBe("Tomorrow 4:00 AM");
    const old = seconds("2026-10-01T00:00:00Z");
    expect(formatSlackDate(old, "{date_short_pretty}, {ago}", kolkata)).toBe(
      "Oct 1, 2026, 53 days ago",
    );
  });
});

describe("mrkdwn as words", () => {
  const words = (text: string) =>
    mrkdwnToText(text, { ...berlin, nameOf: (id) => (id === "U0ADA00001" ? "ada" : undefined) });
  test.each([
    ["*bold* _italic_ ~gone~ `code`", "bold italic gone code"],
    ["a*b*c and 2*3 and snake_case_name", "a*b*c and 2*3 and snake_case_name"],
    ["*open and <https://example.com|*label*>", "*open and *label* (https://example.com)"],
    ["<https://example.com/a?b=1&amp;c=2>", "https://example.com/a?b=1&c=2"],
    ["&lt;!channel&gt; &amp;amp;", "<!channel> &amp;"],
    [
      "<!channel> <@U0ADA00001> <@U0NOBODY00> <#C0INCIDENT|incidents>",
      "@channel @ada @U0NOBODY00 #incidents",
    ],
    ["<javascript:alert(1)|press>", "<javascript:alert(1)|press>"],
    [":large_green_circle: :flag-de: :unheard_of: at 10:05:00", "🟢 🇩🇪 :unheard_of: at 10:05:00"],
    ["<!date^1795428300^{date_short_pretty} {time}|Nov 23 UTC>", "Today 11:05 AM"],
    ["> quoted\n> twice\nafter", "│ quoted\n│ twice\nafter"],
    ["before ```one\n*two*``` after", "before     one\n    *two* after"],
    ["``` never closed", "``` never closed"],
  ])("%s", (text, expected) => {
    expect(words(text)).toBe(expected);
  });

  test("the tree keeps what is nested", () => {
    expect(parseMrkdwn("*_both_* &lt;")).toEqual([
      { kind: "bold", inner: [{ kind: "italic", inner: [{ kind: "text", text: "both" }] }] },
      { kind: "text", text: " <" },
    ]);
  });
});

const answer = [
  { type: "header", text: plain("cargo-cam-07 · active") },
  {
    type: "section",
    text: mrkdwn("*Open session* since <!date^1795413600^{date_short_pretty} {time}|06:00 UTC>"),
    accessory: { type: "button", action_id: "d", text: plain("Details") },
  },
  {
    type: "section",
    fields: [
      mrkdwn("*Operator*\nT-Mobile 🇺🇸"),
      mrkdwn("*Radio link*\nLTE"),
      mrkdwn("*Packets*\n246 up"),
    ],
  },
  { type: "image", alt_text: "Timeline of 7 days: connected 92 %", image_url: "https://a.b/c.png" },
  {
    type: "table",
    column_settings: [{}, { align: "right" }],
    rows: [
      [
        { type: "raw_text", text: "Start" },
        { type: "raw_text", text: "Packets" },
      ],
      [
        { type: "raw_text", text: "11:05 🟢" },
        { type: "raw_number", value: 246, text: "246" },
      ],
      [
        { type: "raw_text", text: "漢字" },
        { type: "raw_number", value: 1, text: "1" },
      ],
    ],
  },
  { type: "divider" },
  {
    type: "rich_text",
    elements: [
      { type: "rich_text_section", elements: [{ type: "text", text: "Next:" }] },
      {
        type: "rich_text_list",
        style: "ordered",
        elements: [
          {
            type: "rich_text_section",
            elements: [{ type: "link", url: "https://a.b", text: "read" }],
          },
        ],
      },
    ],
  },
  {
    type: "actions",
    elements: [
      { type: "button", action_id: "o", text: plain("Older") },
      { type: "button", action_id: "m", text: plain("Map"), url: "https://a.b/map" },
      {
        type: "static_select",
        action_id: "w",
        initial_option: { text: plain("7 days"), value: "7d" },
        options: [{ text: plain("7 days"), value: "7d" }],
      },
      {
        type: "overflow",
        action_id: "x",
        options: [
          { text: plain("Share"), value: "s" },
          { text: plain("Export"), value: "e" },
        ],
      },
    ],
  },
  {
    type: "context",
    elements: [mrkdwn("5 of 134 sessions"), mrkdwn("read _just now_")],
  },
  { type: "hologram" },
];

test("an answer in a terminal", () => {
  expect(`\n${renderText(answer, { ...berlin, columns: 64 })}\n`).toBe(`
cargo-cam-07 · active
═════════════════════

Open session since Today 7:00 AM  [Details]

Operator      Radio link
T-Mobile 🇺🇸   LTE
Packets
246 up

[picture: Timeline of 7 days: connected 92 %]

Start     Packets
────────  ───────
11:05 🟢      246
漢字            1

────────────────────────────────────────────────────────────────

Next:
1. read (https://a.b)

[Older] [Map → https://a.b/map] [7 days ▾] [⋯ Share | Export]

5 of 134 sessions  ·  read just now

[unknown block: hologram]
`);
});

test("a narrow terminal: lines are wrapped, wide pairs of fields stand one below another", () => {
  const blocks = [
    {
      type: "section",
      text: mrkdwn("one two three four <https://example.com/a/long/address|link>"),
    },
    { type: "section", fields: [mrkdwn("a long left field"), mrkdwn("right")] },
    { type: "section", fields: [mrkdwn("left"), mrkdwn("right")] },
  ];
  expect(renderText(blocks, { ...berlin, columns: 14 })).toBe(
    [
      "one two three\nfour link\n(https://example.com/a/long/address)",
      "a long left\nfield\nright",
      "left   right",
    ].join("\n\n"),
  );
});

test("a device name cannot steer the terminal", () => {
  const evil = "\u001b[31mred\u001b[0m\u202egnp.exe\u0007";
  expect(renderText([{ type: "section", text: plain(evil) }], berlin)).toBe("[31mred[0mgnp.exe");
});

test("plain text shows emoji names as characters unless that is off", () => {
  const at = (object: object) =>
    renderText([{ type: "header", text: object }], berlin).split("\n")[0];
  expect(at(plain(":rocket: at 10:05:00"))).toBe("🚀 at 10:05:00");
  expect(at({ ...plain(":rocket:"), emoji: false })).toBe(":rocket:");
});

test("inputs of a modal", () => {
  const blocks = [
    {
      type: "input",
      label: plain("SIM"),
      hint: plain("Name or SID"),
      element: { type: "external_select", action_id: "s", placeholder: plain("Search") },
    },
  ];
  expect(renderText(blocks, berlin)).toBe("SIM: [Search ▾]\n  Name or SID");
});
