import { imeiOf } from "../identity.ts";
import {
  docomo,
  o2Germany,
  telekomGermany,
  telstra,
  tMobileUsa,
  vodafoneUnitedKingdom,
} from "../operators.ts";
import { berlin, chicago, hamburg, leeds, perth, potsdam, yokohama } from "../places.ts";
import { on } from "../story/networks.ts";
import { backToBack, daily, every, oneSession, workingHours } from "../story/spans.ts";
import { perHour, report } from "../story/traffic.ts";
import { days, hours, longAgo, minutes, type Scenario, seconds, simStory } from "./scenario.ts";

const mondayToFriday = [1, 2, 3, 4, 5];

/** Thirty days over ten thousand. */
const chatterEveryMs = days(30) / 10_000;

export const steadyScenarios: readonly Scenario[] = [
  simStory(
    "chatterbox",
    "Chatterbox gateway",
    "10,000 sessions in 30 days: a short connection every 259 seconds.",
    [
      {
        // Half a minute off the grid, so that no session stands on either edge of the month.
        from: longAgo + seconds(30),
        when: every(chatterEveryMs, 0, [seconds(95), seconds(215)]),
        network: on(tMobileUsa, "LTE", chicago, 2),
        traffic: report(14, 11),
        imei: imeiOf("gateway", "chatterbox"),
      },
    ],
  ),
  simStory("tank-level-5", "Tank level 5", "Healthy: a heartbeat every 5 minutes.", [
    {
      from: longAgo,
      when: every(minutes(5), seconds(12), [seconds(20), seconds(55)]),
      network: on(telstra, "LTE", perth, 2),
      traffic: report(9, 7),
      imei: imeiOf("tank sensor", "tank-level-5"),
    },
  ]),
  simStory(
    "parking-sensor-8",
    "Parking sensor 8",
    "Idle time-out: the network ends every session after exactly one hour.",
    [
      {
        from: longAgo,
        when: backToBack([hours(1), hours(1)], [minutes(20), minutes(55)]),
        network: on(vodafoneUnitedKingdom, "LTE", leeds, 2),
        traffic: report(17, 12),
        imei: imeiOf("parking sensor", "parking-sensor-8"),
      },
    ],
  ),
  simStory(
    "water-meter-310",
    "Water meter 310",
    "Healthy: sleeps all day and reports once a night.",
    [
      {
        from: longAgo,
        when: daily(2, minutes(18), [seconds(70), minutes(4)]),
        network: on(o2Germany, "NB-IoT", hamburg, 1),
        traffic: report(24, 18),
        imei: imeiOf("water meter", "water-meter-310"),
      },
    ],
  ),
  simStory(
    "school-bus-21",
    "School bus 21",
    "Healthy: drives on weekdays only, silent at night and at weekends.",
    [
      {
        from: longAgo,
        when: workingHours(
          mondayToFriday,
          5.5,
          16,
          backToBack([minutes(25), hours(2)], [minutes(1), minutes(25)]),
        ),
        network: on(telekomGermany, "LTE", potsdam, 6),
        traffic: perHour(420, 280),
        imei: imeiOf("bus tracker", "school-bus-21"),
      },
    ],
  ),
  simStory(
    "signage-main-hall",
    "Signage main hall",
    "Healthy: one endless session, open for 41 days and still updated.",
    [
      {
        from: -days(41),
        when: oneSession,
        network: on(docomo, "LTE", yokohama, 1),
        traffic: perHour(310, 720),
        imei: imeiOf("signage player", "signage-main-hall"),
      },
    ],
  ),
  simStory(
    "kiosk-berlin",
    "Kiosk Berlin Alexanderplatz",
    "Device swapped: since three days the SIM sits in a device of another type (IMEI change).",
    [
      {
        from: longAgo,
        when: backToBack([hours(5), hours(19)], [seconds(3), seconds(70)]),
        network: on(telekomGermany, "LTE", berlin, 2),
        traffic: perHour(130, 210),
        imei: imeiOf("kiosk", "old unit"),
      },
      {
        from: -days(3.2),
        when: backToBack([hours(5), hours(19)], [seconds(3), seconds(70)]),
        network: on(telekomGermany, "LTE", berlin, 2),
        traffic: perHour(130, 210),
        imei: imeiOf("pocket router", "new unit"),
      },
    ],
  ),
];
