import { exceedanceDays, peakOf, type PlaceOutlook } from "#models/census/outlook";
import { levelInWords } from "#models/escalation/escalation-level";
import { ESCALATION_PARAMETERS, parameterInWords } from "#models/escalation/escalation-parameter";
import { meaningInWords, missingInWords } from "#models/escalation/level-certainty";
import { atLevel } from "#models/nurse-demand/nurse-demand";
import type { RosterGaps } from "#models/realtime/roster";
import { formatLocal } from "#models/shared/hospital-instant";
import { MS_PER_DAY } from "#models/shared/time-range";
import { csvLine } from "@/_lib/csv-line";
import type { TimeFormat } from "@/_lib/format-time";
import { ANY_NURSE, foldedGaps } from "./folded-gaps";
import { newestOf, type Situation } from "./situation";

/** Undefined is not known. */
export type Cell = string | number | Date | undefined;

interface Column {
  /** In the file, where a share is a fraction and an instant a date and a time. */
  name: string;
  title: string;
  isShare?: boolean;
}

export interface SituationTable {
  title: string;
  about: string;
  empty: string;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
  /** Instead of these on the sheet, where they are too many for it: the file has each. */
  onSheet?: Pick<SituationTable, "columns" | "rows">;
}

/** The parts of the report in their order; each names its file. */
export const SITUATION_TABLE_LIST = [
  "beds",
  "movements",
  "waits",
  "outlook",
  "escalation",
  "nurses",
  "gaps",
  "flu",
] as const;
export type SituationTableName = (typeof SITUATION_TABLE_LIST)[number];

type MakeTable = (situation: Situation, time: TimeFormat) => SituationTable;
export const SITUATION_TABLES: Readonly<Record<SituationTableName, MakeTable>> = {
  beds,
  movements,
  waits,
  outlook,
  escalation,
  nurses,
  gaps,
  flu,
};

export const isSituationTable = (name: string): name is SituationTableName =>
  Object.hasOwn(SITUATION_TABLES, name);

export function situationLines({ columns, rows }: SituationTable, time: TimeFormat): string[] {
  const inFile = (cell: Cell): string =>
    cell instanceof Date ? time.dateAndClock(cell) : String(cell ?? "");
  return [csvLine(columns.map(({ name }) => name)), ...rows.map((row) => csvLine(row.map(inFile)))];
}

/** Undefined as soon as one is: a sum that leaves a unit out would look like less. */
const total = (counts: readonly (number | undefined)[]): number | undefined =>
  counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  );

const shareOf = (part: number | undefined, whole: number | undefined): number | undefined =>
  part !== undefined && whole ? Math.round((part / whole) * 1_000) / 1_000 : undefined;

function beds({ units, hours }: Situation): SituationTable {
  const found = units.map(({ unitId, name }) => ({ name, newest: newestOf(hours, unitId) }));
  const oldest = found
    .map(({ newest }) => newest?.hour)
    .reduce((one, other) => (one && other ? (one < other ? one : other) : undefined));
  const sum = (count: "occupied" | "staffedBeds" | "licensedBeds" | "boarding") =>
    total(found.map(({ newest }) => newest?.[count]));
  const [occupied, staffed] = [sum("occupied"), sum("staffedBeds")];
  return {
    title: "Beds",
    about: "Patients in beds as counted last, against the beds with a nurse and those there are.",
    empty: "The hospital has no unit yet.",
    columns: [
      { name: "unit", title: "Unit" },
      { name: "occupied", title: "Occupied" },
      { name: "staffed_beds", title: "Staffed" },
      { name: "licensed_beds", title: "Licensed" },
      { name: "of_staffed", title: "Of staffed", isShare: true },
      { name: "boarding", title: "Boarding" },
      { name: "counted_at", title: "Counted" },
    ],
    rows: [
      ...found.map(({ name, newest }) => [
        ...[name, newest?.occupied, newest?.staffedBeds, newest?.licensedBeds],
        ...[shareOf(newest?.occupied, newest?.staffedBeds), newest?.boarding, newest?.hour],
      ]),
      [
        ...["Hospital", occupied, staffed, sum("licensedBeds"), shareOf(occupied, staffed)],
        ...[sum("boarding"), oldest],
      ],
    ],
  };
}

const MOVEMENTS = ["admissions", "discharges", "transfersIn", "transfersOut"] as const;

