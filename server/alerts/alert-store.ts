import type pg from "pg";
import { actingAs } from "#db/acting";
import { giveDisposition } from "#db/alert-dispositions";
import { lockAlertSequence } from "#db/alert-steps";
import {
  alertEventsAfter,
  findAlert,
  lastStep,
  latestAlertSequence,
  openAlerts,
  type UnitAlertEvent,
} from "#db/alerts";
import { databaseFault, isContentFault } from "#db/database-fault";
import type { Queryable } from "#db/pool";
import { inTransaction } from "#db/transaction";
import type { Alert, AlertEvent, AlertPriority, AlertStep } from "#models/alerts/alert";
import type { AlertAnswer } from "#models/alerts/alert-answer";
import {
  advance,
  type LifecycleCommand,
  type LifecycleRefusal,
} from "#models/alerts/alert-lifecycle";
import { isWorse } from "#models/alerts/priority";
import { ALERT_STEPS_PER_ANSWER } from "#models/realtime/events";
import { AppError } from "#models/shared/errors";
import type { AlertId, UnitId, UserId } from "#models/shared/ids";
import type { Logger } from "../logger";
import { createStoreQueue } from "../live/store-queue";
import { type AlertCommand, alertRows, applyAlertCommand, type RulesOfUnit } from "./alert-command";
import { createRecentSteps } from "./recent-steps";

/** A few at a time: each is a row or two, and ingest waits while they are written. */
const COMMANDS_PER_TRANSACTION = 25;
const WAITING_LIMIT = 20_000;
/** Some hours of a hospital, a few megabytes. */
const STEPS_KEPT = 5_000;
const RETRY_MS = 1_000;

/** Stores the steps of alerts one after the other, then announces them in the order of their sequence. */
export interface AlertStore {
  load(): Promise<Alert[]>;
  /** Kept in memory until the database takes it. */
  submit(command: AlertCommand): void;
  /** Nothing waits to be stored, and all that was stored has been announced. */
  isSettled(): boolean;
  /**
   * What a person does. First wins: an acknowledgement, or a taking in hand, that came too late answers with
   * the one that came first. What the alert's state does not allow is a conflict that says why, and so is
   * what would quieten an alert that has become worse than the person saw it.
   */
  answer(request: AnswerRequest): Promise<AlertEvent>;
  /** Of a unit, acknowledged or not, oldest first, as of `sequence()`. */
  openIn(unitId: UnitId): Alert[];
  open(): Iterable<Alert>;
  /** The last step announced. */
  sequence(): number;
  find(alertId: AlertId): Promise<Alert | undefined>;
  /** At most `ALERT_STEPS_PER_ANSWER`: a caller asks again from the last until there are fewer. */
  eventsAfter(unitId: UnitId, sequence: number): Promise<AlertEvent[]>;
  drain(): Promise<void>;
  stop(): void;
}

export interface AnswerRequest {
  alertId: AlertId;
  userId: UserId;
  answer: AlertAnswer;
  /** The alert's priority as the person saw it. */
  seen: AlertPriority;
}

type Refusal = LifecycleRefusal | "worse-than-seen";

export interface AlertStoreOptions {
  pool: pg.Pool;
  /** Writes what a person does, as that person. */
  people: pg.Pool;
  now: () => Date;
  log: Logger;
  rulesOf: RulesOfUnit;
  announce: (unitId: UnitId, event: AlertEvent) => void;
  onDatabaseFailed: () => void;
  /** Steps that will never be stored. */
  onGivenUp: (commands: readonly AlertCommand[]) => void;
}

