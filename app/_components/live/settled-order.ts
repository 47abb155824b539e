import type { BedId } from "#models/shared/ids";

/** An order that has been shown, and since when. */
export interface SettledOrder {
  key: string;
  ids: readonly BedId[];
  at: number;
}

/** Cards that change places every second cannot be read, and are missed by the thumb. */
export const HOLD_ORDER_MS = 8_000;

/**
 * The order to show. A new question (`key`: sort and filter) is answered at once, and so is a bed that
 * comes or goes; mere changes of rank wait until the last order has stood for a while.
 */
export function settleOrder(
  shown: SettledOrder | undefined,
  wanted: { key: string; ids: readonly BedId[]; at: number },
): SettledOrder {
  if (!shown || shown.key !== wanted.key || !hasSameBeds(shown.ids, wanted.ids)) return wanted;
  if (shown.ids.every((id, index) => id === wanted.ids[index])) return shown;
  return wanted.at - shown.at >= HOLD_ORDER_MS ? wanted : shown;
}

function hasSameBeds(shown: readonly BedId[], wanted: readonly BedId[]): boolean {
  const known = new Set(shown);
  return shown.length === wanted.length && wanted.every((id) => known.has(id));
}
