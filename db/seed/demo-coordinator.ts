import { UserId } from "#models/shared/ids";
import type { Queryable } from "../pool";

const COORDINATOR = `
  select user_id as "userId"
    from users
   where email = 'administrator@wardcast.example'
     and role = 'administrator'
     and disabled_at is null
`;

/** Who coordinates beds in the made-up hospital; undefined where its accounts are not. */
export async function demoCoordinator(db: Queryable): Promise<UserId | undefined> {
  const { rows } = await db.query(COORDINATOR);
  return UserId.safeParse(rows[0]?.userId).data;
}
