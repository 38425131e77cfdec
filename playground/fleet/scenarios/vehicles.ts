import { imeiOf } from "../identity.ts";
import { attUsa, telcel, tMobileUsa, verizonUsa } from "../operators.ts";
import {
  berkeley,
  ciudadJuarez,
  concord,
  elPaso,
  hayward,
  laredo,
  napa,
  oakland,
  phoenix,
  sanAntonio,
  tucson,
  vallejo,
} from "../places.ts";
import type { Chapter } from "../story/life.ts";
import { alongRoute, mixOf, on, pingPong } from "../story/networks.ts";
import { at, backToBack, nothing } from "../story/spans.ts";
import { byDay, noPackets, perHour } from "../story/traffic.ts";
import { days, hours, longAgo, minutes, type Scenario, seconds, simStory } from "./scenario.ts";

const cameraImei = imeiOf("dash camera", "cargo-cam-07");
/** Video goes up while driving (14:00 to 03:00 UTC is the Californian day), heartbeats at night. */
const video = byDay(14, 27, perHour(9_500, 4_100, 40), perHour(260, 210, 20));
/** Two hours each from 00:00 UTC: home in the Californian evening, parked at night, out by day. */
const roundTrip = alongRoute(tMobileUsa, "LTE", [
  berkeley,
  oakland,
  oakland,
  oakland,
  oakland,
  oakland,
  oakland,
  hayward,
  concord,
  concord,
  vallejo,
  vallejo,
]);
const hills3g = on(tMobileUsa, "3G", napa, 2);

/** A delivery van around San Francisco Bay: healthy, but yesterday it lost the network near Napa. */
const camera: readonly Chapter[] = [
  {
    from: longAgo,
    when: backToBack([hours(1.5), hours(6)], [seconds(4), minutes(9)]),
    network: mixOf([93, roundTrip], [7, on(tMobileUsa, "3G", oakland, 2)]),
    traffic: video,
    imei: cameraImei,
  },
  {
    from: -hours(29.2),
    when: backToBack([minutes(14), minutes(25)], [seconds(20), seconds(90)]),
    network: hills3g,
    traffic: perHour(900, 300, 30),
    imei: cameraImei,
  },
  {
    from: -hours(27.9),
    when: nothing,
    network: roundTrip,
    traffic: noPackets,
    imei: cameraImei,
  },
  {
    from: -hours(25.1),
    when: backToBack([hours(2.5), hours(6.5)], [seconds(4), minutes(4)]),
    network: roundTrip,
    traffic: video,
    imei: cameraImei,
  },
];

const truckImei = imeiOf("telematics unit", "truck-0417");
/** The US day of a truck on the southern border. */
const telematics = byDay(12, 26, perHour(850, 640), perHour(170, 130));
const steady = backToBack([hours(3.4), hours(8.6)], [seconds(2), seconds(40)]);
const lte = on(tMobileUsa, "LTE", phoenix, 5);
const attLte = on(attUsa, "LTE", phoenix, 5);

/** Days since the beginning of the month that the picture shows. */
const day = (number: number): number => -days(30) + days(number);

const chapter = (
  from: number,
  network: Chapter["network"],
  when = steady,
  traffic = telematics,
): Chapter => ({ from, network, when, traffic, imei: truckImei });

const storm = pingPong(
  mixOf([4, on(tMobileUsa, "LTE", tucson, 3)], [1, on(tMobileUsa, "2G", tucson, 2)]),
  mixOf([4, on(attUsa, "LTE", tucson, 3)], [1, on(attUsa, "2G", tucson, 2)]),
  0.39,
);

/** The month of charts: outages, roaming, a reconnect storm, a silent day, and silent again now. */
const truckMonth: readonly Chapter[] = [
  chapter(longAgo, lte),
  chapter(day(0.87), on(tMobileUsa, "3G", tucson)),
  chapter(day(1.24), lte),
  chapter(day(4.21), attLte),
  chapter(day(5.1), lte),
  chapter(day(5.86), on(tMobileUsa, "LTE-M", phoenix)),
  chapter(day(6.2), lte, nothing),
  chapter(day(6.2) + hours(7.5), lte),
  chapter(day(6.87), on(tMobileUsa, "3G", tucson)),
  chapter(day(7.36), on(tMobileUsa, "LTE", tucson, 5)),
  chapter(day(9.4), on(attUsa, "LTE-M", elPaso)),
  chapter(day(9.95), on(attUsa, "LTE", elPaso, 5)),
  chapter(day(11.3), on(telcel, "2G", ciudadJuarez)),
  chapter(day(11.42), on(telcel, "3G", ciudadJuarez)),
  chapter(
    day(12.23),
    pingPong(on(telcel, "2G", ciudadJuarez), on(telcel, "3G", ciudadJuarez), 0.7),
  ),
  chapter(day(13.9), on(attUsa, "LTE", elPaso, 5)),
  chapter(day(15.66), on(attUsa, "LTE-M", sanAntonio)),
  chapter(day(15.87), on(attUsa, "LTE", sanAntonio)),
  chapter(day(16), on(verizonUsa, "3G", laredo)),
  chapter(day(16.15), on(verizonUsa, "LTE", laredo)),
  chapter(day(16.7), on(tMobileUsa, "LTE", sanAntonio, 5)),
  chapter(day(17.6), lte, nothing),
  chapter(day(17.6) + hours(31), on(tMobileUsa, "LTE", tucson, 5)),
  chapter(day(20.1), storm, backToBack([minutes(1), minutes(7.6)], [minutes(1), minutes(6.8)])),
  chapter(day(21.46), on(attUsa, "LTE", tucson, 5)),
  chapter(day(22.7), on(attUsa, "3G", tucson)),
  chapter(day(23.1), attLte),
  chapter(day(24.6), lte),
  chapter(day(25.93), lte, steady, noPackets),
  chapter(day(26.8), attLte),
  // Gaps of 17 to 28 min between sessions: short on a month, plain on a day.
  chapter(
    day(28.1),
    lte,
    at(
      [0, hours(4.2)],
      [hours(4.6), hours(7.4)],
      [hours(7.7), hours(11.3)],
      [hours(11.75), hours(14.3)],
      [hours(14.7), hours(18.9)],
      [hours(19.2), hours(23.15)],
      [hours(23.5), hours(27.5)],
      [hours(27.95), hours(32.5)],
    ),
  ),
];

/** The last evening: a second connection on 3G runs beside the LTE one, and outlives it. */
const truckEvening: readonly Chapter[] = [
  chapter(
    -hours(16.8),
    on(attUsa, "3G", phoenix),
    at(
      [0, hours(2.2)],
      [hours(2.2) + seconds(9), hours(5.7)],
      [hours(5.7) + seconds(6), hours(8.2)],
      [hours(8.2) + seconds(14), hours(10.55)],
      [hours(10.55) + seconds(8), hours(16.8) - hours(3) - minutes(41)],
    ),
    perHour(90, 40),
  ),
];

export const vehicleScenarios: readonly Scenario[] = [
  simStory(
    "cargo-cam-07",
    "Cargo camera 07",
    "Healthy vehicle camera; yesterday no session for almost three hours, after a fallback to 3G.",
    camera,
  ),
  {
    name: "truck-0417",
    description:
      "A month with outages, roaming in Mexico, a reconnect storm and a silent day; no session since 3 h 41 min before the start.",
    sims: [
      {
        key: "truck-0417",
        fields: { friendly_name: "Truck 0417 telematics" },
        life: [truckMonth, truckEvening],
      },
    ],
  },
];
