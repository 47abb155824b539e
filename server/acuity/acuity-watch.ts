import { isDeepStrictEqual } from "node:util";
import type pg from "pg";
import {
  acuityOverridesAt,
  latestAcuityChanges,
  saveAcuityChanges,
  type AcuityChange,
} from "#db/acuity";
import { isContentFault } from "#db/database-fault";
import { followAcuity, type AcuityCourse } from "#models/acuity/acuity-course";
import { acuityOf } from "#models/acuity/acuity-of";
import type { AcuityOverride } from "#models/acuity/acuity-override";
import { ACUITY_RULES } from "#models/acuity/acuity-rules";
import { courseFromStored, liveAcuityOf } from "#models/acuity/live-acuity";
import type { Alert } from "#models/alerts/alert";
import type { EncounterId } from "#models/shared/ids";
import type { LiveBed, LiveEncounter } from "../live/live-bed";
import { createStoreQueue } from "../live/store-queue";
import type { Logger } from "../logger";
import { acuityFacts } from "./acuity-facts";
import { createUnansweredAlerts } from "./unanswered-alerts";

const CHANGES_PER_BATCH = 500;
const WAITING_LIMIT = 20_000;
const RETRY_MS = 1_000;

/** Keeps the workload class of everybody in a bed, stores it when it changes, and says so. */
export interface AcuityWatch {
  /** The open alerts at start. */
  restoreAlerts(open: readonly Alert[]): void;
  /** Reads what is stored of patients who are new to it; nothing is said of anybody before. */
  restore(encounters: readonly LiveEncounter[]): Promise<void>;
  /** The same, tried again at `reviewAll` where it fails. */
  restoreBehind(encounters: readonly LiveEncounter[]): void;
  /** The facts of one patient may have changed. */
  review(encounter: LiveEncounter): void;
  alertChanged(alert: Alert): void;
  /** Time has passed: hours in bed, held classes and overrides run out. */
  reviewAll(): void;
  /** Somebody set a class or took one back. */
  overrideChanged(encounterId: EncounterId): Promise<void>;
  /** Reads every override again: what people set may have gone unheard. */
  rereadOverrides(): Promise<void>;
  left(encounterId: EncounterId): void;
  drain(): Promise<void>;
  stop(): void;
}

export interface AcuityWatchOptions {
  pool: pg.Pool;
  now: () => Date;
  log: Logger;
  directory: {
    byEncounter(encounterId: EncounterId): LiveEncounter | undefined;
    encounters(): Iterable<LiveEncounter>;
    bed(bedId: LiveEncounter["bedId"]): LiveBed | undefined;
  };
  /** The bed has another class to show. */
  onChanged: (bed: LiveBed, encounter: LiveEncounter) => void;
  onDatabaseFailed: () => void;
}

interface Watched {
  course: AcuityCourse | undefined;
  override: AcuityOverride | undefined;
  /** Of the change stored last: the next is later. */
  storedAt: number;
}