function movements(situation: Situation, time: TimeFormat): SituationTable {
  const { units, hours, during, expectedToday, isPast } = situation;
  const rows = units.map(({ unitId, name }) => {
    const ofUnit = hours.filter((hour) => hour.unitId === unitId);
    const counts = MOVEMENTS.map((movement) =>
      ofUnit.length > 0 ? total(ofUnit.map((hour) => hour[movement])) : undefined,
    );
    // Of a past day it is not kept.
    return {
      name,
      counts: isPast ? counts : [...counts, expectedToday && (expectedToday.get(unitId) ?? 0)],
    };
  });
  const totals = rows[0]?.counts.map((_, index) => total(rows.map(({ counts }) => counts[index])));
  return {
    title: isPast ? "Movements of the day" : "Movements of the last 24 hours",
    about: `From ${time.dayAndClock(during.from)} to ${time.dayAndClock(during.to)}, as counted hour by hour.${isPast ? "" : " Expected discharges are those that somebody has noted until midnight."}`,
    empty: "The hospital has no unit yet.",
    columns: [
      { name: "unit", title: "Unit" },
      { name: "admissions", title: "Admissions" },
      { name: "discharges", title: "Discharges" },
      { name: "transfers_in", title: "Transfers in" },
      { name: "transfers_out", title: "Transfers out" },
      ...(isPast
        ? []
        : [{ name: "expected_discharges_today", title: "Expected discharges today" }]),
    ],
    rows: [
      ...rows.map(({ name, counts }) => [name, ...counts]),
      ...(totals ? [["Hospital", ...totals]] : []),
    ],
  };
}

const hoursOfSeconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : Math.round(seconds / 360) / 10;

function waits({ waits: found }: Situation): SituationTable {
  return {
    title: "Waits for a bed",
    about: "Patients for whom a bed was asked for on the bed board, and those placed in 24 hours.",
    empty:
      "Not known: nobody has asked for a bed on the bed board in a week. Who boards is then counted as the feed tells it, above.",
    columns: [
      { name: "waiting", title: "Waiting" },
      { name: "longest_wait_hours", title: "Longest wait, hours" },
      { name: "placed_in_24_hours", title: "Placed" },
      { name: "median_wait_of_placed_hours", title: "Median wait of those, hours" },
    ],
    rows: found
      ? [
          [
            found.waiting,
            found.waiting > 0 ? hoursOfSeconds(found.longestSeconds) : "–",
            found.placed,
            found.placed > 0 ? hoursOfSeconds(found.medianSeconds) : "–",
          ],
        ]
      : [],
  };
}

const DAYS_AHEAD = 3;

function outlook({ outlook: found, at }: Situation, time: TimeFormat): SituationTable {
  const rowOf = (place: PlaceOutlook, issuedAt: number): Cell[] => {
    const peak = peakOf(place.hourly.filter((point) => point.at >= at.getTime()));
    const days = exceedanceDays(place, issuedAt).slice(0, DAYS_AHEAD);
    const likeliest = days.toSorted((one, other) => other.probability - one.probability)[0];
    return [
      ...[place.name, place.staffedBeds, peak && new Date(peak.at), peak?.median],
      ...[peak?.most[0], peak?.most[1]],
      likeliest && Math.round(likeliest.probability * 10_000) / 10_000,
      likeliest && time.day(likeliest.middle),
    ];
  };
  return {
    title: "Next 72 hours",
    about: found
      ? `When most patients are expected, and the likeliest of the three days to have more patients than staffed beds at some time. Forecast of ${time.dayAndClock(found.issuedAt)}.`
      : "",
    empty: "No bed forecast had been issued.",
    columns: [
      { name: "unit", title: "Unit" },
      { name: "staffed_beds", title: "Staffed" },
      { name: "peak_at", title: "Peak" },
      { name: "peak_median", title: "Beds at the peak" },
      { name: "peak_low_80", title: "80 %: from" },
      { name: "peak_high_80", title: "80 %: to" },
      { name: "probability_over_staffed_beds", title: "Over staffed", isShare: true },
      { name: "likeliest_day", title: "On" },
    ],
    rows: found
      ? [...found.units, found.hospital].map((place) => rowOf(place, found.issuedAt))
      : [],
  };
}

function escalation({ escalation: found }: Situation, time: TimeFormat): SituationTable {
  return {
    title: found
      ? `Escalation: level ${levelInWords(found.level, found.isAtLeast)}`
      : "Escalation: not known",
    about: found
      ? [
          `Since ${time.dayAndClock(found.beganAt)}. ${meaningInWords(found)}`,
          missingInWords(found),
        ]
          .filter((sentence) => sentence !== undefined)
          .join(" ")
      : "",
    empty: "The level had not been looked at yet.",
    columns: [
      { name: "parameter", title: "Parameter" },
      { name: "value", title: "Value" },
      { name: "level_by_itself", title: "Level by itself" },
      { name: "points", title: "Points" },
    ],
    rows: (found?.finding.parameters ?? [])
      .filter(({ isOn }) => isOn)
      .map(({ parameter, value, level, points }) => [
        ESCALATION_PARAMETERS[parameter].title,
        value === undefined ? undefined : parameterInWords(parameter, value),
        level,
        value === undefined ? undefined : points,
      ]),
  };
}

const SHIFTS_SHOWN = 2;

