import { imeiOf } from "../identity.ts";
import { kpn, telekomGermany, tMobileUsa } from "../operators.ts";
import { berlin, houston, lelystad } from "../places.ts";
import { on } from "../story/networks.ts";
import { backToBack, every, nothing } from "../story/spans.ts";
import { noPackets, perHour, report } from "../story/traffic.ts";
import { days, hours, longAgo, minutes, type Scenario, seconds, simStory } from "./scenario.ts";

const router = {
  imei: imeiOf("pocket router", "loaner-router-9"),
  network: on(tMobileUsa, "LTE", houston, 4),
};
const kiosk = {
  imei: imeiOf("charger", "charger-31"),
  network: on(telekomGermany, "LTE", berlin, 2),
  traffic: report(40, 35),
};
const forklift = (unit: string, upPerHour: number) => ({
  key: unit,
  fields: { friendly_name: "Forklift 3 (hall B)" },
  life: [
    [
      {
        from: longAgo,
        when: backToBack([hours(2), hours(9)], [seconds(8), minutes(12)]),
        network: on(kpn, "LTE", lelystad, 3),
        traffic: perHour(upPerHour, 60),
        imei: imeiOf("forklift terminal", unit),
      },
    ],
  ],
});

export const idleScenarios: readonly Scenario[] = [
  simStory(
    "spare-sim-1",
    "Spare SIM 1",
    "No sessions at all: ready for use, still in the drawer.",
    [],
    { status: "ready" },
  ),
  simStory(
    "loaner-router-9",
    "Loaner router 9",
    "Suspended five days ago; it was healthy until then.",
    [
      {
        ...router,
        from: longAgo,
        when: backToBack([hours(3), hours(11)], [seconds(5), minutes(20)]),
        traffic: perHour(700, 2_100),
      },
      { ...router, from: -days(5), when: nothing, traffic: noPackets },
    ],
    { status: "suspended" },
  ),
  {
    name: "charger-31",
    description: "A connectivity reset has been under way for 50 minutes; no session since.",
    sims: [
      {
        key: "charger-31",
        fields: { friendly_name: "Charger 31", reset_status: "resetting" },
        changed: -minutes(50),
        life: [
          [
            {
              ...kiosk,
              from: longAgo,
              when: every(minutes(20), seconds(30), [minutes(2), minutes(5)]),
            },
            { ...kiosk, from: -minutes(50), when: nothing },
          ],
        ],
      },
    ],
  },
  {
    name: "same-friendly-name",
    description: "Two SIMs with one friendly name: asking for it is ambiguous.",
    sims: [forklift("forklift-3-north", 90), forklift("forklift-3-south", 140)],
  },
  {
    name: "iccid-only",
    description: "A SIM without any name: only SID and ICCID.",
    sims: [
      {
        ...forklift("iccid-only", 75),
        fields: { unique_name: null, friendly_name: null },
      },
    ],
  },
];
