import { imeiOf } from "../identity.ts";
import {
  kpn,
  movistarSpain,
  orangeFrance,
  telcel,
  telekomGermany,
  timItaly,
  tMobileUsa,
  vodafoneGermany,
} from "../operators.ts";
import {
  antibes,
  barcelona,
  boulder,
  denver,
  emmerich,
  genoa,
  marseille,
  mexicoCity,
  palamos,
  portofino,
} from "../places.ts";
import { mixOf, on, pingPong } from "../story/networks.ts";
import { backToBack, every, nothing } from "../story/spans.ts";
import { perHour, report } from "../story/traffic.ts";
import { days, hours, longAgo, minutes, type Scenario, seconds, simStory } from "./scenario.ts";

const yacht = { imei: imeiOf("marine tracker", "yacht-tracker-3"), traffic: perHour(48, 36) };
/** At sea the shore's masts come and go. */
const coasting = backToBack([minutes(35), hours(3.5)], [minutes(2), minutes(50)]);
const moored = backToBack([hours(5), hours(11)], [seconds(5), minutes(3)]);

const crossing = { imei: imeiOf("gate camera", "crossing-cam-5"), traffic: perHour(1_400, 600) };
const billboard = { imei: imeiOf("signage player", "billboard-11"), traffic: perHour(160, 900) };
const generator = { imei: imeiOf("rental unit", "generator-77"), traffic: report(38, 31) };

export const travelScenarios: readonly Scenario[] = [
  simStory(
    "yacht-tracker-3",
    "Yacht tracker 3",
    "Roams along the coast: Spain, France, Italy within a month.",
    [
      { ...yacht, from: longAgo, when: moored, network: on(movistarSpain, "LTE", barcelona, 2) },
      {
        ...yacht,
        from: -days(19.4),
        when: coasting,
        network: mixOf(
          [3, on(movistarSpain, "LTE", palamos)],
          [1, on(movistarSpain, "3G", palamos)],
        ),
      },
      // Out of reach of any mast: the Gulf of Lion, later the passage to Genoa.
      { ...yacht, from: -days(18.9), when: nothing, network: on(movistarSpain, "LTE", palamos) },
      { ...yacht, from: -days(18.2), when: coasting, network: on(orangeFrance, "LTE", marseille) },
      { ...yacht, from: -days(16.9), when: moored, network: on(orangeFrance, "LTE", antibes, 2) },
      { ...yacht, from: -days(4.9), when: nothing, network: on(orangeFrance, "LTE", antibes) },
      { ...yacht, from: -days(4.6), when: coasting, network: on(timItaly, "LTE", genoa) },
      { ...yacht, from: -days(3.8), when: moored, network: on(timItaly, "LTE", portofino, 2) },
    ],
  ),
  simStory(
    "crossing-cam-5",
    "Level crossing camera 5",
    "Operator ping-pong: for 36 hours it has jumped between three networks at the Dutch border.",
    [
      {
        ...crossing,
        from: longAgo,
        when: backToBack([hours(4), hours(12)], [seconds(4), seconds(40)]),
        network: on(telekomGermany, "LTE", emmerich),
      },
      {
        ...crossing,
        from: -hours(36),
        when: backToBack([minutes(18), minutes(55)], [seconds(15), minutes(2)]),
        network: pingPong(
          on(telekomGermany, "LTE", emmerich),
          pingPong(on(vodafoneGermany, "LTE", emmerich), on(kpn, "LTE", emmerich), 0.5),
          0.75,
        ),
      },
    ],
  ),
  simStory(
    "billboard-11",
    "Billboard 11",
    "Radio fallback: LTE for weeks, only 3G for the last two days.",
    [
      {
        ...billboard,
        from: longAgo,
        when: backToBack([hours(5), hours(14)], [seconds(3), seconds(50)]),
        network: mixOf([24, on(telcel, "LTE", mexicoCity)], [1, on(telcel, "3G", mexicoCity)]),
      },
      {
        ...billboard,
        from: -days(2.1),
        when: backToBack([hours(2), hours(7)], [seconds(3), minutes(2)]),
        network: on(telcel, "3G", mexicoCity, 2),
      },
    ],
  ),
  simStory(
    "generator-77",
    "Rental generator 77",
    "Cell moved: weeks on one cell, for three days on another about 40 km away.",
    [
      {
        ...generator,
        from: longAgo,
        when: every(hours(2), minutes(3), [minutes(4), minutes(9)]),
        network: mixOf(
          [9, on(tMobileUsa, "LTE", denver, 1)],
          [1, on(tMobileUsa, "LTE", denver, 2)],
        ),
      },
      {
        ...generator,
        from: -days(3),
        when: every(hours(2), minutes(3), [minutes(4), minutes(9)]),
        network: on(tMobileUsa, "LTE", boulder, 1),
      },
    ],
  ),
];
