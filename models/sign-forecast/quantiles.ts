import { FORECAST_SIGNS, FORECAST_VALUES, HORIZON_HOURS, heldToBody } from "./forecast-signs";

/** The quantiles that are learnt: the middle, and the ends of the band. */
export const LEVELS = { low: 0.1, median: 0.5, high: 0.9 } as const;

/**
 * Numbers the network puts out for one patient: all medians as the change from now, then how far the low
 * ends lie below, then how far the high ends lie above, before they are made positive. So the three never cross.
 */
export const FORECAST_OUTPUTS = 3 * FORECAST_VALUES;

/** One forecast value: the middle and the 80 % interval, in the sign's unit. */
export interface Quantiles {
  low: number;
  median: number;
  high: number;
}

/** log(1 + e^x) without overflow: any number becomes a positive width. */
export const softplus = (x: number): number => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));

export interface ReadOptions {
  /** By sign: one network unit in the sign's unit. */
  scales: readonly number[];
  /** By forecast value: what the learnt widths are multiplied with. */
  widening: readonly number[];
}

export const placeOf = (sign: number, hour: number): number => sign * HORIZON_HOURS + hour - 1;

/** Where in the outputs, and from where: `now` is the sign's value now, `hour` 1 to 6 ahead. */
export interface Place {
  row: number;
  sign: number;
  hour: number;
  now: number;
}

/** Reads one forecast value from the outputs, within what a body can show. */
export function readQuantiles(
  outputs: Float32Array,
  place: Place,
  options: ReadOptions,
): Quantiles {
  const { low, median, high } = unheldQuantiles(outputs, place, options);
  const kind = FORECAST_SIGNS[place.sign]?.kind;
  if (!kind) throw new Error(`sign ${place.sign} is not forecast`);
  return {
    low: heldToBody(kind, low),
    median: heldToBody(kind, median),
    high: heldToBody(kind, high),
  };
}

function unheldQuantiles(
  outputs: Float32Array,
  { row, sign, hour, now }: Place,
  { scales, widening }: ReadOptions,
): Quantiles {
  const place = placeOf(sign, hour);
  const from = row * FORECAST_OUTPUTS + place;
  const scale = scales[sign] ?? NaN;
  const width = scale * (widening[place] ?? NaN);
  const median = now + scale * (outputs[from] ?? NaN);
  return {
    low: median - width * softplus(outputs[from + FORECAST_VALUES] ?? NaN),
    median,
    high: median + width * softplus(outputs[from + 2 * FORECAST_VALUES] ?? NaN),
  };
}

/**
 * How much wider than learnt the band would have to be for what happened to lie on its edge. Before the band is held
 * to what a body can show: a saturation of 100 % is no surprise to a band that reaches beyond it.
 */
export function wideningNeeded(
  outputs: Float32Array,
  place: Place,
  scales: readonly number[],
  happened: number,
): number {
  const asLearnt = { scales, widening: AS_LEARNT };
  const { low, median, high } = unheldQuantiles(outputs, place, asLearnt);
  return happened < median
    ? (median - happened) / (median - low)
    : (happened - median) / (high - median);
}

const AS_LEARNT: readonly number[] = Array.from({ length: FORECAST_VALUES }, () => 1);

/**
 * The factor that makes the band hold `share` of what happens: split conformal prediction with the band's own
 * sides as the yardstick (Romano et al., 2019, but with a factor for the margin, so that a restless patient's
 * band grows by more than a calm one's). `needed` comes from patients the network did not learn from.
 */
export function conformalWidening(needed: Float64Array, share: number): number {
  const sorted = needed.toSorted();
  const place = Math.min(sorted.length, Math.ceil((sorted.length + 1) * share)) - 1;
  return sorted[place] ?? 1;
}
