import { z } from "zod";
import type { ArrivalHour } from "./arrival-hour";
import type { LocalHour } from "./local-hour";
import { solveSymmetric } from "./poisson-regression";

/** What the thermometer shows in a usual year: harmonics of the year and of the day, °C. */
export const Climate = z.strictObject({ coefficients: z.array(z.number()).length(9) });
export type Climate = z.infer<typeof Climate>;

function harmonics({ hour, yearShare }: LocalHour): number[] {
  const angles = [yearShare, 2 * yearShare, hour / 24, hour / 12].map((turn) => 2 * Math.PI * turn);
  return [1, ...angles.flatMap((angle) => [Math.sin(angle), Math.cos(angle)])];
}

/** Least squares; undefined where too few hours were measured to know a year. */
export function fitClimate(
  history: readonly ArrivalHour[],
  readLocal: (startsAt: Date) => LocalHour,
): Climate | undefined {
  const squares = Array.from({ length: 9 }, () => new Array<number>(9).fill(0));
  const products = new Array<number>(9).fill(0);
  let measured = 0;
  for (const { startsAt, temperatureCelsius } of history) {
    if (temperatureCelsius === undefined) continue;
    measured += 1;
    const terms = harmonics(readLocal(startsAt));
    for (const [row, term] of terms.entries()) {
      products[row] = (products[row] ?? 0) + term * temperatureCelsius;
      const line = squares[row] ?? [];
      for (let column = 0; column <= row; column += 1) {
        line[column] = (line[column] ?? 0) + term * (terms[column] ?? 0);
      }
    }
  }
  if (measured < HOURS_FOR_CLIMATE) return undefined;
  return { coefficients: solveSymmetric(squares, products) };
}

const HOURS_FOR_CLIMATE = 365 * 24;

export const usualTemperature = ({ coefficients }: Climate, local: LocalHour): number =>
  harmonics(local).reduce((sum, term, index) => sum + term * (coefficients[index] ?? 0), 0);
