import type pg from "pg";

/**
 * Runs `work` in one transaction: committed when it returns, rolled back when it throws. `begin` may say
 * more than that it begins.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  { begin = "begin" }: { begin?: string } = {},
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (cause) {
    // A connection that cannot even roll back is not given to anybody else.
    await client.query("rollback").catch((error: Error) => (broken = error));
    throw cause;
  } finally {
    client.release(broken);
  }
}
