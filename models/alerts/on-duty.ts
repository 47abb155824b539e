import type { UnitId, UserId } from "../shared/ids";
import type { EscalationRole } from "./escalation";

/** Somebody who would be asked, by the rung they stand on. */
export interface ColleagueOnDuty {
  name: string;
  role: EscalationRole;
  /** Null: on the roster without an account, so that no screen reaches them. */
  userId: UserId | null;
}

/** Who is there, and by what that is known. */
export interface UnitOnDuty {
  /** `roster`: whose shift of the published roster it is. `signed-in`: there is no such roster for today. */
  source: "roster" | "signed-in";
  people: readonly ColleagueOnDuty[];
}

/** By what it is known, as it is said before names. */
export const ON_DUTY_TITLES: Readonly<Record<UnitOnDuty["source"], string>> = {
  roster: "On shift now by the roster",
  "signed-in": "Signed in now",
};

export const NOBODY_ON_DUTY: Readonly<Record<UnitOnDuty["source"], string>> = {
  roster: "Nobody is on shift now by the roster",
  "signed-in": "Nobody of this unit is signed in now",
};

/**
 * Who is on duty in a unit: by its published roster, or those who are signed in where there is none. Of teams
 * that are called and are on neither, there is nobody to name.
 */
export interface OnDuty {
  inUnit(unitId: UnitId): Promise<UnitOnDuty>;
}
