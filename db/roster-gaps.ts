import type { RosterGaps } from "#models/realtime/roster";
import type { Queryable } from "./pool";

const SAVE = `
  insert into roster_gaps_now (looked_at, demand_issued_at, gaps)
  values ($1, $2, $3)
      on conflict (is_now) do update
     set looked_at = excluded.looked_at,
         demand_issued_at = excluded.demand_issued_at,
         gaps = excluded.gaps
`;
const SEE_AGAIN = `
  update roster_gaps_now
     set looked_at = $1
   where demand_issued_at is not distinct from $2
     and gaps = $3
`;

/** By machines. What is as it was is seen again and not told. */
export async function saveRosterGaps(
  db: Queryable,
  { lookedAt, demandIssuedAt, gaps, unknownUnitIds }: RosterGaps,
): Promise<void> {
  const parameters = [
    new Date(lookedAt),
    demandIssuedAt === null ? null : new Date(demandIssuedAt),
    JSON.stringify({ gaps, unknownUnitIds }),
  ];
  const { rowCount } = await db.query(SEE_AGAIN, parameters);
  if (rowCount !== 1) await db.query(SAVE, parameters);
}

const NOW = `
  select looked_at as "lookedAt", demand_issued_at as "demandIssuedAt", gaps
    from roster_gaps_now
`;

/** Undefined before they were first looked at, and for somebody who may not see the hospital's capacity. */
export async function rosterGapsNow(db: Queryable): Promise<RosterGaps | undefined> {
  const { rows } = await db.query<{
    lookedAt: Date;
    demandIssuedAt: Date | null;
    gaps: Pick<RosterGaps, "gaps" | "unknownUnitIds">;
  }>(NOW);
  const [now] = rows;
  return (
    now && {
      lookedAt: now.lookedAt.getTime(),
      demandIssuedAt: now.demandIssuedAt?.getTime() ?? null,
      ...now.gaps,
    }
  );
}
