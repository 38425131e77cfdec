import { describe, expect, it } from "vitest";
import { textsOfMessage } from "../../../src/slack/typed/texts-of-message.ts";

/** In the places of a message where people see it; each is written once by a tool that exists. */
const seen: Readonly<Record<string, (name: string) => unknown>> = {
  text: (name) => ({ text: `${name} offline` }),
  "the name it was posted under": (name) => ({ text: "offline", username: `${name} watchdog` }),
  "the label of a link": (name) => ({ text: `<https://console.example|${name}> is down` }),
  "a link's address": (name) => ({ text: `<https://console.example/sims/${name}|open>` }),
  "a header": (name) => block({ type: "header", text: { type: "plain_text", text: name } }),
  "a field of a section": (name) => block({ type: "section", fields: [text("Host"), text(name)] }),
  "a context": (name) => block({ type: "context", elements: [text(`host ${name}`)] }),
  "Markdown, its signs escaped": (name) =>
    block({ type: "markdown", text: `**Host** ${name.replaceAll("-", "\\-")}` }),
  "the alt text of a picture": (name) =>
    block({ type: "image", image_url: "https://x.example", alt_text: `uptime of ${name}` }),
  "the title of a picture": (name) =>
    block({ type: "image", alt_text: "", title: { type: "plain_text", text: name } }),
  "a picture beside a section": (name) =>
    block({ type: "section", accessory: { type: "image", alt_text: name } }),
  "the words of a button": (name) =>
    block({ type: "actions", elements: [{ type: "button", text: text(`Restart ${name}`) }] }),
  "the address of a button": (name) =>
    block({ type: "actions", elements: [{ type: "button", url: `https://x.example/${name}` }] }),
  "the label of an input": (name) => block({ type: "input", label: text(`Why is ${name} down?`) }),
  "the title of a video": (name) => block({ type: "video", title: text(name), alt_text: "" }),
  "a cell of a table": (name) =>
    block({ type: "table", rows: [[{ type: "raw_text", text: name }]] }),
  "a cell of rich text": (name) => block({ type: "table", rows: [[rich(leaf(name))]] }),
  "a container": (name) =>
    block({
      type: "container",
      title: text("Host"),
      elements: [{ type: "section", text: text(name) }],
    }),
  "rich text in a list": (name) =>
    block({
      type: "rich_text",
      elements: [{ type: "rich_text_list", elements: [line(leaf(name))] }],
    }),
  "a quote": (name) =>
    block({ type: "rich_text", elements: [{ type: "rich_text_quote", elements: [leaf(name)] }] }),
  "preformatted text": (name) =>
    block({
      ...{ type: "rich_text" },
      elements: [{ type: "rich_text_preformatted", elements: [leaf(`host=${name}\nstate=down`)] }],
    }),
  "a word that is bold in part": (name) =>
    block(
      rich(
        leaf("host "),
        { ...leaf(name.slice(0, 6)), style: { bold: true } },
        leaf(name.slice(6)),
      ),
    ),
  "a link's address in rich text": (name) =>
    block(rich({ type: "link", url: `https://x.example/${name}`, text: "open" })),
  "a link without words": (name) => block(rich({ type: "link", url: `https://x.example/${name}` })),
  ...Object.fromEntries(
    [
      "pretext",
      "author_name",
      "author_subname",
      "title",
      "title_link",
      "text",
      "fallback",
      "footer",
    ]
      .concat(["service_name", "alt_text"])
      .map((field) => [
        `the ${field} of an attachment`,
        (name: string) => ({
          text: "",
          attachments: [{ color: "danger", [field]: `${name} down` }],
        }),
      ]),
  ),
  "a field of an attachment": (name) => ({
    attachments: [{ fields: [{ title: "Host", value: name }] }],
  }),
  "blocks of an attachment": (name) => ({
    attachments: [block({ type: "section", text: text(name) })],
  }),
  "a list in a message that was shared": (name) => ({
    attachments: [
      {
        ...{ is_share: true, channel_id: "C1" },
        message_blocks: [
          {
            message: block({
              ...{ type: "rich_text" },
              elements: [{ type: "rich_text_list", elements: [line(leaf(name))] }],
            }),
          },
        ],
      },
    ],
  }),
  "the title of a file": (name) => file({ title: `${name} offline`, name: "a.txt" }),
  "the name of a file": (name) => file({ title: "log", name: `${name}.log` }),
  "the beginning of a snippet": (name) => file({ mode: "snippet", preview: `<${name}> down` }),
  "the alt text of a file": (name) => file({ mimetype: "image/png", alt_txt: name }),
  "what is said in a recording": (name) =>
    file({ transcription: { status: "complete", preview: { content: name, has_more: true } } }),
  "the subject of an e-mail": (name) => email({ subject: `ALERT ${name}` }),
  "the sender of an e-mail": (name) =>
    email({ from: [{ address: "noc@example.com", name, original: `${name} <noc@example.com>` }] }),
  "the answer address of an e-mail": (name) =>
    email({ headers: { reply_to: `${name}@example.com` } }),
  "the text of an e-mail": (name) => email({ plain_text: `Host: ${name}\nState: down` }),
  "the beginning of an e-mail": (name) => email({ preview_plain_text: `Host: ${name}` }),
  "an e-mail in HTML only": (name) =>
    email({
      preview: `<table><tr><td>Host</td><td><b>${name.slice(0, 4)}</b>${name.slice(4)}</td></tr>`,
    }),
  "a link in an e-mail": (name) =>
    email({ preview: `<a class="x" href="https://x.example/${name}">open</a>` }),
  "a file that an e-mail carries": (name) => email({ attachments: [{ filename: `${name}.csv` }] }),
};

