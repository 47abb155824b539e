import { setTimeout as sleep } from "node:timers/promises";
import type { Queryable } from "#db/pool";
import { codeOf, naming } from "./setting-failure";

const RETRY_MS = 1_000;

/** The server refuses by name: waiting does not help. */
const FINAL = /^(28|3D)/;

export interface DatabasePatience {
  waitMs: number;
  /** Called once, when the first answer was none. */
  onWaiting: () => void;
  isUnwanted: () => boolean;
}

/** Resolves when the database answers. One that is only just being started gets time to. */
export async function awaitDatabase(
  pool: Queryable,
  { waitMs, onWaiting, isUnwanted }: DatabasePatience,
): Promise<void> {
  const deadline = Date.now() + waitMs;
  let isWaiting = false;
  for (;;) {
    const answer = pool.query("select 1");
    const cause = await answer.then(
      () => undefined,
      (failure: unknown) => failure ?? new Error("no reason given"),
    );
    if (cause === undefined) return;
    if (FINAL.test(codeOf(cause) ?? "") || Date.now() > deadline || isUnwanted())
      return void (await naming("DATABASE_URL", answer));
    if (!isWaiting) onWaiting();
    isWaiting = true;
    await sleep(RETRY_MS);
  }
}
