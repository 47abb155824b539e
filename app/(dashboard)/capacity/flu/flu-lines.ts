import type { FanPoint } from "#models/census/outlook";
import { csvLine } from "@/_lib/csv-line";
import type { TimeFormat } from "@/_lib/format-time";
import type { FluOutlook } from "./read-flu";

const HEAD = csvLine([
  ...["what", "at", "counted", "median", "low_50", "high_50", "low_80", "high_80", "low_95"],
  "high_95",
]);

/** What was counted, then what is expected. Weeks by their Saturday; what is not known is empty. */
export function fluLines({ own, series }: FluOutlook, time: TimeFormat): string[] {
  const weekOf = (at: number) => time.day(at - 1);
  return [
    HEAD,
    ...own.flatMap(({ weekEndsOn, general, intensive }) => [
      csvLine(["admissions, general", weekEndsOn, String(general), ...EMPTY]),
      csvLine(["admissions, intensive", weekEndsOn, String(intensive), ...EMPTY]),
    ]),
    ...fan("region's admissions", series("region"), weekOf),
    ...fan("admissions, general", series("general"), weekOf),
    ...fan("admissions, intensive", series("intensive"), weekOf),
    ...fan("beds, general", series("general-beds"), time.dateAndClock),
    ...fan("beds, intensive", series("intensive-beds"), time.dateAndClock),
  ];
}

const EMPTY = Array.from({ length: 7 }, () => "");

const fan = (what: string, points: readonly FanPoint[], when: (at: number) => string): string[] =>
  points.map(({ at, median, half, most, nearlyAll }) =>
    csvLine([what, when(at), "", ...[median, ...half, ...most, ...nearlyAll].map(String)]),
  );
