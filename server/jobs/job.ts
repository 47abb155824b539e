import type pg from "pg";

export interface JobContext {
  pool: pg.Pool;
  now: Date;
  /** Ends work between two statements when the server stops. */
  signal: AbortSignal;
}

export interface Job {
  name: string;
  /** Cron expression, with seconds, read in the hospital's time zone. */
  schedule: string;
  /** Run by every instance for itself, also while the database is away: no turn is taken. */
  isOwn?: boolean;
  /** Idempotent. What it returns is logged; nothing is logged when there was nothing to do. */
  run(context: JobContext): Promise<Record<string, number> | undefined>;
}
