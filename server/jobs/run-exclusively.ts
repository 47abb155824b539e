import type { Job, JobContext } from "./job";

/**
 * The turn is a row that says until when it is taken. A lock would have to live as long as a
 * transaction, and a refresh cannot run inside one, nor beside one on the embedded database. A
 * minute: an instance that was killed does not keep the others waiting, and since every job is
 * idempotent, two at once after a run of more than a minute are only wasteful.
 */
const TAKE_TURN = `
  insert into job_turns (name, taken_until)
  values ($1, now() + interval '1 minute')
      on conflict (name) do update set taken_until = excluded.taken_until
   where job_turns.taken_until < now()
`;

const GIVE_TURN_BACK = "update job_turns set taken_until = '-infinity' where name = $1";

/** Runs the job unless another instance is at it. */
export async function runExclusively(
  job: Job,
  context: JobContext,
): Promise<Record<string, number> | undefined> {
  const { rowCount } = await context.pool.query(TAKE_TURN, [job.name]);
  if (rowCount !== 1) return undefined;
  try {
    return await job.run(context);
  } finally {
    await context.pool.query(GIVE_TURN_BACK, [job.name]);
  }
}
