import { MEASURED_COLUMNS } from "./columns";
import type { IcuHour, IcuPatient } from "./read-patients";

/**
 * What only the challenge variant is told, for comparison with published results: how long the patient has been
 * there, when the admission was, and how often everything was measured since. In these records such inputs give
 * the outcome away, so no ward is ever served by a model that has them.
 */
export const CHALLENGE_FEATURES: readonly string[] = [
  "hoursInUnit",
  "hoursInUnitLog",
  "rowOfRecord",
  "hoursFromAdmissionToUnit",
  "hoursInHospital",
  "isMedicalUnit",
  "isSurgicalUnit",
  ...MEASURED_COLUMNS.flatMap(({ column }) => [
    `${column}.measuredSoFar`,
    `${column}.measuredSharePast`,
  ]),
];

/** Follows one record from its first hour. */
export class ChallengeHistory {
  private readonly measured = new Float64Array(MEASURED_COLUMNS.length);
  private rows = 0;

  constructor(private readonly patient: Pick<IcuPatient, "hoursBeforeUnit" | "unit">) {}

  /** Takes the next hour in order and writes its features. */
  write({ iculos, values }: IcuHour, out: Float32Array, offset: number): void {
    const { hoursBeforeUnit, unit } = this.patient;
    this.rows += 1;
    let next = offset;
    for (const value of [
      iculos,
      Math.log1p(iculos),
      this.rows,
      Math.log1p(Math.max(0, hoursBeforeUnit)),
      Math.log1p(Math.max(0, iculos + hoursBeforeUnit)),
      unit === undefined ? NaN : unit === "medical" ? 1 : 0,
      unit === undefined ? NaN : unit === "surgical" ? 1 : 0,
    ]) {
      out[next] = value;
      next += 1;
    }
    for (let column = 0; column < MEASURED_COLUMNS.length; column += 1) {
      const isMeasured = !Number.isNaN(values[column] ?? NaN);
      const count = (this.measured[column] ?? 0) + (isMeasured ? 1 : 0);
      this.measured[column] = count;
      out[next] = Math.log1p(count);
      out[next + 1] = count / this.rows;
      next += 2;
    }
  }
}
