/** Something measured again and again, as a data set records it. */
export interface RecordedVariable {
  /** What the files call it. */
  column: string;
  /** What it is called here; the same thing has the same name in every data set. */
  kind: string;
  label: string;
  /** UCUM, after `factor`. */
  unit: string;
  /** Multiplies the file's value into our unit. */
  factor: number;
  /** What a body or an analyser can show, in our unit; what is outside was never measured. */
  min: number;
  max: number;
  decimals: number;
  isLogarithmic: boolean;
}

interface Options {
  factor?: number;
  decimals?: number;
  /** Long-tailed: models see log(1 + value). */
  isLogarithmic?: boolean;
}

/** One line of a data set's table. */
export const recorded = (
  column: string,
  kind: string,
  label: string,
  [unit, min, max]: readonly [unit: string, min: number, max: number],
  { factor = 1, decimals = 0, isLogarithmic = false }: Options = {},
): RecordedVariable => ({
  column,
  kind,
  label,
  unit,
  factor,
  min,
  max,
  decimals,
  isLogarithmic,
});

/** The value in our unit; NaN when no body could show it. Rounded: 0.55 × 100 is 55.00000000000001. */
export function plausibleValue(variable: RecordedVariable, value: number): number {
  const ours = variable.factor === 1 ? value : Math.round(value * variable.factor * 1_000) / 1_000;
  return ours >= variable.min && ours <= variable.max ? ours : NaN;
}