const hidden: Readonly<Record<string, (name: string) => unknown>> = {
  "the value of a button": (name) =>
    block({ type: "actions", elements: [{ type: "button", text: text("Restart"), value: name }] }),
  "the value of an option": (name) =>
    block({
      type: "actions",
      elements: [{ type: "overflow", options: [{ text: text("x"), value: name }] }],
    }),
  "what was there before an edit": (name) => ({
    text: "all is well",
    previous_message: { text: name },
  }),
  metadata: (name) => ({
    text: "down",
    metadata: { event_type: "x", event_payload: { title: name } },
  }),
  "the name of an emoji": (name) => block(rich({ type: "emoji", name })),
  ids: (name) => ({
    user: name,
    bot_id: name,
    files: [{ id: name, url_private: `https://x/${name}` }],
  }),
  "what HTML says to browsers": (name) =>
    email({ preview: `<style>.${name}{}</style><p class="${name}">x` }),
};

const block = (inner: object) => ({ text: "", blocks: [inner] });
const text = (words: string) => ({ type: "mrkdwn", text: words });
const leaf = (words: string) => ({ type: "text", text: words });
const line = (...elements: object[]) => ({ type: "rich_text_section", elements });
const rich = (...elements: object[]) => ({ type: "rich_text", elements: [line(...elements)] });
const file = (fields: object) => ({ text: "", files: [{ id: "F1", ...fields }] });
/** As files.info describes the e-mails that Slack's e-mail app posts. */
const email = (fields: object) =>
  file({ mode: "email", filetype: "email", name: "mail", ...fields });

const name = "yard-tracker-1";

describe("what people see in a message", () => {
  it.each(Object.keys(seen))("%s is read", (place) => {
    const words = textsOfMessage(seen[place]?.(name)).split(/[^\w-]+/);
    expect(words).toContain(name);
  });

  it.each(Object.keys(hidden))("%s is not: nobody sees it", (place) => {
    expect(textsOfMessage(hidden[place]?.(name))).not.toContain(name);
  });

  it("is read once, and as it stands there", () => {
    const iccid = "8988228066600000013";
    expect(textsOfMessage({ ...block(rich(leaf(iccid))), text: iccid })).toBe(iccid);
    expect(textsOfMessage({ text: "<http://gate.io|gate.io>-7 &amp;lt;b" })).toBe(
      "gate.io-7 &lt;b\nhttp://gate.io",
    );
    expect(
      textsOfMessage(block({ type: "table", rows: [[{ type: "raw_number", value: 42 }]] })),
    ).toBe("42");
    const cells = Array.from({ length: 100 }, (_, row) =>
      Array.from({ length: 20 }, (_, at) => ({ type: "raw_text", text: `c${row * 20 + at}` })),
    );
    expect(textsOfMessage(block({ type: "table", rows: cells }))).toContain("c1999");
  });

  it("may be anything in any field", () => {
    const odd = [null, 7, true, "x", [], {}, [null], [[7]], { type: 7 }, Number.NaN, "\ud800"];
    const fields = [
      "text",
      "blocks",
      "attachments",
      "files",
      "elements",
      "preview",
      "value",
      "url",
    ];
    for (const field of fields) {
      for (const value of odd) {
        for (const inner of [
          { [field]: value },
          { type: "rich_text_section", elements: [value] },
        ]) {
          expect(typeof textsOfMessage({ ...inner, blocks: [inner], files: [inner] })).toBe(
            "string",
          );
        }
      }
    }
    expect(textsOfMessage(email({ preview: "&#99999999;&#xd800;&#0;&toString;" }))).toContain(
      "&toString;",
    );
  });
});
