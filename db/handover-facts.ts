import type { Alert } from "#models/alerts/alert";
import type {
  AlertStory,
  HighestScore,
  SignRange,
  StepTaken,
} from "#models/handover/handover-facts";
import type { AlertId, EncounterId } from "#models/shared/ids";
import type { TimeRange } from "#models/shared/time-range";
import { findVitalSignKind, type VitalSignKind } from "#models/vitals/vital-sign";
import { alertsOfEncounter } from "./alerts";
import type { Identifiers } from "./encryption/identifiers";
import { openPerson, type SealedPerson } from "./patients";
import type { Queryable } from "./pool";

// What a handover is drafted from, of several patients at once, as the acting person may see them.

/** An encounter, and the period by the clock of its own feed. */
export interface FeedPeriod extends TimeRange {
  encounterId: EncounterId;
}

const windowOf = (periods: readonly FeedPeriod[]) => [
  periods.map(({ encounterId }) => encounterId),
  periods.map(({ from }) => from),
  periods.map(({ to }) => to),
];

const SIGN_RANGES = `
  select wanted.encounter_id as "encounterId",
         sign.kind::int as kind,
         sign.low::float8 as low,
         sign.high::float8 as high,
         sign.readings::float8 as readings
    from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as wanted (encounter_id, since, until)
   cross join lateral (
     select kind, min(low) as low, max(high) as high, sum(readings) as readings
       from readable_vital_signs_minutely as minutely
      where minutely.encounter_id = wanted.encounter_id
        and minute >= wanted.since
        and minute < wanted.until
      group by kind
   ) as sign
`;

export type SignRanges = Partial<Record<VitalSignKind, SignRange>>;

/** The lowest and highest value of each sign over each patient's period. */
export async function signRanges(
  db: Queryable,
  periods: readonly FeedPeriod[],
): Promise<Map<EncounterId, SignRanges>> {
  const { rows } = await db.query<SignRange & { encounterId: EncounterId; kind: number }>(
    SIGN_RANGES,
    windowOf(periods),
  );
  const ranges = new Map<EncounterId, SignRanges>();
  for (const { encounterId, kind, low, high, readings } of rows) {
    const sign = findVitalSignKind(kind);
    if (!sign) continue;
    const own = ranges.get(encounterId) ?? {};
    ranges.set(encounterId, {
      ...own,
      [sign]: { low: rounded(low), high: rounded(high), readings },
    });
  }
  return ranges;
}

/** Single precision shows 36.6 as 36.599998. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

const HIGHEST_SCORES = `
  select wanted.encounter_id as "encounterId",
         highest.score,
         highest.at
    from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as wanted (encounter_id, since, until)
   cross join lateral (
     select score::int as score, made_at as at
       from readable_early_warning_scores as scored
      where scored.encounter_id = wanted.encounter_id
        and assessed_at >= wanted.since
        and assessed_at < wanted.until
      order by score desc, assessed_at desc
      limit 1
   ) as highest
`;

/** The highest NEWS2 of each patient's period, and when, by our clock. */
export async function highestScores(
  db: Queryable,
  periods: readonly FeedPeriod[],
): Promise<Map<EncounterId, HighestScore>> {
  const { rows } = await db.query<HighestScore & { encounterId: EncounterId }>(
    HIGHEST_SCORES,
    windowOf(periods),
  );
  return new Map(rows.map(({ encounterId, score, at }) => [encounterId, { score, at }]));
}

/** More than this an alarming day does not bring; what is older is history. */
const ALERTS_OF_PATIENT = 50;

const STEPS = `
  select event.alert_id as "alertId",
         event.step,
         event.priority,
         event.at,
         users.name as "by",
         event.details
    from alert_events as event
    left join users using (user_id)
   where event.alert_id = any ($1::uuid[])
   order by event.sequence
`;

type StepRow = Omit<StepTaken, "by" | "details"> & {
  alertId: AlertId;
  by: string | null;
  details: StepTaken["details"] | null;
};

/** Each patient's alerts that are open or were so in the period, the newest first, with all that was done. */
export async function alertStories(
  db: Queryable,
  encounterIds: readonly EncounterId[],
  { from, to }: TimeRange,
): Promise<Map<EncounterId, AlertStory[]>> {
  const alerts: Alert[] = [];
  for (const encounterId of encounterIds)
    alerts.push(...(await alertsOfEncounter(db, encounterId, ALERTS_OF_PATIENT)));
  const told = alerts.filter(
    ({ raisedAt, endedAt }) => !endedAt || (raisedAt < to && endedAt >= from),
  );
  const { rows } = await db.query<StepRow>(STEPS, [told.map(({ alertId }) => alertId)]);

  const stories = new Map<EncounterId, AlertStory[]>();
  for (const alert of told) {
    const steps = rows.filter(({ alertId }) => alertId === alert.alertId).map(toStep);
    const own = stories.get(alert.encounterId) ?? [];
    stories.set(alert.encounterId, [...own, { alert, steps: steps.filter(isFirstTold) }]);
  }
  return stories;
}

const toStep = ({ step, priority, at, by, details }: StepRow): StepTaken => ({
  step,
  priority,
  at,
  by: by ?? undefined,
  details: details ?? undefined,
});

/** A move is one step for each of the two units. */
const isFirstTold = ({ step }: StepTaken, at: number, steps: readonly StepTaken[]): boolean =>
  step !== "moved" || steps[at - 1]?.step !== "moved";

const PEOPLE = `
  select encounter.encounter_id as "encounterId",
         patient.patient_id as "patientId",
         patient.family_name_sealed as "familyName",
         patient.given_name_sealed as "givenName",
         patient.birth_on_sealed as "birthOn",
         patient.medical_record_sealed as "medicalRecord",
         prescriber.name as "prescribedBy",
         encounter.oxygen_scale_prescribed_at as "prescribedAt"
    from encounters as encounter
    join patients as patient using (patient_id)
    left join users as prescriber on prescriber.user_id = encounter.oxygen_scale_prescribed_by
   where encounter.encounter_id = any ($1::uuid[])
`;

interface PersonRow extends SealedPerson {
  encounterId: EncounterId;
  medicalRecord: Buffer;
  prescribedBy: string | null;
  prescribedAt: Date | null;
}

export interface PatientBackground {
  /** Null when it cannot be opened, as the record number. */
  name: string | null;
  medicalRecord: string | null;
  prescription: { by: string; at: Date } | undefined;
}

/** Name and record number, and who prescribed the oxygen scale; of whom the acting person may see. */
export async function patientBackgrounds(
  db: Queryable,
  identifiers: Identifiers,
  encounterIds: readonly EncounterId[],
): Promise<Map<EncounterId, PatientBackground>> {
  const { rows } = await db.query<PersonRow>(PEOPLE, [encounterIds]);
  await identifiers.ready(db, rows);
  return new Map(
    rows.map((row) => {
      const { encounterId, patientId, medicalRecord, prescribedBy: by, prescribedAt: at } = row;
      return [
        encounterId,
        {
          name: openPerson(identifiers, row).name,
          medicalRecord: identifiers.tryOpen("patients.medical_record", patientId, medicalRecord),
          prescription: by && at ? { by, at } : undefined,
        },
      ];
    }),
  );
}
