import { createServer } from "node:net";
import { expect, it } from "vitest";
import { createPool } from "#db/pool";
import { awaitDatabase } from "./await-database";
import { naming } from "./setting-failure";

const failure = (code: string) => Object.assign(new Error(`syscall ${code}`), { code });

it("says what is wrong with a setting in words, and keeps the cause", async () => {
  const cause = failure("EADDRINUSE");
  await expect(naming("PORT 3000", Promise.reject(cause))).rejects.toMatchObject({
    message: "PORT 3000 is in use by another program",
    cause,
  });
});

it("takes the first of several addresses that were tried", async () => {
  const cause = new AggregateError([failure("ECONNREFUSED"), failure("ECONNREFUSED")]);
  await expect(naming("DATABASE_URL", Promise.reject(cause))).rejects.toThrow(
    "DATABASE_URL names a server that does not answer",
  );
});

it("waits for a database that does not answer yet, says so once, then names the setting", async () => {
  const port = await closedPort();
  const pool = createPool(`postgres://nobody:secret-word@127.0.0.1:${port}/none`);
  let waited = 0;

  const waiting = awaitDatabase(pool, {
    waitMs: 1_500,
    onWaiting: () => (waited += 1),
    isUnwanted: () => false,
  });

  await expect(waiting).rejects.toThrow(/^DATABASE_URL (?!.*secret-word)/);
  expect(waited).toBe(1);
  await pool.end();
});

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  await new Promise((done) => server.close(done));
  return address.port;
}
