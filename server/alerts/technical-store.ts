import type pg from "pg";
import { actingAs } from "#db/acting";
import { isContentFault } from "#db/database-fault";
import {
  beginTechnicalAlarm,
  endTechnicalAlarm,
  findTechnicalAlarm,
  openTechnicalAlarms,
  seeTechnicalAlarm,
} from "#db/technical-alarms";
import { inTransaction } from "#db/transaction";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import { AppError } from "#models/shared/errors";
import type { TechnicalAlarmId, UserId } from "#models/shared/ids";
import { createStoreQueue } from "../live/store-queue";
import type { Logger } from "../logger";
import type { TechnicalCommand } from "./technical-watch";

const COMMANDS_PER_TRANSACTION = 50;
const WAITING_LIMIT = 20_000;
const RETRY_MS = 1_000;

/** Stores the beginnings and ends of technical alarms in their order, and who has seen them. */
export interface TechnicalStore {
  load(): Promise<TechnicalAlarm[]>;
  /** Kept in memory until the database takes it. */
  submit(command: TechnicalCommand): void;
  find(technicalAlarmId: TechnicalAlarmId): Promise<TechnicalAlarm | undefined>;
  /** First wins; the same again answers with the first. */
  see(request: TechnicalSight): Promise<TechnicalAlarm>;
  drain(): Promise<void>;
  stop(): void;
}

export interface TechnicalSight {
  technicalAlarmId: TechnicalAlarmId;
  userId: UserId;
}

export interface TechnicalStoreOptions {
  pool: pg.Pool;
  /** Writes what a person does, as that person. */
  people: pg.Pool;
  now: () => Date;
  log: Logger;
  onDatabaseFailed: () => void;
}

export function createTechnicalStore(options: TechnicalStoreOptions): TechnicalStore {
  const { pool, people, now, log, onDatabaseFailed } = options;
  const queue = createStoreQueue<TechnicalCommand>({
    store: (commands) =>
      inTransaction(pool, async (client) => {
        for (const command of commands) {
          if (command.type === "begin") await beginTechnicalAlarm(client, command.alarm);
          else await endTechnicalAlarm(client, command);
        }
      }),
    batchSize: COMMANDS_PER_TRANSACTION,
    limit: WAITING_LIMIT,
    retryMs: RETRY_MS,
    isContentFault,
    onRefused: (cause) =>
      log.error({ cause }, "a technical alarm that cannot be stored was given up"),
    onFailed: (cause) => {
      log.error({ cause }, "technical alarms could not be stored; they are kept and tried again");
      onDatabaseFailed();
    },
    onDropped: (count) =>
      log.error({ count }, "technical alarms dropped: too many wait for the database"),
  });

  return {
    load: () => openTechnicalAlarms(pool),
    submit: queue.add,
    async find(technicalAlarmId) {
      // Its beginning may still wait to be stored.
      await queue.drain();
      return findTechnicalAlarm(pool, technicalAlarmId);
    },
    async see({ technicalAlarmId, userId }) {
      await queue.drain();
      await actingAs(people, userId, (db) =>
        seeTechnicalAlarm(db, { technicalAlarmId, userId, at: now() }),
      );
      const alarm = await findTechnicalAlarm(pool, technicalAlarmId);
      if (!alarm) throw new AppError("not-found", `technical alarm ${technicalAlarmId}`);
      if (alarm.seenAt !== undefined) return alarm;
      // Open and untouched: so the database did not take it from this person.
      if (alarm.endedAt === undefined)
        throw new AppError("forbidden", `technical alarm ${technicalAlarmId}`);
      throw new AppError("conflict", `technical alarm ${technicalAlarmId} ended before`);
    },
    drain: queue.drain,
    stop: queue.stop,
  };
}
