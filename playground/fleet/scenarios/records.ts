import type { Instant } from "../../../src/core/instant.ts";
import { imeiOf } from "../identity.ts";
import { tMobileUsa } from "../operators.ts";
import { houston } from "../places.ts";
import { sessionRecord } from "../session-record.ts";
import { on } from "../story/networks.ts";
import { every } from "../story/spans.ts";
import { perHour } from "../story/traffic.ts";
import { wireInstant } from "../wire.ts";
import { days, hours, longAgo, type Moment, minutes, type Scenario } from "./scenario.ts";

const imei = imeiOf("data logger", "dirty-logger-13");

/** Records that real lists could hold, and some that no list should. */
function dirtyRecords({ anchor, simSid, accountSid }: Moment): readonly unknown[] {
  const at = (offset: number): string => wireInstant(anchor + offset);
  const owner = { sid: null, sim_sid: simSid, account_sid: accountSid, imei };
  const clean = (start: number, end: number | null) =>
    sessionRecord({ ...owner, start: anchor + start, end: end === null ? null : anchor + end });
  return [
    { ...clean(-hours(2), -hours(1.8)), operator_mcc: 310, operator_mnc: 260 },
    { ...clean(-hours(7), -hours(6)), operator_mcc: "", operator_mnc: "", operator_name: "" },
    { ...clean(-hours(11), -hours(10)), cell_location_estimate: {} },
    { ...clean(-hours(15), -hours(14)), cell_location_estimate: { lat: 0, lon: 0 } },
    { ...clean(-hours(19), -hours(18)), cell_location_estimate: "29.76,-95.36" },
    { ...clean(-hours(23), -hours(22)), packets_uploaded: null, packets_downloaded: null },
    { ...clean(-hours(27), -hours(26)), packets_uploaded: -4, packets_downloaded: 1e15 },
    { ...clean(-hours(31), -hours(30)), operator_name: "<!here> R&D *net*", radio_link: "5G NR?" },
    { ...clean(-hours(35), -hours(34)), operator_country: "XKX", radio_link: null },
    // Impossible times: ended before it began, updated before it began, from tomorrow.
    { ...clean(-hours(38), -hours(39)) },
    { ...clean(-hours(43), -hours(42)), last_updated: at(-days(2)) },
    { ...clean(days(1), days(1.1)) },
    { ...clean(-hours(47), null), start: null, last_updated: null },
    { ...clean(-hours(51), null) },
    { sim_sid: simSid, start: at(-hours(55)), end: at(-hours(54.5)) },
    // Not readable as a record at all.
    { ...clean(-hours(59), -hours(58)), start: "yesterday", end: "soon" },
    { ...clean(-hours(63), -hours(62)), packets_uploaded: "many" },
    null,
    "session",
    17,
    [],
    {},
  ];
}

/** The vendor's realistic sample, ended twelve minutes before the start of the simulator. */
function sampleRecord({ anchor, accountSid, simSid }: Moment): readonly unknown[] {
  const end: Instant = anchor - minutes(12);
  return [
    {
      operator_country: "USA",
      last_updated: wireInstant(end),
      operator_mnc: 260,
      operator_mcc: 310,
      cell_location_estimate: { lat: 37.8828168, lon: -122.3684899 },
      operator_name: "T-Mobile",
      account_sid: accountSid,
      // The sample lasted from 17:13:12 to 17:32:31.
      start: wireInstant(end - (19 * 60 + 19) * 1_000),
      cell_id: "310-260-40482-1243",
      radio_link: "LTE",
      sid: null,
      end: wireInstant(end),
      packets_uploaded: 246,
      sim_sid: simSid,
      packets_downloaded: 296,
    },
  ];
}

/** The record of the vendor's fixtures: everything that may be empty is. */
function emptyRecord({ anchor, simSid, accountSid }: Moment, sid: string | null) {
  const at = wireInstant(anchor - hours(3));
  return {
    sid,
    sim_sid: simSid,
    account_sid: accountSid,
    radio_link: "LTE",
    operator_mcc: "",
    operator_mnc: "",
    operator_country: "",
    operator_name: "",
    cell_id: "",
    cell_location_estimate: {},
    packets_uploaded: 0,
    packets_downloaded: 0,
    last_updated: at,
    start: at,
    end: null as string | null,
    imei: null as string | null,
  };
}

/** The vendor's fixture: an open and a closed record that share one sid. */
function fixtureRecords(moment: Moment): readonly unknown[] {
  const open = emptyRecord(moment, `WN${"a".repeat(32)}`);
  return [open, { ...open, radio_link: "3G", end: open.start, imei: "014931000129700" }];
}

const oldLinks = ["rate_plan"] as const;

export const recordScenarios: readonly Scenario[] = [
  {
    name: "dirty-logger-13",
    description:
      "Dirty records among good ones: null sids, numbers for MCC, empty places, impossible times, unreadable rows.",
    breaksSchema: true,
    sims: [
      {
        key: "dirty-logger-13",
        fields: { friendly_name: "Dirty logger 13" },
        life: [
          [
            {
              from: longAgo,
              when: every(hours(4), minutes(3), [minutes(35), minutes(70)]),
              network: on(tMobileUsa, "LTE", houston, 2),
              traffic: perHour(60, 45),
              imei,
            },
          ],
        ],
        records: dirtyRecords,
      },
    ],
  },
  {
    name: "vendor-sample",
    description: "The vendor's documented session (numbers for MCC and MNC, no sid), moved to now.",
    breaksSchema: true,
    sims: [
      {
        key: "vendor-sample",
        fields: { sid: "DEb8eff34b248d066a31c4a953134e183e", friendly_name: null },
        linkNames: oldLinks,
        records: sampleRecord,
      },
    ],
  },
  {
    name: "vendor-sparse",
    description: "The vendor's emptiest record: open, without sid, IMEI, operator and place.",
    sims: [
      {
        key: "vendor-sparse",
        fields: { friendly_name: null },
        linkNames: oldLinks,
        records: (moment) => [emptyRecord(moment, null)],
      },
    ],
  },
  {
    name: "vendor-fixture",
    description: "The vendor's fixture: an open and a closed record, everything empty, one sid.",
    sims: [
      {
        key: "vendor-fixture",
        fields: { sid: `DE${"a".repeat(32)}`, friendly_name: "friendly_name", status: "new" },
        records: fixtureRecords,
      },
    ],
  },
  {
    name: "vendor-sims",
    description:
      "The vendor's documented SIMs: names in the unique name, old links, an 18-digit ICCID, one resetting.",
    sims: [
      {
        key: "AliceSmithSmartMeter",
        linkNames: oldLinks,
        fields: {
          sid: "DEd3f4ec6c85ded1a5f64f10afc067895c",
          friendly_name: "Alice's SmartMeter",
          iccid: "8901340852295524703",
          status: "new",
        },
      },
      {
        key: "Portland-Storefront-POS",
        linkNames: oldLinks,
        fields: {
          sid: "DEf40a1ce27dc52a81286ccf5fe0dd0c12",
          friendly_name: null,
          iccid: "8901263736208689635",
        },
      },
      {
        key: "SanFrancisco-Storefront-POS",
        linkNames: oldLinks,
        fields: {
          sid: "DEfb418e7786a50c5f7938677f6b724658",
          friendly_name: null,
          iccid: "890126065735690622",
          reset_status: "resetting",
        },
      },
    ],
  },
];