export function createAlertStore(options: AlertStoreOptions): AlertStore {
  const { pool, people, rulesOf, now, log, announce, onDatabaseFailed } = options;
  const open = new Map<AlertId, Alert>();
  const recent = createRecentSteps(STEPS_KEPT);
  let sequence = 0;
  let mayHaveMissed = false;

  function tell(told: UnitAlertEvent): void {
    const { heardIn, event } = told;
    if (event.sequence <= sequence) return;
    sequence = event.sequence;
    recent.add(told);
    if (event.alert.endedAt) open.delete(event.alert.alertId);
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
        tellMissedSoon();
        throw cause;
      }
    });

  // Also when nobody writes anything for a while: the step of an answer that was lost is news like any other.
  let retry: NodeJS.Timeout | undefined;
  function tellMissedSoon(): void {
    retry ??= setTimeout(() => {
      retry = undefined;
      if (mayHaveMissed) serially(tellMissed).catch(tellMissedSoon);
    }, RETRY_MS);
  }

  async function tellMissed(): Promise<void> {
    for (;;) {
      const missed = await alertEventsAfter(pool, { sequence, limit: ALERT_STEPS_PER_ANSWER });
      missed.forEach(tell);
      if (missed.length < ALERT_STEPS_PER_ANSWER) break;
    }
    mayHaveMissed = false;
  }

  const queue = createStoreQueue<AlertCommand>({
    store: async (commands) => {
      await write(async (client) => {
        const rows = alertRows(client);
        const events: UnitAlertEvent[] = [];
        for (const command of commands)
          events.push(...(await applyAlertCommand(rows, command, rulesOf)));
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
    onGivenUp: options.onGivenUp,
  });

  async function answer(request: AnswerRequest): Promise<AlertEvent> {
    const { alertId, userId, answer, seen } = request;
    let why: Refusal | undefined;
    const [done] = await write(async (client) => {
      const rows = alertRows(client);
      const held = await rows.lock(alertId);
      if (!held) return [];
      const { unitId, life: before } = held;
      const at = now();
      const made = advance(before, toCommand(answer, userId), at.getTime(), rulesOf(unitId));
      if (!made.ok) {
        why = made.why;
        return [];
      }
      if (QUIETENS.has(answer.type) && isWorse(seen, before.priority)) {
        why = "worse-than-seen";
        return [];
      }
      if (answer.type === "resolve") {
        const { disposition } = answer;
        await giveDisposition(client, { alertId, disposition, userId, at });
      }
      const { life, step, details } = made;
      const event = await rows.save({
        ...{ alertId, unitId, life, step, details, at, userId },
      });
      return event ? [event] : [];
    }, asPerson(userId)).catch((cause: unknown) => {
      // One of the same cause was raised since: the one that would be opened again is history.
      const fault = databaseFault(cause);
      if (fault?.constraint === "one_open_alert_per_cause")
        throw new AppError("conflict", "another alert of this cause is open", { cause });
      if (fault?.code === "42501") throw new AppError("forbidden", `alert ${alertId}`, { cause });
      throw cause;
    });
    return done?.event ?? settled(alertId, answer, why);
  }

  /** Nothing was changed: the first who did the same, or why it could not be done. */
  async function settled(
    alertId: AlertId,
    { type }: AlertAnswer,
    refusal: Refusal | undefined,
  ): Promise<AlertEvent> {
    const alert = refusal ? undefined : await findAlert(pool, alertId);
    // One that ended a while ago the database gives nobody to change.
    const why = alert?.endedAt ? "ended" : refusal;
    const step = FIRST_WINS[type];
    const first =
      step && (why === "done-already" || why === "ended")
        ? await lastStep(pool, alertId, step)
        : undefined;
    if (first) return first.event;
    if (why) throw new AppError("conflict", `alert ${alertId}: ${why}`);
    if (!alert) throw new AppError("not-found", `alert ${alertId}`);
    // There, and the state allows it: so the database did not take it from this person.
    throw new AppError("forbidden", `alert ${alertId}`);
  }

  return {
    async load() {
      // The sequence first: a step stored in between is then announced again rather than never.
      sequence = await latestAlertSequence(pool);
      const since = Math.max(0, sequence - STEPS_KEPT);
      const known = await alertEventsAfter(pool, { sequence: since, limit: STEPS_KEPT });
      recent.begin(known, since);
      const alerts = await openAlerts(pool);
      open.clear();
      for (const alert of alerts) open.set(alert.alertId, alert);
      return alerts;
    },
    submit: queue.add,
    answer,
    open: () => open.values(),
    openIn: (unitId) => [...open.values()].filter((alert) => alert.unitId === unitId),
    sequence: () => sequence,
    find: async (alertId) => open.get(alertId) ?? (await findAlert(pool, alertId)),
    async eventsAfter(unitId, after) {
      const kept = recent.after(unitId, after, ALERT_STEPS_PER_ANSWER);
      if (kept) return kept;
      const events = await alertEventsAfter(pool, {
        unitId,
        sequence: after,
        limit: ALERT_STEPS_PER_ANSWER,
      });
      return events.map(({ event }) => event);
    },
    isSettled: () => queue.isEmpty() && !mayHaveMissed,
    drain: queue.drain,
    stop() {
      queue.stop();
      clearTimeout(retry);
    },
  };
}

const FIRST_WINS: Readonly<Partial<Record<AlertAnswer["type"], AlertStep>>> = {
  acknowledge: "acknowledged",
  take: "taken-in-hand",
};

/** What lets an alert stop asking. */
const QUIETENS: ReadonlySet<AlertAnswer["type"]> = new Set([
  "acknowledge",
  "take",
  "snooze",
  "resolve",
]);

const toCommand = (answer: AlertAnswer, by: UserId): LifecycleCommand =>
  answer.type === "acknowledge" || answer.type === "take" ? { ...answer, by } : answer;
