import type { UnitId } from "#models/shared/ids";

/** What the person before the screen may do; the server asks again at every command. */
export interface Viewer {
  /** The units whose beds they manage; `all`: every unit's. */
  manages: "all" | readonly UnitId[];
  /** Whether they are shown names of any patient. */
  seesNames: boolean;
  exportsBeds: boolean;
}

export const mayManage = ({ manages }: Viewer, unitId: UnitId): boolean =>
  manages === "all" || manages.includes(unitId);
