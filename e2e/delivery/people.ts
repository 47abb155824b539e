import type pg from "pg";
import { encode } from "next-auth/jwt";
import { z } from "zod";
import { createSession } from "#db/sessions";
import type { Role } from "#models/access/role";
import { can } from "#models/access/permission";
import { UnitId, UserId } from "#models/shared/ids";
import { oneOf } from "./chance";

/** Somebody with a screen, and what it may show. */
export interface Watcher {
  index: number;
  role: Role;
  /** The units it asks for. */
  asked: readonly UnitId[];
  /** Those of them whose alerts it is entitled to. */
  entitled: ReadonlySet<UnitId>;
  cookie: string;
}

/** Four of five may see alerts. */
const ROLES: readonly Role[] = [
  ...["charge-nurse", "nurse", "nurse", "charge-nurse", "nurse", "charge-nurse", "nurse", "nurse"],
  ...["scheduler", "administrator"],
] as const satisfies readonly Role[];
/** Somebody who asks for a unit that is not theirs, one in so many. */
const CURIOUS = 10;

const UNITS = `select unit_id as "unitId" from units order by code`;
const ADD_USER = `
  insert into users (email, name, role, password_hash)
  values ($1, $2, $3, 'no password')
  returning user_id as "userId"
`;
const ASSIGN = `insert into user_units (user_id, unit_id) select $1, unnest($2::uuid[])`;
const SESSION_LIMITS = { idleMinutes: 600, absoluteHours: 24 };

export async function unitsOf(pool: pg.Pool): Promise<UnitId[]> {
  const { rows } = await pool.query(UNITS);
  return z
    .array(z.object({ unitId: UnitId }))
    .parse(rows)
    .map(({ unitId }) => unitId);
}

/** Signs in as many people as there are screens, of several roles, each of one unit or two. */
export async function addWatchers(
  pool: pg.Pool,
  { clients, secret, random }: { clients: number; secret: string; random: () => number },
): Promise<Watcher[]> {
  const units = await unitsOf(pool);
  const watchers: Watcher[] = [];
  for (let index = 0; index < clients; index += 1) {
    const role = oneOf(random, ROLES);
    const own = new Set([oneOf(random, units), oneOf(random, units)]);
    const foreign = index % CURIOUS === 0 ? units.filter((unitId) => !own.has(unitId)) : [];
    const { rows } = await pool.query(ADD_USER, [
      `screen-${index}@delivery.wardcast.example`,
      `Screen ${index}`,
      role,
    ]);
    const { userId } = z.object({ userId: UserId }).parse(rows[0]);
    await pool.query(ASSIGN, [userId, [...own]]);
    const sessionId = await createSession(pool, userId, SESSION_LIMITS, new Date());
    const token = await encode({ token: { sub: userId, sessionId }, secret });
    watchers.push({
      ...{ index, role, asked: [...own, ...foreign.slice(0, 1)] },
      entitled: can(role, "alert:read") ? own : new Set(),
      cookie: `next-auth.session-token=${token}`,
    });
  }
  return watchers;
}
