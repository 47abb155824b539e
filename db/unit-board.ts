import { courseFromStored, liveAcuityOf } from "#models/acuity/live-acuity";
import { ageInYears, type Sex } from "#models/encounters/demographics";
import type { BedState, LiveAcuity, LiveSigns } from "#models/realtime/board";
import type { BedId, EncounterId, UnitId } from "#models/shared/ids";
import { findVitalSignKind } from "#models/vitals/vital-sign";
import { acuityOverridesAt, latestAcuityChanges } from "./acuity";
import { readableLatestAssessments } from "./assessments";
import type { Identifiers } from "./encryption/identifiers";
import { openPerson, type OpenedPerson, type SealedPerson } from "./patients";
import { readableNewestSigns, type ObservedValue } from "./placed-encounters";
import type { Queryable } from "./pool";
import { openTechnicalAlarms } from "./technical-alarms";

/** Of an empty bed all but the bed is null. */
interface BedRow extends SealedPerson {
  bedId: BedId;
  label: string;
  encounterId: EncounterId | null;
  sex: Sex;
  admittedAt: Date;
  oxygenScale: 1 | 2;
}

const BEDS_OF_UNIT = `
  select bed.bed_id as "bedId",
         bed.label,
         encounter.encounter_id as "encounterId",
         patient.patient_id as "patientId",
         patient.family_name_sealed as "familyName",
         patient.given_name_sealed as "givenName",
         patient.birth_on_sealed as "birthOn",
         patient.sex,
         encounter.admitted_at as "admittedAt",
         encounter.oxygen_scale as "oxygenScale"
    from beds as bed
    left join bed_stays as stay
      on stay.bed_id = bed.bed_id
     and upper_inf(stay.during)
    left join encounters as encounter
      on encounter.encounter_id = stay.encounter_id
     and encounter.status = 'active'
    left join patients as patient using (patient_id)
   where bed.unit_id = $1
     and (bed.in_use or encounter.encounter_id is not null)
   order by bed.label
`;

/**
 * A unit's beds as the acting person may see them, for the first drawing of a page. The heart-rate trend and
 * the time of the last message live in the streaming server, and come with its first answer.
 */
export async function unitBeds(
  db: Queryable,
  identifiers: Identifiers,
  unitId: UnitId,
  now: Date,
): Promise<BedState[]> {
  const { rows } = await db.query<BedRow>(BEDS_OF_UNIT, [unitId]);
  await identifiers.ready(db, rows);
  const encounterIds = rows.flatMap(({ encounterId }) => (encounterId ? [encounterId] : []));
  const signs = signsByEncounter(await readableNewestSigns(db, encounterIds));
  const assessments = await readableLatestAssessments(db, encounterIds);
  const technical = await openTechnicalAlarms(db, unitId);
  const acuity = await acuityOfEncounters(db, encounterIds, now);

  return rows.map((row) => {
    const { encounterId, bedId, label } = row;
    if (!encounterId) return emptyBed({ bedId, label });

    const own = signs.get(encounterId) ?? {};
    return {
      ...emptyBed({ bedId, label }),
      occupant: toOccupant({ ...row, ...openPerson(identifiers, row), encounterId }, now),
      signs: own,
      score: assessments.get(encounterId)?.score,
      risk: assessments.get(encounterId)?.risk,
      technical: technical.filter(({ bed }) => bed?.encounterId === encounterId),
      acuity: acuity.get(encounterId),
      // As the live state guesses after a start: a feed of unknown clock is taken for right, which may
      // show a sign as too old. The newest sign's time would show signs of yesterday as fresh.
      feedOffsetMs: Math.max(0, newestObservedAt(own, now.getTime()) - now.getTime()),
    };
  });
}

async function acuityOfEncounters(
  db: Queryable,
  encounterIds: readonly EncounterId[],
  now: Date,
): Promise<Map<EncounterId, LiveAcuity>> {
  const changes = await latestAcuityChanges(db, encounterIds);
  const overrides = await acuityOverridesAt(db, encounterIds, now);
  return new Map(
    [...changes].map(([encounterId, change]) => [
      encounterId,
      liveAcuityOf(courseFromStored(change, change.at), overrides.get(encounterId)),
    ]),
  );
}

const emptyBed = (bed: Pick<BedState, "bedId" | "label">): BedState => ({
  ...bed,
  occupant: undefined,
  signs: {},
  trend: [],
  score: undefined,
  risk: undefined,
  receivedAt: undefined,
  feedOffsetMs: 0,
  technical: [],
});

type Opened = OpenedPerson &
  Pick<BedRow, "sex" | "admittedAt" | "oxygenScale"> & { encounterId: EncounterId };

const toOccupant = (row: Opened, now: Date) => ({
  encounterId: row.encounterId,
  name: row.name,
  age: ageInYears(row.birthOn ?? undefined, now),
  sex: row.sex,
  admittedAt: row.admittedAt.getTime(),
  oxygenScale: row.oxygenScale,
});

/** The nearest the database knows to what the feed's clock shows. */
const newestObservedAt = (signs: LiveSigns, otherwise: number): number =>
  Object.values(signs).length === 0
    ? otherwise
    : Math.max(...Object.values(signs).map(({ observedAt }) => observedAt));

function signsByEncounter(values: readonly ObservedValue[]): ReadonlyMap<EncounterId, LiveSigns> {
  const byEncounter = new Map<EncounterId, LiveSigns>();
  for (const { encounterId, kind, observedAt, value } of values) {
    const sign = findVitalSignKind(kind);
    if (!sign) continue;
    const rounded = Math.round(value * 100) / 100; // single precision shows 36.6 as 36.599998
    const signs = byEncounter.get(encounterId) ?? {};
    byEncounter.set(encounterId, { ...signs, [sign]: { value: rounded, observedAt } });
  }
  return byEncounter;
}
