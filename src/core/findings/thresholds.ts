import { dayMs, hourMs, minuteMs } from "../instant.ts";

/**
 * Every threshold of the rules in one table, with its reason. Unless a source is named a value is
 * a suggested default, inferred from how such devices are built: adjust it to the fleet.
 */
export const defaultThresholds = {
  /** An open session updated more recently than this counts as active. Half of a usual report interval. */
  openActiveMs: 15 * minuteMs,
  /** An open session without an update for this long is called silent. The shortest idle timeout of networks is 1 h (Soracom, session status). */
  openSilentMs: hourMs,
  /** From here the device has probably left: networks keep a lost session open for up to 4 h (Soracom, session status). */
  openProbablyGoneMs: 4 * hourMs,

  /** Starts needed before a rhythm is claimed: five intervals give a median that one odd interval cannot move. */
  rhythmMinSessions: 6,
  /** Irregular when the 90th percentile of the intervals exceeds the median by this factor. */
  rhythmIrregularFactor: 4,
  /** The newest starts that show whether the rhythm has become slower. Twice the floor. */
  rhythmRecentSessions: 12,
  /** From this length on another rhythm is one of its own, and not that of a night or a weekend. */
  rhythmHabitMs: 3 * dayMs,
  /** Slower by this factor than all sessions together, the newest ones set the rhythm. */
  rhythmSlowerFactor: 2,
  /** Records left out, against those known, up to which a rhythm is still claimed: a 90th percentile hardly moves. */
  unknownStartsShare: 0.1,
  /** Share of its time in session from which a SIM is nearly always in session: how long each lasts then says nothing. */
  inSessionShare: 0.8,
  /** A SIM that is nearly always in session, or connects as it likes, is never overdue before this: networks exchange long sessions with pauses of some minutes. */
  inSessionSilentMs: hourMs,
  /** Overdue after this many of its usual silences: two missed reports are noise, three are not. */
  overdueFactor: 3,
  /** Of a SIM that loses reports by chance, a silence as rare as this is no chance any more. */
  overdueByChance: 0.001,
  /** Reports lost by chance, as a share, above which nothing is made of it: then its rhythm is another one. */
  overdueMostLost: 0.35,
  /** Long overdue after this many usual silences. */
  longOverdueFactor: 6,
  /** Never overdue before this, however fast the rhythm. */
  overdueMinMs: 15 * minuteMs,
  /** How far habits by the hour shift without meaning anything: a clock change of 60 min, and 15 more. */
  sleeperToleranceMs: 75 * minuteMs,
  /** Share of the earlier days (or weeks) that must show the same silence before it counts as expected. */
  sleeperShare: 0.6,
  /** Earlier days that must show the same silence; for weeks one is enough, 30 days hold no more than four. */
  sleeperMinDays: 2,
  /** Weeks in which it was heard at that hour that tell against days which are not alike: fewer may be chance. */
  weeksThatTell: 3,
  /** Without a rhythm: a silence up to this many times the longest earlier one proves nothing. */
  pauseFactor: 1.5,
  /** Past silences are far beyond the usual from this many times what nine in ten are below: where one report in five is lost, five in a row are lost by chance. */
  pastGapFactor: 4,
  /** A silence between sessions is reported from this length on, whatever the rhythm. */
  pastGapMinMs: hourMs,

  /** Starts within an hour worth a notice: more than the 4 automatic attempts an hour that Verizon's device guidelines allow. */
  loopNoticeStarts: 5,
  /** Starts within an hour that warn: one every five minutes, sustained. */
  loopWarningStarts: 12,
  /** A loop that stopped longer ago than this is history, worth a notice only. */
  loopOverMs: dayMs,
  /** Starts within an hour against what was usual at these hours before, from which it is another rhythm, however steady. As far as typical values must differ (changeFactor). */
  stormFactor: 3,
  /** Busiest hour against the usual rate up to which frequent sessions count as designed. */
  designRateFactor: 1.5,
  /** 90th percentile of the intervals against the median up to which frequent sessions count as designed: timers are steadier than redials. */
  designSpreadFactor: 2,
  /** No design connects more often than this: such a device would keep its session open. */
  designMinIntervalMs: 3 * minuteMs,
  /** Share of sessions with packets that a designed rhythm shows at least. */
  designTrafficShare: 0.8,

  /** Sessions with known packets needed before traffic is judged. */
  trafficMinSessions: 3,
  /** Share of sessions with 0 packets from which connecting does not work. */
  emptyShare: 0.5,
  /** Newest sessions in a row with 0 packets that suffice alone. */
  emptyRun: 3,
  /** Open sessions younger than this may not have been counted yet. */
  emptyOpenMinAgeMs: 15 * minuteMs,
  /** Sessions in a row that must be one-way. */
  oneWayRun: 3,
  /** Packets up from which an answer would be expected: connection set-up alone takes a handful. */
  oneWayMinUp: 20,
  /** Packets down against up below which nothing useful came back: TCP acknowledges at least every second packet. */
  oneWayDownShare: 0.05,

  /** Digits of an IMEI that name the unit; the last one or two are a check digit or a software version. */
  imeiUnitDigits: 14,
  /** Leading digits of an IMEI that name the device type (TAC, GSMA TS.06). */
  imeiTypeDigits: 8,

  /** Changes that begin with fewer sessions between them are one event: records miss a field here and there. */
  sameStepSessions: 3,

  /** Sessions on one cell before a device counts as stationary. */
  cellBeforeSessions: 10,
  /** Time those sessions span at least: a week holds a working pattern once. */
  cellBeforeMs: 7 * dayMs,
  /** Share of those sessions on the one cell; neighbours alternate normally. */
  cellBeforeShare: 0.8,
  /** Newest sessions in a row on other cells. */
  cellNowRun: 3,
  /** As many as these where nobody knows how far away they are: neighbours do take turns. */
  cellNowRunUnplaced: 6,
  /** Distance between tower estimates from which it is not a neighbour: suburban cells reach a few kilometres. */
  cellMovedKilometres: 5,

  /** A reset, or a change of the SIM's state, that lasts longer than this is a finding: they take minutes. */
  underWayMs: 30 * minuteMs,

  /** Newest sessions in a row on another operator than as many before. */
  operatorRun: 3,
  /** Operator changes within 24 h that make a ping-pong. */
  pingPongChanges: 4,
  /** At most this many operators: more of them is a journey. */
  pingPongMaxOperators: 3,
  /** The stretch in which the changes are counted. */
  pingPongMs: dayMs,
  /** Changes within that stretch that are no journey any more, among however many operators. */
  stormChanges: 12,
  /** A ping-pong that stopped longer ago than this is history, worth a notice only. */
  pingPongOverMs: dayMs,

  /** Sessions on the better radio link before a fall is claimed. */
  radioBeforeSessions: 5,
  /** Share of those sessions on it. */
  radioBeforeShare: 0.8,
  /** Newest sessions in a row on a lesser one. */
  radioNowRun: 3,
  /** Share of the sessions within a day that change the radio link, from which it is no odd one among many. */
  radioChangeShare: 0.3,

  /** Closed sessions needed before their lengths are compared. */
  lengthMinSessions: 5,
  /** Shorter sessions end with their work, not with an idle timeout. */
  lengthMinMedianMs: 10 * minuteMs,
  /** Share of the sessions that must be equally long. */
  lengthShare: 0.6,
  /** "Equally long": at least this wide, records round to seconds and timers to minutes … */
  lengthBandMs: minuteMs,
  /** … or this share of the median. */
  lengthBandShare: 0.02,

  /** How near the edge of what the platform keeps the oldest session must lie to say that older ones are gone. */
  retentionEdgeMs: dayMs,

  /** Sessions each period needs before they are compared. */
  changeMinSessions: 3,
  /** Values each period needs before typical lengths, packets or rhythms are compared. */
  changeMinMeasured: 5,
  /** What "now" is when no finding says since when. */
  changeNowMs: dayMs,
  /** How far back the last good period reaches. */
  changeGoodMs: 7 * dayMs,
  /** Share of a period's sessions that a value needs to be its usual one. */
  changeShare: 0.6,
  /** Factor by which a typical length, rhythm or number of packets must differ: three times is beyond daily variation. */
  changeFactor: 3,
  /** The same, from which a SIM does not look normal, whatever each session looks like by itself. */
  drasticFactor: 10,
} as const satisfies Readonly<Record<string, number>>;

export type Thresholds = { readonly [Name in keyof typeof defaultThresholds]: number };

/** The defaults with some values replaced. */
export function thresholdsWith(replaced: Partial<Thresholds>): Thresholds {
  return { ...defaultThresholds, ...replaced };
}
