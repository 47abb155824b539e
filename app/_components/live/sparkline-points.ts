interface Size {
  width: number;
  height: number;
}

/** A line flatter than this, in the unit of the values, is drawn flat: noise must not look like drama. */
const SMALLEST_SPAN = 20;
const MARGIN = 2;

/** Points spread over the width, the newest at the right edge; higher values are higher up. */
export function sparklinePoints(
  values: readonly number[],
  { width, height }: Size,
): readonly { x: number; y: number }[] {
  if (values.length < 2) return [];

  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = Math.max(SMALLEST_SPAN, high - low);
  const top = (low + high) / 2 + span / 2;
  const step = (width - 2 * MARGIN) / (values.length - 1);

  return values.map((value, index) => ({
    x: rounded(MARGIN + index * step),
    y: rounded(MARGIN + ((top - value) / span) * (height - 2 * MARGIN)),
  }));
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
