import type { BedId } from "#models/shared/ids";

export const TILES = "[data-bed]";

/** The tile of a bed, where it is drawn. */
export const tileOf = (bedId: BedId): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-bed="${bedId}"]`);

/** Gives a bed the focus once what had it is gone. */
export const focusTile = (bedId: BedId): void => {
  requestAnimationFrame(() => tileOf(bedId)?.focus());
};
