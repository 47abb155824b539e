import type { PastRisk, PastScore } from "#models/alerts/past-assessments";
import type { EncounterId, UnitId } from "#models/shared/ids";
import type { TimeRange } from "#models/shared/time-range";
import type { Queryable } from "./pool";

/** What is known to have happened to a patient; `intensive-care` is the transfer there. */
export type PastEvent = "true-deterioration" | "already-known" | "goals-of-care" | "intensive-care";

/** A patient's time in a unit, on the feed's clock, and the first event of it that is known. */
export interface PastStay {
  encounterId: EncounterId;
  enteredAt: Date;
  /** Undefined for one who is still there. */
  leftAt: Date | undefined;
  event: { at: Date; kind: PastEvent } | undefined;
}

type StayRow = Omit<PastStay, "event" | "leftAt"> & {
  leftAt: Date | null;
  eventAt: Date | null;
  eventKind: PastEvent | null;
};

const PAST_STAYS = `
  select encounter_id as "encounterId", entered_at as "enteredAt", left_at as "leftAt",
         event_at as "eventAt", event_kind as "eventKind"
    from past_stays_in_unit($1, $2)
   order by entered_at
   limit $3
`;

/** Everybody who was in the unit since then, the earliest first: nobody of a unit that is not the acting person's. */
export async function pastStays(
  db: Queryable,
  { unitId, since, limit }: { unitId: UnitId; since: Date; limit: number },
): Promise<PastStay[]> {
  const { rows } = await db.query<StayRow>(PAST_STAYS, [unitId, since, limit]);
  return rows.map(({ leftAt, eventAt, eventKind, ...stay }) => ({
    ...stay,
    leftAt: leftAt ?? undefined,
    event: eventAt && eventKind ? { at: eventAt, kind: eventKind } : undefined,
  }));
}

interface StayPart extends TimeRange {
  unitId: UnitId;
  encounterId: EncounterId;
  stepSeconds: number;
}

const PAST_SCORES = `
  select extract(epoch from at)::float8 * 1000 as at, score, has_red_score as "hasRedScore",
         inputs_present as "inputsPresent"
    from past_scores_in_unit($1, $2, $3, $4, $5)
`;

/** The last NEWS2 of each step of one patient's time in the unit, in order. */
export async function pastScores(db: Queryable, part: StayPart): Promise<PastScore[]> {
  const { rows } = await db.query<PastScore>(PAST_SCORES, valuesOf(part));
  return rows;
}

const PAST_RISKS = `
  select extract(epoch from at)::float8 * 1000 as at, risk::float8 as risk,
         threshold::float8 as threshold, model_version as "modelVersion"
    from past_risks_in_unit($1, $2, $3, $4, $5)
`;

export async function pastRisks(db: Queryable, part: StayPart): Promise<PastRisk[]> {
  const { rows } = await db.query<PastRisk>(PAST_RISKS, valuesOf(part));
  return rows;
}

const valuesOf = ({ unitId, encounterId, from, to, stepSeconds }: StayPart) => [
  unitId,
  encounterId,
  from,
  to,
  stepSeconds,
];
