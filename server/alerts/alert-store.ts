import type pg from "pg";
import {
  acknowledgeAlert,
  alertEventsAfter,
  findAlert,
  lastAcknowledgement,
  latestAlertSequence,
  lockAlertSequence,
  openAlerts,
  type UnitAlertEvent,
} from "#db/alerts";
import { actingAs } from "#db/acting";
import { isContentFault } from "#db/database-fault";
import type { Queryable } from "#db/pool";
import { inTransaction } from "#db/transaction";
import type { Alert, AlertEvent } from "#models/alerts/alert";
import { AppError } from "#models/shared/errors";
import type { AlertId, UnitId, UserId } from "#models/shared/ids";
import type { Logger } from "../logger";
import { createStoreQueue } from "../live/store-queue";
import { applyAlertCommand, type AlertCommand } from "./alert-command";

/** A person who was away longer than this many steps should ask for the unit afresh. */
const CATCH_UP_LIMIT = 1_000;

/** A few at a time: each is a row or two, and ingest waits while they are written. */
const COMMANDS_PER_TRANSACTION = 25;
const WAITING_LIMIT = 20_000;
const RETRY_MS = 1_000;

/** Stores the steps of alerts one after the other, then announces them in the order of their sequence. */
export interface AlertStore {
  load(): Promise<Alert[]>;
  /** Kept in memory until the database takes it. */
  submit(command: AlertCommand): void;
  /** First wins; the same again answers with the first. */
  acknowledge(request: AlertAcknowledgement): Promise<AlertEvent>;
  /** Of a unit, acknowledged or not, oldest first, as of `sequence()`. */
  openIn(unitId: UnitId): Alert[];
  /** The last step announced. */
  sequence(): number;
  find(alertId: AlertId): Promise<Alert | undefined>;
  /** At most a thousand steps: a caller asks again from the last until none are left. */
  eventsAfter(unitId: UnitId, sequence: number): Promise<AlertEvent[]>;
  drain(): Promise<void>;
  stop(): void;
}

export interface AlertAcknowledgement {
  alertId: AlertId;
  userId: UserId;
}

export interface AlertStoreOptions {
  pool: pg.Pool;
  /** Writes what a person does, as that person. */
  people: pg.Pool;
  now: () => Date;
  log: Logger;
  announce: (unitId: UnitId, event: AlertEvent) => void;
  onDatabaseFailed: () => void;
}

export function createAlertStore(options: AlertStoreOptions): AlertStore {
  const { pool, people, now, log, announce, onDatabaseFailed } = options;
  const open = new Map<AlertId, Alert>();
  let sequence = 0;
  let mayHaveMissed = false;

  function tell({ heardIn, event }: UnitAlertEvent): void {
    if (event.sequence <= sequence) return;
    sequence = event.sequence;
    if (event.alert.resolvedAt) open.delete(event.alert.alertId);
    else open.set(event.alert.alertId, event.alert);
    announce(heardIn, event);
  }

  // One write after the other, so that what is stored first is announced first.
  let last: Promise<unknown> = Promise.resolve();
  function serially<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  }

  type Work = (client: Queryable) => Promise<UnitAlertEvent[]>;
  const asService = (work: Work): Promise<UnitAlertEvent[]> => inTransaction(pool, work);
  const asPerson =
    (userId: UserId) =>
    (work: Work): Promise<UnitAlertEvent[]> =>
      actingAs(people, userId, work);

  /** Writes and announces; a transaction whose end is not known is looked up before the next. */
  const write = (work: Work, transact = asService): Promise<UnitAlertEvent[]> =>
    serially(async () => {
      try {
        if (mayHaveMissed) await tellMissed();
        const events = await transact(async (client) => {
          await lockAlertSequence(client);
          return work(client);
        });
        events.forEach(tell);
        return events;
      } catch (cause) {
        mayHaveMissed = true;
        throw cause;
      }
    });

  async function tellMissed(): Promise<void> {
    for (;;) {
      const missed = await alertEventsAfter(pool, { sequence, limit: CATCH_UP_LIMIT });
      missed.forEach(tell);
      if (missed.length < CATCH_UP_LIMIT) break;
    }
    mayHaveMissed = false;
  }

  const queue = createStoreQueue<AlertCommand>({
    store: async (commands) => {
      await write(async (client) => {
        const events: UnitAlertEvent[] = [];
        for (const command of commands) events.push(...(await applyAlertCommand(client, command)));
        return events;
      });
    },
    batchSize: COMMANDS_PER_TRANSACTION,
    limit: WAITING_LIMIT,
    retryMs: RETRY_MS,
    isContentFault,
    onRefused: (cause) => log.error({ cause }, "an alert step that cannot be stored was given up"),
    onFailed: (cause) => {
      log.error({ cause }, "alerts could not be stored; they are kept and tried again");
      onDatabaseFailed();
    },
    onDropped: (count) =>
      log.error({ count }, "alert steps dropped: too many wait for the database"),
  });

  async function firstAcknowledgement(alertId: AlertId): Promise<AlertEvent> {
    const first = await lastAcknowledgement(pool, alertId);
    if (first) return first.event;
    const alert = await findAlert(pool, alertId);
    if (!alert) throw new AppError("not-found", `alert ${alertId}`);
    // Open and untouched: so the database did not take it from this person.
    if (!alert.resolvedAt) throw new AppError("forbidden", `alert ${alertId}`);
    throw new AppError("conflict", `alert ${alertId} was resolved before anybody acknowledged it`);
  }

  return {
    async load() {
      // The sequence first: a step stored in between is then announced again rather than never.
      sequence = await latestAlertSequence(pool);
      const alerts = await openAlerts(pool);
      open.clear();
      for (const alert of alerts) open.set(alert.alertId, alert);
      return alerts;
    },
    submit: queue.add,
    async acknowledge({ alertId, userId }) {
      const [done] = await write(async (client) => {
        const event = await acknowledgeAlert(client, { alertId, userId, at: now() });
        return event ? [event] : [];
      }, asPerson(userId));
      return done?.event ?? firstAcknowledgement(alertId);
    },
    openIn: (unitId) => [...open.values()].filter((alert) => alert.unitId === unitId),
    sequence: () => sequence,
    find: async (alertId) => open.get(alertId) ?? (await findAlert(pool, alertId)),
    async eventsAfter(unitId, after) {
      const events = await alertEventsAfter(pool, {
        unitId,
        sequence: after,
        limit: CATCH_UP_LIMIT,
      });
      return events.map(({ event }) => event);
    },
    drain: queue.drain,
    stop: queue.stop,
  };
}
