import { imeiOf } from "../identity.ts";
import { attUsa, eeUnitedKingdom, kpn, telia, tMobileUsa } from "../operators.ts";
import { chicago, houston, kiruna, leeds, lelystad } from "../places.ts";
import type { Chapter } from "../story/life.ts";
import { mixOf, on } from "../story/networks.ts";
import { at, backToBack, every, nothing, oneAbandoned, type Pattern } from "../story/spans.ts";
import { noPackets, perHour, report } from "../story/traffic.ts";
import { days, hours, longAgo, minutes, type Scenario, seconds, simStory } from "./scenario.ts";

const pump = {
  imei: imeiOf("pump controller", "pump-station-12"),
  network: on(kpn, "LTE", lelystad, 2),
};
const meter = {
  imei: imeiOf("smart meter", "meter-0042"),
  network: mixOf([5, on(eeUnitedKingdom, "LTE", leeds, 1)], [1, on(eeUnitedKingdom, "LTE", leeds)]),
  traffic: report(26, 19),
};
const reading: Pattern = every(minutes(30), seconds(50), [minutes(2), minutes(6)]);
const vending = {
  imei: imeiOf("card terminal", "vending-204"),
  network: on(tMobileUsa, "LTE", chicago, 2),
};
const mast = {
  imei: imeiOf("weather mast", "weather-mast-6"),
  network: on(telia, "LTE", kiruna, 1),
};
const hourly = every(hours(1), minutes(2), [minutes(4), minutes(11)]);

const buoy = (from: number, when: Pattern): Chapter => ({
  from,
  when,
  network: on(attUsa, "LTE", houston, 2),
  traffic: report(32, 20),
  imei: imeiOf("tide gauge", "tide-gauge-2"),
});

export const unstableScenarios: readonly Scenario[] = [
  simStory(
    "pump-station-12",
    "Pump station 12",
    "Reconnect loop: for nine hours sessions of seconds, one after the other, and it goes on.",
    [
      {
        ...pump,
        from: longAgo,
        when: backToBack([hours(9), hours(23)], [seconds(6), seconds(80)]),
        traffic: perHour(70, 55),
      },
      {
        ...pump,
        from: -hours(9.2),
        when: backToBack([seconds(18), seconds(75)], [seconds(9), seconds(70)]),
        traffic: report(7, 3),
      },
    ],
  ),
  simStory(
    "meter-0042",
    "Electricity meter 0042",
    "Stale open session: never closed, last updated 7 h 12 min before the start; an older one is open too.",
    [
      { ...meter, from: longAgo, when: reading },
      { ...meter, from: -days(12.02), when: oneAbandoned },
      { ...meter, from: -days(12), when: nothing },
      { ...meter, from: -days(11.8), when: reading },
      { ...meter, from: -hours(7.5), when: oneAbandoned },
      { ...meter, from: -hours(7.2), when: nothing },
    ],
  ),
  simStory(
    "tide-gauge-2",
    "Tide gauge 2",
    "Silent for a day against its own rhythm: every 15 minutes for weeks, nothing for 31 hours.",
    [
      buoy(longAgo, every(minutes(15), seconds(40), [minutes(1), minutes(4)])),
      buoy(-hours(31), nothing),
    ],
  ),
  simStory(
    "vending-204",
    "Vending machine 204",
    "Sessions without traffic: since three days it connects, and no packet is counted.",
    [
      { ...vending, from: longAgo, when: hourly, traffic: report(55, 48) },
      { ...vending, from: -days(3), when: hourly, traffic: noPackets },
    ],
  ),
  simStory(
    "weather-mast-6",
    "Weather mast 6",
    "Upload without download: for two days packets go out and none comes back.",
    [
      { ...mast, from: longAgo, when: hourly, traffic: report(90, 74) },
      { ...mast, from: -days(2), when: hourly, traffic: report(120, 0) },
    ],
  ),
  simStory("lift-phone-2", "Lift phone 2", "Active, but no session for nine days.", [
    {
      ...vending,
      from: longAgo,
      when: hourly,
      traffic: report(20, 16),
      imei: imeiOf("lift phone", "lift-phone-2"),
    },
    {
      ...vending,
      from: -days(9),
      when: at([0, minutes(6)]),
      traffic: report(20, 16),
      imei: imeiOf("lift phone", "lift-phone-2"),
    },
  ]),
];
