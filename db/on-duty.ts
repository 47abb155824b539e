import { EscalationRole } from "#models/alerts/escalation";
import type { OnDuty } from "#models/alerts/on-duty";
import type { UnitId } from "#models/shared/ids";
import type { Queryable } from "./pool";

const SIGNED_IN = `
  select name, role
    from staff_signed_in($1, $2)
`;

/** Those who are signed in now, for whoever sees the unit's alerts; to others, nobody. */
export const signedInOnDuty = (db: Queryable, now: Date): OnDuty => ({
  async inUnit(unitId: UnitId) {
    const { rows } = await db.query<{ name: string; role: string }>(SIGNED_IN, [unitId, now]);
    // Roles of the hospital that stand on no rung are not asked.
    return rows.flatMap(({ name, role }) => {
      const rung = EscalationRole.safeParse(role);
      return rung.success ? [{ name, role: rung.data }] : [];
    });
  },
});
