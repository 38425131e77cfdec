import { imeiOf } from "../identity.ts";
import {
  kpn,
  movistarSpain,
  orangeFrance,
  telekomGermany,
  telia,
  timItaly,
  vodafoneGermany,
} from "../operators.ts";
import {
  barcelona,
  berlin,
  genoa,
  hamburg,
  kiruna,
  lelystad,
  marseille,
  rotterdam,
  theHague,
  utrecht,
} from "../places.ts";
import { alongRoute, mixOf, on, pingPong } from "../story/networks.ts";
import { backToBack, daily, every, nothing, workingHours } from "../story/spans.ts";
import { byDay, perHour, report } from "../story/traffic.ts";
import { days, hours, longAgo, minutes, type Scenario, seconds, simStory } from "./scenario.ts";

const everyDay = [0, 1, 2, 3, 4, 5, 6];

const trailer = { imei: imeiOf("trailer tracker", "reefer-trailer-31"), traffic: report(62, 40) };
const reporting = every(minutes(30), minutes(2), [minutes(3), minutes(8)]);
const ferry = { imei: imeiOf("marine router", "ferry-router-2"), traffic: perHour(5_200, 14_000) };
const lock = { imei: imeiOf("lock controller", "lock-gate-4"), network: on(kpn, "LTE", lelystad) };

/**
 * The devices of another account, in Europe. Whoever numbered them did not know of the first
 * account's: one is called cargo-cam-07 in both.
 */
export const europeScenarios: readonly Scenario[] = [
  simStory(
    "cargo-cam-07",
    "Cargo camera 07",
    "Healthy camera of a van between Rotterdam and Utrecht. Another one has the same name in us.",
    [
      {
        from: longAgo,
        when: backToBack([hours(2), hours(7)], [seconds(5), minutes(6)]),
        network: mixOf(
          [
            19,
            alongRoute(kpn, "LTE", [rotterdam, rotterdam, theHague, utrecht, utrecht, rotterdam]),
          ],
          [1, on(kpn, "3G", utrecht, 2)],
        ),
        traffic: byDay(5, 19, perHour(5_200, 2_300, 40), perHour(2_600, 1_100, 20)),
        imei: imeiOf("dash camera", "cargo-cam-07 in Rotterdam"),
      },
    ],
  ),
  simStory(
    "reefer-trailer-31",
    "Refrigerated trailer 31",
    "Silent after a border: every half hour from Hamburg to Marseille, nothing for six hours.",
    [
      { ...trailer, from: longAgo, when: reporting, network: on(telekomGermany, "LTE", hamburg) },
      { ...trailer, from: -days(6.2), when: reporting, network: on(kpn, "LTE", rotterdam) },
      {
        ...trailer,
        from: -days(3.1),
        when: reporting,
        network: on(orangeFrance, "LTE", marseille),
      },
      { ...trailer, from: -hours(6), when: nothing, network: on(orangeFrance, "LTE", marseille) },
    ],
  ),
  simStory(
    "ferry-router-2",
    "Ferry router 2",
    "Sails between Genoa and Barcelona: roams in port, and at sea there is no network.",
    [
      {
        ...ferry,
        from: longAgo,
        when: workingHours(
          everyDay,
          5,
          23,
          // In port for hours; between the ports a crossing of about as long.
          backToBack([hours(2.5), hours(4)], [hours(3.5), hours(5)]),
        ),
        network: pingPong(on(timItaly, "LTE", genoa, 2), on(movistarSpain, "LTE", barcelona, 2), 1),
      },
    ],
  ),
  simStory(
    "lock-gate-4",
    "Canal lock gate 4",
    "Reconnect loop: for five hours sessions of seconds, one after the other, and it goes on.",
    [
      {
        ...lock,
        from: longAgo,
        when: backToBack([hours(8), hours(22)], [seconds(6), seconds(80)]),
        traffic: perHour(60, 50),
      },
      {
        ...lock,
        from: -hours(5.1),
        when: backToBack([seconds(15), seconds(70)], [seconds(8), seconds(60)]),
        traffic: report(6, 3),
      },
    ],
  ),
  simStory("heat-meter-88", "Heat meter 88", "Healthy: reports once a night, in the far north.", [
    {
      from: longAgo,
      when: daily(1, minutes(25), [seconds(60), minutes(3)]),
      network: on(telia, "NB-IoT", kiruna, 1),
      traffic: report(22, 16),
      imei: imeiOf("heat meter", "heat-meter-88"),
    },
  ]),
  simStory(
    "tram-display-14",
    "Tram display 14",
    "Healthy: with Telekom for weeks, for two days with Vodafone.",
    [
      {
        from: longAgo,
        when: backToBack([hours(6), hours(17)], [seconds(4), seconds(60)]),
        network: on(telekomGermany, "LTE", berlin, 4),
        traffic: perHour(140, 820),
        imei: imeiOf("tram display", "tram-display-14"),
      },
      {
        from: -days(2),
        when: backToBack([hours(6), hours(17)], [seconds(4), seconds(60)]),
        network: on(vodafoneGermany, "LTE", berlin, 4),
        traffic: perHour(140, 820),
        imei: imeiOf("tram display", "tram-display-14"),
      },
    ],
  ),
];
