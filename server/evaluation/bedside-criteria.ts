import { partialQuickSofa, partialSirs, type Bedside } from "#models/deterioration/bedside-scores";
import { CARRY_FORWARD_MS } from "#models/deterioration/observation-window";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { MEASURED_COLUMNS, type ObservedKind } from "../physionet/columns";
import type { IcuPatient } from "../physionet/read-patients";

/** Below every count of criteria: nothing was measured that any of them asks for. */
const UNKNOWN = -1;

/** Quick SOFA hour by hour, from values carried as long as the model carries them. */
export const quickSofaOf = (patient: IcuPatient): Float32Array =>
  criteriaOf(patient, ["respiratoryRate", "systolicPressure"], (now) =>
    partialQuickSofa(bedsideOf(now)),
  );

export const sirsOf = (patient: IcuPatient): Float32Array =>
  criteriaOf(
    patient,
    ["temperature", "heartRate", "respiratoryRate", "arterialCarbonDioxide", "whiteBloodCells"],
    (now) => partialSirs(bedsideOf(now), now("whiteBloodCells"), now("arterialCarbonDioxide")),
  );

type Now = (kind: ObservedKind) => number;

const bedsideOf = (now: Now): Bedside => ({
  heartRate: now("heartRate"),
  saturation: now("oxygenSaturation"),
  temperature: now("temperature"),
  systolic: now("systolicPressure"),
  mean: now("meanPressure"),
  respiration: now("respiratoryRate"),
  inspiredOxygen: now("inspiredOxygen"),
});

const CARRIED_HOURS = CARRY_FORWARD_MS / MS_PER_HOUR;

/** What no body could show is passed over, as the ward's door refuses it. */
function criteriaOf(
  { hours }: IcuPatient,
  asked: readonly ObservedKind[],
  count: (now: Now) => number,
): Float32Array {
  const last = new Map<ObservedKind, { value: number; iculos: number }>();
  return Float32Array.from(hours, ({ iculos, values }) => {
    for (const [column, { kind, min, max }] of MEASURED_COLUMNS.entries()) {
      const value = values[column] ?? NaN;
      if (value >= min && value <= max) last.set(kind, { value, iculos });
    }
    const now: Now = (kind) => {
      const measured = last.get(kind);
      return measured && iculos - measured.iculos <= CARRIED_HOURS ? measured.value : NaN;
    };
    return asked.every((kind) => Number.isNaN(now(kind))) ? UNKNOWN : count(now);
  });
}
