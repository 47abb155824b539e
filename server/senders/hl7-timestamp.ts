/**
 * HL7 DTM in UTC with its zone, to the millisecond: `20261121230501.250+0000`.
 *
 * A load generator formats thousands of these in a second, nearly all within the same second, so the
 * part down to the second is kept from one call to the next.
 */
export function hl7Timestamp(epochMs: number): string {
  const second = Math.floor(epochMs / 1_000);
  if (second !== cachedSecond) {
    cachedSecond = second;
    cachedPrefix = new Date(second * 1_000).toISOString().slice(0, 19).replace(/[-:T]/g, "");
  }
  const millisecond = Math.floor(epochMs) - second * 1_000;
  return `${cachedPrefix}.${String(millisecond).padStart(3, "0")}+0000`;
}

let cachedSecond = Number.NaN;
let cachedPrefix = "";
