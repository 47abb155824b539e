import { randomUUID } from "node:crypto";
import type pg from "pg";
import { isPatientPartlyUnseen, type TechnicalAlarm } from "#models/alerts/technical-alarm";
import type { SystemStatus } from "#models/realtime/board";
import type { EncounterId, UnitId } from "#models/shared/ids";
import { VITAL_SIGN_KINDS, VITAL_SIGNS, type VitalSignKind } from "#models/vitals/vital-sign";
import type { HeardBefore } from "../alerts/bed-hearing";
import { createTechnicalStore, type TechnicalSight } from "../alerts/technical-store";
import { createTechnicalWatch, type WatchedBed } from "../alerts/technical-watch";
import type { RecordedMessage } from "../ingest/ports";
import type { Logger } from "../logger";
import type { BedAnnouncer } from "./bed-announcer";
import type { BedDirectory } from "./bed-directory";
import { newestObservedAt, type LiveEncounter } from "./live-bed";
import type { UnitChannel } from "./unit-channel";

/** The technical alarms of the hospital as it stands: found, shown beside the beds, and stored. */
export interface TechnicalAlarms {
  /** Opens what was open; to be called when the directory knows who is where, and their newest signs. */
  start(): Promise<void>;
  heard(encounterId: EncounterId, message: RecordedMessage): void;
  /** Once a second. */
  review(): void;
  /** The patient is in another bed or in none. */
  left(encounterId: EncounterId): void;
  /** Of an encounter, or of a unit itself. */
  openOf(place: EncounterId | UnitId): readonly TechnicalAlarm[];
  /** Whether an assessment of the patient may rest on less than could be heard. */
  isPartlyUnseen(encounter: Pick<LiveEncounter, "technical" | "unitId">): boolean;
  find: (
    technicalAlarmId: TechnicalSight["technicalAlarmId"],
  ) => Promise<TechnicalAlarm | undefined>;
  /** Somebody has seen it; first wins. */
  see(request: TechnicalSight): Promise<TechnicalAlarm>;
  drain(): Promise<void>;
  stop(): void;
}

export interface TechnicalAlarmsOptions {
  pool: pg.Pool;
  people: pg.Pool;
  directory: BedDirectory;
  announcer: BedAnnouncer;
  channel: () => UnitChannel;
  status: () => SystemStatus;
  log: Logger;
  now: () => Date;
  onDatabaseFailed: () => void;
}

export function createTechnicalAlarms(options: TechnicalAlarmsOptions): TechnicalAlarms {
  const { pool, people, directory, announcer, channel, status, log, now } = options;
  const store = createTechnicalStore({
    ...{ pool, people, log, now },
    onDatabaseFailed: options.onDatabaseFailed,
  });
  const watch = createTechnicalWatch({
    submit: store.submit,
    now,
    newId: randomUUID,
    onBedChanged(encounterId, open) {
      const encounter = directory.byEncounter(encounterId);
      const bed = encounter && directory.bed(encounter.bedId);
      if (!encounter || !bed) return;
      encounter.technical = open;
      bed.changes.technical = true;
      announcer.changed(bed);
    },
    onUnitChanged(unitId, technical) {
      channel().bedsChanged({ unitId, sentAt: now().getTime(), beds: [], technical });
    },
  });

  return {
    async start() {
      const open = await store.load();
      const encounters = [...directory.encounters()];
      watch.restore(
        open,
        encounters.map((encounter) => [encounter.encounterId, heardBefore(encounter)]),
      );
      // What happened while the server was away.
      for (const { bed } of open) {
        if (bed && directory.byEncounter(bed.encounterId)?.bedId !== bed.bedId)
          watch.left(bed.encounterId);
      }
    },
    heard: watch.heard,
    review: () => watch.review(watchedBeds(directory), status()),
    left: watch.left,
    openOf: watch.openOf,
    // While nothing can be stored nothing is heard either.
    isPartlyUnseen: ({ technical, unitId }) =>
      status().database !== "up" ||
      isPatientPartlyUnseen(technical) ||
      isPatientPartlyUnseen(watch.openOf(unitId)),
    find: store.find,
    async see(request) {
      const alarm = await store.see(request);
      watch.seen(alarm);
      return alarm;
    },
    drain: store.drain,
    stop: store.stop,
  };
}

/** By the stored signs, on our clock; what was measured in another bed says nothing of this one's sensors. */
function heardBefore(encounter: LiveEncounter): HeardBefore {
  const { observedAt, feedOffsetMs, inBedSince } = encounter;
  const signs = new Map<VitalSignKind, number>();
  for (const kind of VITAL_SIGN_KINDS) {
    const heardAt = (observedAt[VITAL_SIGNS[kind].id] ?? Number.NEGATIVE_INFINITY) - feedOffsetMs;
    if (heardAt >= inBedSince) signs.set(kind, heardAt);
  }
  return { lastAt: newestObservedAt(encounter) - feedOffsetMs, signs };
}

function* watchedBeds(directory: BedDirectory): Generator<WatchedBed> {
  for (const { encounterId, unitId, bedId, risk } of directory.encounters()) {
    const bedLabel = directory.bed(bedId)?.label ?? "";
    // Without a risk nothing was checked, nor will be: a child's signs, or no model.
    yield { encounterId, unitId, bedId, bedLabel, doubts: risk ? risk.doubtedSigns : [] };
  }
}