export function createAcuityWatch(options: AcuityWatchOptions): AcuityWatch {
  const { pool, now, log, directory, onChanged, onDatabaseFailed } = options;
  const watched = new Map<EncounterId, Watched>();
  const alerts = createUnansweredAlerts();
  const queue = createChangeQueue({ pool, log, onFailed: onDatabaseFailed });

  function review(encounter: LiveEncounter): void {
    const known = watched.get(encounter.encounterId);
    const bed = directory.bed(encounter.bedId);
    if (!known || !bed) return; // not restored yet: it is reviewed when it is
    const at = now().getTime();
    const before = known.course;
    const facts = acuityFacts(encounter, {
      unitKind: bed.unitKind,
      unansweredAlerts: alerts.countOf(encounter.encounterId),
      at,
    });
    known.course = followAcuity(before, acuityOf(facts, ACUITY_RULES), at);
    if (!before || before.finding.acuityClass !== known.course.finding.acuityClass)
      store(encounter.encounterId, known, known.course);
    show(bed, encounter, known, at);
  }

  function store(encounterId: EncounterId, known: Watched, { finding, since }: AcuityCourse): void {
    known.storedAt = Math.max(since, known.storedAt + 1);
    queue.add({ encounterId, ...finding, at: new Date(known.storedAt) });
  }

  function show(bed: LiveBed, encounter: LiveEncounter, known: Watched, at: number): void {
    if (known.override && known.override.until.getTime() <= at) known.override = undefined;
    const acuity = known.course && liveAcuityOf(known.course, known.override);
    if (isDeepStrictEqual(acuity, encounter.acuity)) return;
    encounter.acuity = acuity;
    bed.changes.acuity = true;
    onChanged(bed, encounter);
  }

  // One after the other, and before any news of an override: of two answers the older must not win.
  let lastRead: Promise<unknown> = Promise.resolve();
  function inTurn(read: () => Promise<void>): Promise<void> {
    const result = lastRead.then(read);
    lastRead = result.catch(() => undefined);
    return result;
  }

  async function restore(encounters: readonly LiveEncounter[]): Promise<void> {
    const fresh = encounters.filter(({ encounterId }) => !watched.has(encounterId));
    if (fresh.length === 0) return;
    const ids = fresh.map(({ encounterId }) => encounterId);
    const changes = await latestAcuityChanges(pool, ids);
    const overrides = await acuityOverridesAt(pool, ids, now());
    for (const encounter of fresh) {
      const { encounterId } = encounter;
      if (directory.byEncounter(encounterId) !== encounter) continue; // left meanwhile
      const change = changes.get(encounterId);
      watched.set(encounterId, {
        // What was found since it was stored is not known: taken for confirmed until now.
        course: change && { ...courseFromStored(change, change.at), confirmedAt: now().getTime() },
        override: overrides.get(encounterId),
        storedAt: change?.at.getTime() ?? 0,
      });
      review(encounter);
    }
  }

  function restoreBehind(encounters: readonly LiveEncounter[]): void {
    inTurn(() => restore(encounters)).catch((cause: unknown) => {
      log.error({ cause }, "stored workload classes could not be read; trying again");
    });
  }

  async function readOverrides(encounterIds: readonly EncounterId[]): Promise<void> {
    try {
      const overrides = await acuityOverridesAt(pool, encounterIds, now());
      for (const encounterId of encounterIds) {
        const known = watched.get(encounterId);
        const encounter = directory.byEncounter(encounterId);
        if (!known || !encounter) continue;
        known.override = overrides.get(encounterId);
        review(encounter);
      }
    } catch (cause) {
      log.error({ cause }, "workload classes that people set could not be read");
      onDatabaseFailed();
    }
  }

  return {
    restoreAlerts: alerts.restore,
    restore: (encounters) => inTurn(() => restore(encounters)),
    restoreBehind,
    review,
    alertChanged(alert) {
      const encounter = alerts.changed(alert) && directory.byEncounter(alert.encounterId);
      if (encounter) review(encounter);
    },
    reviewAll() {
      const encounters = [...directory.encounters()];
      restoreBehind(encounters);
      for (const encounter of encounters) review(encounter);
    },
    overrideChanged: (encounterId) => inTurn(() => readOverrides([encounterId])),
    rereadOverrides: () => inTurn(() => readOverrides([...watched.keys()])),
    left: (encounterId) => void watched.delete(encounterId),
    drain: queue.drain,
    stop: queue.stop,
  };
}

function createChangeQueue(options: { pool: pg.Pool; log: Logger; onFailed: () => void }) {
  const { pool, log, onFailed } = options;
  return createStoreQueue<AcuityChange>({
    store: (batch) => saveAcuityChanges(pool, batch),
    batchSize: CHANGES_PER_BATCH,
    limit: WAITING_LIMIT,
    retryMs: RETRY_MS,
    isContentFault,
    onRefused: (cause) =>
      log.error({ cause }, "a workload class that cannot be stored was given up"),
    onFailed: (cause) => {
      log.error({ cause }, "workload classes could not be stored; they are kept and tried again");
      onFailed();
    },
    onDropped: (count) =>
      log.error({ count }, "workload classes dropped: too many wait to be stored"),
  });
}
