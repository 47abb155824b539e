import type { AlertCount, AnswerTime, BedTime } from "#models/alerts/alert-report";
import { DAY_FROM_HOUR, NIGHT_FROM_HOUR } from "#models/alerts/shift";
import type { UnitId } from "#models/shared/ids";
import type { TimeRange } from "#models/shared/time-range";
import type { Queryable } from "./pool";

// A report is of what was raised in the acting person's own units; of others the functions count nothing.

export interface Reported extends TimeRange {
  unitIds: readonly UnitId[];
  /** The hospital's: weeks and shifts are those of its clock. */
  timeZone: string;
}

const valuesOf = ({ unitIds, from, to, timeZone }: Reported) => [
  unitIds,
  from,
  to,
  timeZone,
  DAY_FROM_HOUR,
  NIGHT_FROM_HOUR,
];

const COUNTS = `
  select unit_id as "unitId",
         to_char(week, 'YYYY-MM-DD') as week,
         case when is_night then 'night' else 'day' end as shift,
         cause,
         priority,
         disposition,
         count(*)::int as alerts,
         count(seconds_to_answer)::int as answered,
         count(*) filter (where was_escalated)::int as escalated,
         count(*) filter (where phase = 'expired')::int as expired
    from alert_outcomes($1, $2, $3, $4, $5, $6)
   group by unit_id, week, is_night, cause, priority, disposition
`;

/** Every alert raised in that time, counted by what the report tells apart. */
export async function alertCounts(db: Queryable, reported: Reported): Promise<AlertCount[]> {
  const { rows } = await db.query<AlertCount>(COUNTS, valuesOf(reported));
  return rows;
}

const BED_TIME = `
  select unit_id as "unitId",
         to_char(week, 'YYYY-MM-DD') as week,
         case when is_night then 'night' else 'day' end as shift,
         seconds
    from occupied_bed_time($1, $2, $3, $4, $5, $6)
`;

/** How long the units' beds were occupied; nothing for a week in which none was. */
export async function occupiedBedTime(db: Queryable, reported: Reported): Promise<BedTime[]> {
  const { rows } = await db.query<BedTime>(BED_TIME, valuesOf(reported));
  return rows;
}

// Percentiles cannot be added up, so each table's are taken from the alerts themselves.
const ANSWER_TIMES = `
  select unit_id as "unitId",
         to_char(week, 'YYYY-MM-DD') as week,
         case is_night when true then 'night' when false then 'day' end as shift,
         priority,
         count(*)::int as alerts,
         count(seconds_to_answer)::int as answered,
         count(*) filter (where seconds_to_answer is null
                            and phase in ('resolved', 'superseded', 'expired'))::int
           as "neverAnswered",
         count(*) filter (where seconds_to_answer is null
                            and phase not in ('resolved', 'superseded', 'expired'))::int
           as waiting,
         percentile_cont(0.5) within group (order by seconds_to_answer) as "medianSeconds",
         percentile_cont(0.9) within group (order by seconds_to_answer) as "ninetiethSeconds"
    from alert_outcomes($1, $2, $3, $4, $5, $6)
   group by grouping sets ((unit_id, is_night, priority), (unit_id, is_night), (week), ())
`;

/** By unit and shift, with and without the priority; by week; and all in all. What is not told apart is null. */
export async function answerTimes(db: Queryable, reported: Reported): Promise<AnswerTime[]> {
  const { rows } = await db.query<AnswerTime>(ANSWER_TIMES, valuesOf(reported));
  // Of no alert at all there is still one row: the sum.
  return rows.filter(({ alerts }) => alerts > 0);
}
