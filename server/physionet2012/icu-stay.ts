import type { Sex } from "#models/encounters/demographics";
import type { IcuType } from "#models/outcomes/death-features";
import {
  PHYSIONET2012_VARIABLES,
  PLAUSIBLE_HEIGHT_CM,
} from "#models/outcomes/physionet2012-variables";
import { plausibleValue } from "#models/outcomes/recorded-variable";
import type { StayOutcome } from "./read-outcomes";

export interface Observation {
  /** Position in `PHYSIONET2012_VARIABLES`. */
  variable: number;
  /** Since admission to intensive care. */
  minutes: number;
  /** In our unit. */
  value: number;
}

/** The first 48 hours of one intensive-care stay, and what became of it. */
export interface IcuStay {
  stayId: string;
  age: number | undefined;
  sex: Sex;
  heightCm: number | undefined;
  icuType: IcuType;
  /** In order of time; two of one variable at one time are two measurements, kept as charted. */
  observations: readonly Observation[];
  outcome: StayOutcome;
}

/** One line of the file. */
export interface Entry {
  stayId: string;
  minutes: number;
  parameter: string;
  value: number;
}

/** How the records say that a value is not known. */
const UNKNOWN = -1;

const ICU_TYPES = new Map<number, IcuType>([
  [1, "coronary"],
  [2, "cardiac-surgery"],
  [3, "medical"],
  [4, "surgical"],
]);
const SEXES = new Map<number, Sex>([
  [UNKNOWN, "unknown"],
  [0, "female"],
  [1, "male"],
]);
const DESCRIPTORS = ["RecordID", "Age", "Gender", "Height", "ICUType"] as const;
type Descriptor = (typeof DESCRIPTORS)[number];
const isDescriptor = (parameter: string): parameter is Descriptor =>
  DESCRIPTORS.some((descriptor) => descriptor === parameter);

const positionOfColumn = new Map(
  PHYSIONET2012_VARIABLES.map(({ column }, position) => [column, position]),
);

/** A stay whose lines are still being read. */
export class OpenStay {
  private readonly descriptors = new Map<Descriptor, number>();
  private readonly observations: Observation[] = [];
  private lastMinutes = 0;

  constructor(
    readonly stayId: string,
    readonly firstLine: number,
  ) {}

  /** False when no body could show the value, which is then passed over. */
  take({ minutes, parameter, value }: Entry, fail: (detail: string) => never): boolean {
    if (minutes < this.lastMinutes) fail("Time goes back");
    this.lastMinutes = minutes;
    if (isDescriptor(parameter)) return this.describe(parameter, minutes, value, fail);
    const position = positionOfColumn.get(parameter);
    const variable = PHYSIONET2012_VARIABLES[position ?? -1];
    if (position === undefined || !variable) return fail("unknown Parameter");
    if (value === UNKNOWN) return true;
    const plausible = plausibleValue(variable, value);
    if (Number.isNaN(plausible)) return false;
    this.observations.push({ variable: position, minutes, value: plausible });
    return true;
  }

  finish(outcome: StayOutcome, fail: (detail: string) => never): IcuStay {
    const { stayId, observations } = this;
    const known = (descriptor: Descriptor): number =>
      this.descriptors.get(descriptor) ?? fail(`stay ${stayId} has no ${descriptor}`);
    const age = known("Age");
    const height = known("Height");
    return {
      stayId,
      age: age === UNKNOWN ? undefined : age,
      sex: SEXES.get(known("Gender")) ?? fail(`Gender of stay ${stayId} is not -1, 0 or 1`),
      heightCm: isPlausibleHeight(height) ? height : undefined,
      icuType: ICU_TYPES.get(known("ICUType")) ?? fail(`ICUType of stay ${stayId} is not 1 to 4`),
      observations,
      outcome,
    };
  }

  private describe(
    descriptor: Descriptor,
    minutes: number,
    value: number,
    fail: (detail: string) => never,
  ): boolean {
    if (minutes !== 0) fail(`${descriptor} after 00:00`);
    if (this.descriptors.has(descriptor)) fail(`${descriptor} twice in a stay`);
    if (descriptor === "RecordID" && String(value) !== this.stayId) fail("another RecordID inside");
    if (descriptor === "Age" && value !== UNKNOWN && !(value >= 0 && value <= 130)) {
      fail("Age is not from 0 to 130");
    }
    this.descriptors.set(descriptor, value);
    return descriptor !== "Height" || value === UNKNOWN || isPlausibleHeight(value);
  }
}

const isPlausibleHeight = (height: number): boolean =>
  height >= PLAUSIBLE_HEIGHT_CM.min && height <= PLAUSIBLE_HEIGHT_CM.max;