/** The shift that lasts and the next one. */
function nurses({ nurses: found, units, at }: Situation, time: TimeFormat): SituationTable {
  const until = at.getTime() + MS_PER_DAY;
  const ahead = (found?.demand ?? []).filter(
    ({ startsAt, endsAt }) => endsAt > at && startsAt.getTime() < until,
  );
  const starts = [...new Set(ahead.map(({ startsAt }) => startsAt.getTime()))]
    .toSorted((one, other) => one - other)
    .slice(0, SHIFTS_SHOWN);
  return {
    title: "Nurses needed",
    about: found
      ? `This shift and the next, from the bed forecast of ${time.dayAndClock(found.issuedAt)}. The target is enough with a probability of ${Math.round(found.rules.serviceLevel * 100)} %.`
      : "",
    empty: "No nurse demand had been issued.",
    columns: [
      { name: "unit", title: "Unit" },
      { name: "shift_starts_at", title: "Shift from" },
      { name: "shift_ends_at", title: "To" },
      { name: "minimum", title: "Minimum" },
      { name: "target", title: "Target" },
      { name: "low_80", title: "80 %: from" },
      { name: "high_80", title: "80 %: to" },
    ],
    rows: ahead
      .filter(({ startsAt }) => starts.includes(startsAt.getTime()))
      .map(({ unitId, startsAt, endsAt, minimum, target, quantiles }) => [
        units.find((unit) => unit.unitId === unitId)?.name ?? "Unknown unit",
        ...[startsAt, endsAt, minimum, target],
        ...[atLevel(quantiles, 0.1), atLevel(quantiles, 0.9)],
      ]),
  };
}

/** What published rosters leave short of the target, in the coming 72 hours. */
function gaps({ rosterGaps: found, isPast }: Situation, time: TimeFormat): SituationTable {
  return {
    title: "Roster gaps",
    about: found
      ? `Shifts of the next 72 hours with fewer people on published rosters than the target, as of ${time.dayAndClock(new Date(found.lookedAt))}. One line for a unit and shift; the CSV file has each shift of a roster. People who are away do not count. Whoever has a skill that is short counts as a nurse too.`
      : "",
    empty: found
      ? "No shift of the next 72 hours is short of its target."
      : isPast
        ? "Not kept of a past day."
        : "Not known: they have not been looked at yet.",
    columns: [
      { name: "unit", title: "Unit" },
      { name: "shift_starts_at", title: "Shift from" },
      { name: "shift_ends_at", title: "To" },
      { name: "skill", title: "Skill" },
      { name: "rostered", title: "Rostered" },
      { name: "minimum", title: "Minimum" },
      { name: "target", title: "Target" },
      { name: "roster", title: "Roster" },
    ],
    rows: [
      ...(found?.gaps ?? [])
        .filter(({ rosterId }) => rosterId !== null)
        .map((gap) => [
          ...[gap.unitName, new Date(gap.startsAt), new Date(gap.endsAt), gap.skill ?? ANY_NURSE],
          ...[gap.rostered, gap.minimum, gap.target, "published"],
        ]),
      ...unrosteredRows(found?.gaps ?? []),
    ],
    onSheet: foldedGaps(found?.gaps ?? [], time),
  };
}

/** Where nothing is published each shift is a gap: one line for the unit, with the nurses of all of them. */
function unrosteredRows(gaps: RosterGaps["gaps"]): SituationTable["rows"] {
  const open = gaps.filter(({ rosterId }) => rosterId === null);
  const units = [...new Set(open.map(({ unitName }) => unitName))];
  return units.map((unit) => {
    const ofUnit = open.filter(({ unitName }) => unitName === unit);
    const sum = (count: (gap: RosterGaps["gaps"][number]) => number) =>
      ofUnit.reduce((total, gap) => total + count(gap), 0);
    return [
      unit,
      new Date(Math.min(...ofUnit.map(({ startsAt }) => startsAt))),
      new Date(Math.max(...ofUnit.map(({ endsAt }) => endsAt))),
      ANY_NURSE,
      sum(({ rostered }) => rostered),
      sum(({ minimum }) => minimum),
      sum(({ target }) => target),
      `none published, ${ofUnit.length} shifts`,
    ];
  });
}

/** A week is forecast for its end, the midnight after its Saturday. */
function flu({ fluCounted, fluExpected }: Situation, time: TimeFormat): SituationTable {
  return {
    title: "Flu admissions",
    about: "By week, to general and to intensive care: the last that were counted, then expected.",
    empty: "No week was counted, and none is forecast.",
    columns: [
      { name: "week_to", title: "Week to" },
      { name: "kind", title: "Figure" },
      { name: "general", title: "General" },
      { name: "general_low_80", title: "80 %: from" },
      { name: "general_high_80", title: "80 %: to" },
      { name: "intensive", title: "Intensive" },
      { name: "intensive_low_80", title: "80 %: low" },
      { name: "intensive_high_80", title: "80 %: high" },
    ],
    rows: [
      ...fluCounted.map(({ weekEndsOn, general, intensive, source }) => [
        ...[weekEndsOn, source === "made-up" ? "made up" : "counted"],
        ...[general, "–", "–", intensive, "–", "–"],
      ]),
      ...fluExpected.map(({ general, intensive }) => [
        ...[isoDate(general.at - 1, time), "expected", general.median, ...general.most],
        ...[intensive.median, ...intensive.most],
      ]),
    ],
  };
}

/** On the hospital's calendar, as the weeks that were counted have it. */
const isoDate = (at: number, { timeZone }: TimeFormat): string =>
  formatLocal(new Date(at), timeZone).slice(0, 10);
