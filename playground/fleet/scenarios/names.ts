import { imeiOf } from "../identity.ts";
import { tMobileUsa } from "../operators.ts";
import { denver } from "../places.ts";
import { on } from "../story/networks.ts";
import { backToBack } from "../story/spans.ts";
import { perHour } from "../story/traffic.ts";
import { hours, longAgo, type Scenario, type SimSketch, seconds } from "./scenario.ts";

/** Right-to-left override and pop: it would turn what follows around. */
const overrideMark = "\u202e";
const popMark = "\u202c";

const named = (key: string, friendlyName: string, uniqueName: string = key): SimSketch => ({
  key,
  fields: { unique_name: uniqueName, friendly_name: friendlyName },
  life: [
    [
      {
        from: longAgo,
        when: backToBack([hours(4), hours(12)], [seconds(5), seconds(90)]),
        network: on(tMobileUsa, "LTE", denver, 2),
        traffic: perHour(110, 80),
        imei: imeiOf("nasty names", key),
      },
    ],
  ],
});

export const nameScenarios: readonly Scenario[] = [
  {
    name: "nasty-names",
    description:
      "Names with markup, mentions, emoji, right-to-left text, line breaks and hundreds of characters.",
    sims: [
      named("nasty-markup", `<!channel> & <b>"bold"</b> *star* _under_ ~gone~ \`code\` > quote`),
      named("nasty-link", "<https://phish.example/login|Reset your password> <@U0123ABCD>"),
      named("nasty-emoji", "🚚👩🏽‍🚒 Löschzug № 7 🇩🇪 :rocket:"),
      named("nasty-rtl", "مستشعر الخزان ٧ — شمال"),
      named("nasty-override", `Valve ${overrideMark}gnp.evlav${popMark} 4`),
      named("nasty-long", `Refrigerated container, bay 12, ${"very ".repeat(60)}long name`),
      named("nasty-lines", "Pump\nhouse\r\n\tthree   "),
      named("nasty-blank", "   "),
      named("nasty-path", "Gate 7 / north?", "gate 7/north?&x=1#y%2e"),
      named("nasty-formula", '=HYPERLINK("https://phish.example","Gauge")'),
    ],
  },
];
