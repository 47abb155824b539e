import { setTimeout as sleep } from "node:timers/promises";
import { SEPTIC } from "../fixtures/bedside-gateway";
import type { Hospital } from "../fixtures/hospital";
import type { Place } from "./matrix";

const FIND_ALERT = `
  select alert.alert_id as "alertId",
         alert.encounter_id as "encounterId",
         alert.unit_id as "unitId",
         alert.bed_id as "bedId"
    from alerts as alert
    join beds using (bed_id)
    join units on units.unit_id = alert.unit_id
   where units.code = $1
     and beds.label = $2
`;
const ADD_TECHNICAL_ALARM = `
  insert into technical_alarms
         (technical_alarm_id, kind, unit_id, encounter_id, bed_id, begun_at)
  values (gen_random_uuid(), 'stale', $1, $2, $3, now())
  returning technical_alarm_id as "technicalAlarmId"
`;
const PATIENCE_MS = 30_000;

type FoundPlace = Omit<Place, "isOwn" | "unitCode" | "technicalAlarmId">;

/** A bed of that unit with somebody in it unwell enough to have an alert. */
export async function placeOf(
  hospital: Hospital,
  { unitCode, bedLabel }: { unitCode: string; bedLabel: string },
  { isOwn }: { isOwn: boolean },
): Promise<Place> {
  const patient = await hospital.bedside.admit(unitCode, bedLabel, "Matrix");
  await patient.measure(SEPTIC);
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(100)) {
    const [found] = await hospital.rows<FoundPlace>(FIND_ALERT, [unitCode, bedLabel]);
    if (!found) continue;
    const { unitId, encounterId, bedId } = found;
    const [added] = await hospital.rows<Pick<Place, "technicalAlarmId">>(ADD_TECHNICAL_ALARM, [
      unitId,
      encounterId,
      bedId,
    ]);
    if (added) return { ...found, ...added, isOwn, unitCode };
  }
  throw new Error(`bed ${bedLabel} of ${unitCode} got no alert within 30 s`);
}
