import { countOpenMessages, MOST_HELD } from "#db/quarantine";
import type { Queryable } from "#db/pool";

/** What an operator must know of the quarantine; undefined while there is room, or nobody can say. */
export async function quarantineState(
  db: Queryable,
  mostHeld = MOST_HELD,
): Promise<string | undefined> {
  const open = await countOpenMessages(db).catch(() => 0); // that the database is down, its own part says
  return open >= mostHeld
    ? `quarantine is full: ${open} messages wait, others that are refused are not kept`
    : undefined;
}
