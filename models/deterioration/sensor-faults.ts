import {
  DIASTOLIC,
  HEART_RATE,
  MEAN_PRESSURE,
  RESPIRATION,
  SATURATION,
  SYSTOLIC,
  TEMPERATURE,
} from "./charted-signs";
import { CHARTED_SIGNS } from "./variables";

/** One hour of measured variables by position; NaN where not measured. */
export interface MeasuredHour {
  values: Float64Array;
}

export type SensorFault =
  | { kind: "stuck"; sign: number }
  | { kind: "drift"; sign: number }
  | { kind: "spike"; sign: number }
  | { kind: "swapped"; sign: number; other: number }
  | { kind: "dropout"; sign: number };

/** How long a fault lasts: a shift, until somebody looks. */
export const FAULT_HOURS = 12;
/** Every third hour of the fault shows a spike. */
const SPIKE_EVERY = 3;

interface Disturbance {
  /** Added by the end of a drift; the direction in which the sensor of this kind fails. */
  drift: number;
  /** Shown instead during a spike. */
  spike: number;
}

/** All within what the ward's door lets in, so that none is refused as impossible. */
const DISTURBANCES: ReadonlyMap<number, Disturbance> = new Map([
  [HEART_RATE, { drift: 40, spike: 220 }], // double-counted T waves
  [SATURATION, { drift: -10, spike: 55 }], // a probe that slips off
  [TEMPERATURE, { drift: -2, spike: 30 }], // a skin probe that comes loose
  [SYSTOLIC, { drift: 40, spike: 270 }], // a transducer that sinks below the heart; a flush
  [MEAN_PRESSURE, { drift: 40, spike: 240 }],
  [DIASTOLIC, { drift: 40, spike: 200 }],
  [RESPIRATION, { drift: 15, spike: 60 }], // impedance that counts heart beats
]);

/** Channels that are plugged or mapped into each other's place. */
const SWAPS: readonly (readonly [number, number])[] = [
  [SYSTOLIC, DIASTOLIC],
  [SYSTOLIC, MEAN_PRESSURE],
  [HEART_RATE, RESPIRATION],
  [HEART_RATE, SATURATION],
];

/** Every fault that the charted signs can have. */
export const SENSOR_FAULTS: readonly SensorFault[] = [
  ...(["stuck", "drift", "spike", "dropout"] as const).flatMap((kind) =>
    Array.from({ length: CHARTED_SIGNS }, (_, sign) => ({ kind, sign })),
  ),
  ...SWAPS.map(([sign, other]) => ({ kind: "swapped" as const, sign, other })),
];

/**
 * The same patient with a faulty sensor from hour `from` (index) on, for `FAULT_HOURS` hours. Hours in which the
 * sensor measured nothing stay so; nothing after the fault and no other channel is changed.
 */
export function withFault<Hour extends MeasuredHour>(
  hours: readonly Hour[],
  fault: SensorFault,
  from: number,
): Hour[] {
  const held = lastBefore(hours, fault.sign, from);
  return hours.map((hour, index) => {
    const since = index - from;
    if (since < 0 || since >= FAULT_HOURS) return hour;
    const values = hour.values.slice();
    disturb(values, fault, since, held);
    return { ...hour, values };
  });
}

function disturb(values: Float64Array, fault: SensorFault, since: number, held: number): void {
  const { sign } = fault;
  const value = values[sign] ?? NaN;
  if (fault.kind === "swapped") {
    values[sign] = values[fault.other] ?? NaN;
    values[fault.other] = value;
    return;
  }
  if (Number.isNaN(value)) return;
  const { drift, spike } = DISTURBANCES.get(sign) ?? { drift: 0, spike: value };
  if (fault.kind === "stuck") values[sign] = Number.isNaN(held) ? value : held;
  if (fault.kind === "drift") values[sign] = value + (drift * (since + 1)) / FAULT_HOURS;
  if (fault.kind === "spike" && since % SPIKE_EVERY === 0) values[sign] = spike;
  if (fault.kind === "dropout") values[sign] = NaN;
}

/** What a stuck sensor goes on showing: its last value before, or else its first of the fault. */
function lastBefore(hours: readonly MeasuredHour[], sign: number, from: number): number {
  for (let index = from - 1; index >= 0; index -= 1) {
    const value = hours[index]?.values[sign] ?? NaN;
    if (!Number.isNaN(value)) return value;
  }
  return hours.slice(from).find(({ values }) => !Number.isNaN(values[sign]))?.values[sign] ?? NaN;
}
