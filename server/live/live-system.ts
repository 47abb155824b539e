import { randomUUID } from "node:crypto";
import type pg from "pg";
import { isContentFault } from "#db/database-fault";
import { saveAssessments, type StoredAssessment } from "#db/assessments";
import type { Identifiers } from "#db/encryption/identifiers";
import { type AnsweredCause, answeredCauses } from "#db/alerts";
import { bedOccupancies, hospitalBeds } from "#db/placed-encounters";
import type { Alert } from "#models/alerts/alert";
import { watchedSigns } from "#models/alerts/alert-finding";
import type { AlertPolicy } from "#models/alerts/alert-policy";
import type { UnitCensus } from "#models/downtime/unit-census";
import type {
  EncounterSnapshot,
  LiveRisk,
  SystemStatus,
  UnitSnapshot,
} from "#models/realtime/board";
import type { EncounterForecast } from "#models/realtime/encounter-forecast";
import { toWire } from "#models/realtime/wire";
import type { BedId, EncounterId, UnitId } from "#models/shared/ids";
import { MS_PER_DAY } from "#models/shared/time-range";
import { createAcuityWatch } from "../acuity/acuity-watch";
import { createAlertPolicies, type AlertPolicies } from "../alerts/alert-policies";
import { createAlertStore, type AlertStore } from "../alerts/alert-store";
import { createAlertTimer } from "../alerts/alert-timer";
import { createAlertWatch, type AlertPlace } from "../alerts/alert-watch";
import type { EncounterDirectory, LiveFeed, RecordedMessage } from "../ingest/ports";
import type { Logger } from "../logger";
import { FEED_CLOCK_KIND, OBSERVATION_STRIDE, type Assessment } from "../scoring/protocol";
import { createBedAnnouncer, FLUSH_MS } from "./bed-announcer";
import { createBedDirectory, type BedDirectory, type Placement } from "./bed-directory";
import {
  isRevision,
  isStreaming,
  newestSignsOf,
  takeMessage,
  toBedState,
  type LiveBed,
  type LiveEncounter,
} from "./live-bed";
import {
  BATCH_AT_START,
  BATCH_BEHIND,
  batchesOf,
  rereadEncounter,
  restoreNewest,
  restoreScorerHistory,
  restoreTrends,
  tellScorerNewest,
  type RestorePorts,
} from "./restore-encounters";
import type { Scorer } from "./scorer";
import { createStatusWatch } from "./system-status";
import { createStoreQueue } from "./store-queue";
import { createTechnicalAlarms, type TechnicalAlarms } from "./technical-alarms";
import { silentChannel, type UnitChannel } from "./unit-channel";

const STATUS_CHECK_MS = 1_000;
/** Hours in a bed pass, and a class that somebody set ends, with nobody saying so. */
const ACUITY_REVIEW_MS = 15_000;
const ALERT_TIMER_MS = 1_000;
/** Beds are opened and renamed by people, rarely: their list is read again this often. */
const BEDS_RELOAD_MS = 60_000;
const ASSESSMENTS_PER_BATCH = 2_000;
const ASSESSMENTS_LIMIT = 100_000; // about a hour of 1,000 beds
const RETRY_MS = 1_000;
/** The most that a policy may keep a cause quiet for. */
const LONGEST_QUIET_MS = MS_PER_DAY;
/** How long a connection waits for its transfer to be seen while the database is away. */
const MOVE_PATIENCE_MS = 5_000;

export interface LiveSystem extends EncounterDirectory, LiveFeed {
  /** Reads who is where, newest signs, assessments and open alerts; returns when a board would be right. */
  start(): Promise<void>;
  /** Stops the timers and stores what still waits. */
  stop(): Promise<void>;
  /** From the scoring worker, in the order it made them. */
  assessed(assessments: readonly Assessment[]): void;
  /** The scoring worker died, or could not be started. */
  scoringFailed(): void;
  /** A new worker took its place and is empty: it is told everything again. */
  scoringRestarted(): void;
  /** What became of the deterioration model at the last start of the worker. */
  modelBecame(model: SystemStatus["model"]): void;
  status(): SystemStatus;
  /** Reads again how everybody in a bed is described: what pages changed may have gone unheard. */
  rereadEncounters(): Promise<void>;
  /** Somebody set the workload class of a patient, or took it back. */
  acuityOverridden(encounterId: EncounterId): Promise<void>;
  /** Reads all of those again: some may have gone unheard. */
  rereadAcuityOverrides(): Promise<void>;
  /** Undefined for a unit the hospital does not have. */
  snapshot(unitId: UnitId): UnitSnapshot | undefined;
  /** Every unit that has beds, in the hospital's order; from memory, whether the database is there or not. */
  censuses(): UnitCensus[];
  /** Of one patient alone; in no bed for one the hospital does not have. */
  encounterSnapshot(encounterId: EncounterId): EncounterSnapshot;
  /** What is to be expected of one patient's signs; undefined for one in no bed. */
  forecast(encounterId: EncounterId): Promise<EncounterForecast | undefined>;
  placeOf(encounterId: EncounterId): { unitId: UnitId; bedId: BedId } | undefined;
  alerts: AlertStore;
  technical: Pick<TechnicalAlarms, "find" | "see">;
  alertPolicies: AlertPolicies;
  /** From now on news goes there. */
  announceTo(channel: UnitChannel): void;
}

export interface LiveOptions {
  pool: pg.Pool;
  /** Writes what a person does, as that person. */
  people: pg.Pool;
  identifiers: Identifiers;
  scorer: Scorer;
  log: Logger;
  now: () => Date;
}

/** The hospital as it stands, in memory: fed after each commit, read by screens and by the scorer. */
export function createLive({
  pool,
  people,
  identifiers,
  scorer,
  log,
  now,
}: LiveOptions): LiveSystem {
  let channel: UnitChannel = silentChannel;
  const announcer = createBedAnnouncer(now, () => channel);
  const directory = createBedDirectory({ now, onBedChanged: announcer.changed });
  const restorePorts: RestorePorts = { pool, directory, scorer, now };

  const status = createStatusWatch({
    now,
    ping: () => pingDatabase(pool),
    hasMonitoredPatients: () => hasMonitored(directory),
    onChanged: (changed) => {
      log.info({ ...changed }, "system status changed");
      channel.systemChanged(changed);
    },
  });
  const alertPolicies = createAlertPolicies({ pool, log });
  const alerts = createAlertStore({
    pool,
    people,
    rulesOf: alertPolicies.of,
    now,
    log,
    announce: (unitId, event) => {
      alertWatch.stepped(event);
      channel.alertChanged(unitId, event);
      acuity.alertChanged(event.alert);
      if (event.step === "reopened") putInPlace(event.alert);
    },
    onDatabaseFailed: status.databaseFailed,
    onGivenUp: (commands) => alertWatch.gaveUp(commands),
  });
  const technical = createTechnicalAlarms({
    ...{ pool, people, directory, announcer, log, now },
    channel: () => channel,
    status: status.status,
    onDatabaseFailed: status.databaseFailed,
  });
  const alertWatch = createAlertWatch({
    submit: alerts.submit,
    policyOf: alertPolicies.of,
    now,
    newId: randomUUID,
  });
  const { open, submit, isSettled } = alerts;
  const alertTimer = createAlertTimer({ open, submit, isSettled, now });
  const acuity = createAcuityWatch({
    ...{ pool, now, log, directory },
    onChanged: announceAside,
    onDatabaseFailed: status.databaseFailed,
  });
  const assessmentQueue = createAssessmentQueue({ pool, log, onFailed: status.databaseFailed });
  const timers: NodeJS.Timeout[] = [];
  let isStopped = false;

  function recorded(messages: readonly RecordedMessage[]): void {
    let count = 0;
    for (const { observations } of messages) count += observations.length + 1;
    const records = new Float64Array(count * OBSERVATION_STRIDE);

    let at = 0;
    for (const message of messages) {
      const encounter = directory.bySlot(message.encounter.slot);
      // The slot is lent: a message stored as its patient left must not reach the next one.
      if (encounter?.encounterId !== message.encounter.encounterId) continue;
      const bed = directory.bed(encounter.bedId);
      if (!bed) continue;
      if (isRevision(encounter, message)) revised.add(encounter.encounterId);
      technical.heard(encounter.encounterId, message);
      if (takeMessage(bed, encounter, message)) beginAnewOnClock(encounter);
      announcer.changed(bed);
      at = writeRecords(records, at, encounter, message);
      status.messageReceived(message.receivedAt);
    }
    if (at > 0) scorer.observe(at === records.length ? records : records.slice(0, at));
    if (revised.size > 0) void rereadRevised();
  }

  /** The scorer holds times of the old clock, which would stand in the way of new ones until they come. */
  function beginAnewOnClock(encounter: LiveEncounter): void {
    const { encounterId, feedOffsetMs } = encounter;
    log.warn({ encounterId, feedOffsetMs }, "the clock of a feed was set back; following it");
    scorer.release([encounter.slot]);
    scorer.admit([toScored(directory, encounter)]);
    tellScorerNewest(restorePorts, [encounter]);
  }

  // What is stored of these has changed, so what was built on it is built again, one at a time.
  const revised = new Set<EncounterId>();
  let rereading: Promise<void> | undefined;
  const rereadRevised = (): Promise<void> =>
    (rereading ??= rereadAll().finally(() => (rereading = undefined)));

  async function rereadAll(): Promise<void> {
    for (const encounterId of revised) {
      if (isStopped) return;
      revised.delete(encounterId);
      const encounter = directory.byEncounter(encounterId);
      const bed = encounter && directory.bed(encounter.bedId);
      if (!encounter || !bed) continue;
      try {
        await rereadEncounter(restorePorts, encounter, {
          isOutdated: () => revised.has(encounterId),
          beginAnew() {
            scorer.release([encounter.slot]);
            scorer.admit([toScored(directory, encounter)]);
          },
        });
        announcer.changed(bed);
      } catch (cause) {
        revised.add(encounterId);
        log.error({ cause, encounterId }, "corrected signs could not be read; trying again");
        status.databaseFailed();
        return;
      }
    }
  }

  function assessed(assessments: readonly Assessment[]): void {
    const at = now().getTime();
    for (const assessment of assessments) {
      const encounter = directory.byEncounter(assessment.encounterId);
      const bed = encounter && directory.bed(encounter.bedId);
      if (!encounter || !bed) continue; // left while being assessed
      const { score } = assessment;
      const policy = alertPolicies.of(encounter.unitId);
      const risk = atUnitsLevel(assessment.risk, policy);
      encounter.score = score;
      encounter.risk = risk;
      bed.changes.score = true;
      bed.changes.risk = true;
      announceAside(bed, encounter);
      acuity.review(encounter);
      assessmentQueue.add({ ...assessment, risk, madeAt: at });
      const signs = () => newestSignsOf(encounter, watchedSigns(policy));
      const isPartlyUnseen = technical.isPartlyUnseen(encounter);
      const patient = { score, risk, signs, isPartlyUnseen };
      alertWatch.assessed(placeOf(encounter, bed.label), patient);
    }
  }

  /** With the next signs of a bed that streams them. */
  function announceAside(bed: LiveBed, encounter: LiveEncounter): void {
    if (isStreaming(encounter, now().getTime())) announcer.changedAside(bed);
    else announcer.changed(bed);
  }

  async function reload(encounterIds: readonly EncounterId[]): Promise<void> {
    const occupancies = await bedOccupancies(pool, identifiers, encounterIds);
    if (occupancies.some(({ bedId }) => !directory.bed(bedId))) {
      await reloadBeds();
      await reloadPolicies();
    }
    const placements = directory.place(encounterIds, occupancies);
    tellScorer(placements);
    tellAlerts(placements);
    tellAcuity(placements);
    restoreAdmitted(placements.flatMap((each) => (each.step === "admitted" ? each.encounter : [])));
  }

  /** One that comes back to a bed, by a cancelled discharge, has signs. Nobody need wait for them. */
  function restoreAdmitted(encounters: readonly LiveEncounter[]): void {
    if (encounters.length === 0) return;
    restoreNewest(restorePorts, encounters).catch((cause: unknown) => {
      log.error({ cause }, "the signs of admitted encounters could not be read");
    });
  }

  function tellScorer(placements: readonly Placement[]): void {
    const left = placements.filter(({ step }) => step === "left");
    const here = placements.filter(({ step }) => step !== "left");
    if (left.length > 0) scorer.release(left.map(({ encounter }) => encounter.slot));
    if (here.length > 0) scorer.admit(here.map(({ encounter }) => toScored(directory, encounter)));
  }

  function tellAlerts(placements: readonly Placement[]): void {
    for (const placement of placements) {
      const { encounter, step } = placement;
      if (step === "left" || step === "moved") technical.left(encounter.encounterId);
      if (step === "left") alertWatch.left(encounter.encounterId);
      const bed = directory.bed(encounter.bedId);
      if (step === "moved" && bed) {
        alertWatch.moved(placeOf(encounter, bed.label), placement.from);
      }
    }
  }

  function tellAcuity(placements: readonly Placement[]): void {
    for (const { encounter, step } of placements)
      if (step === "left") acuity.left(encounter.encounterId);
      else acuity.review(encounter);
    acuity.restoreBehind(
      placements.flatMap((each) => (each.step === "left" ? [] : each.encounter)),
    );
  }

  async function reloadBeds(): Promise<void> {
    directory.setBeds(await hospitalBeds(pool));
  }

  /** Of a unit opened since, and of a change that was heard of but could not be read. */
  async function reloadPolicies(): Promise<void> {
    try {
      await alertPolicies.reload();
    } catch (cause) {
      log.warn({ cause }, "the alert policies could not be read again; the ones before hold");
    }
  }

  // One reload after the other: of two answers about one patient the older must not win.
  let lastReload: Promise<void> = Promise.resolve();
  const unseen = new Set<EncounterId>();
  function reloadUnseen(): Promise<void> {
    lastReload = lastReload.then(async () => {
      const ids = [...unseen];
      if (ids.length === 0) return;
      unseen.clear();
      try {
        await reload(ids);
      } catch (cause) {
        for (const id of ids) unseen.add(id);
        log.error({ cause, encounters: ids.length }, "encounters could not be read; trying again");
        status.databaseFailed();
      }
    });
    return lastReload;
  }

  async function encountersMoved(encounterIds: readonly EncounterId[]): Promise<void> {
    for (const id of encounterIds) unseen.add(id);
    const giveUpAt = now().getTime() + MOVE_PATIENCE_MS;
    await reloadUnseen();
    while (encounterIds.some((id) => unseen.has(id)) && now().getTime() < giveUpAt && !isStopped) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      await reloadUnseen();
    }
  }

  async function restoreOpenAlerts(): Promise<void> {
    const stored = await alerts.load();
    const since = new Date(now().getTime() - LONGEST_QUIET_MS);
    alertWatch.restore(stored, (await answeredCauses(pool, since)).map(onItsFeedsClock));
    acuity.restoreAlerts(stored);
    stored.forEach(putInPlace);
  }

  /** Of a patient in no bed, who may come back, the feed is taken to go by our clock. */
  function onItsFeedsClock(answered: AnsweredCause): AnsweredCause {
    const offsetMs = directory.byEncounter(answered.encounterId)?.feedOffsetMs ?? 0;
    return { ...answered, endedAt: new Date(answered.endedAt.getTime() + offsetMs) };
  }

  /** Tells an open alert what became of its patient while it could not be told. */
  function putInPlace({ encounterId, bedId, unitId }: Alert): void {
    const encounter = directory.byEncounter(encounterId);
    const bed = encounter && directory.bed(encounter.bedId);
    if (!encounter || !bed) alertWatch.left(encounterId);
    else if (bed.bedId !== bedId) alertWatch.moved(placeOf(encounter, bed.label), unitId);
  }

  function sweepAlerts(): void {
    if (isSettled()) {
      alertWatch.agreeWith(open());
      for (const alert of open()) putInPlace(alert);
    }
    alertWatch.sweep();
  }

  /** What is good to have soon, in small batches that let the ingest pass between them. */
  async function restoreBehind(
    part: (ports: RestorePorts, encounters: readonly LiveEncounter[]) => Promise<void>,
  ): Promise<void> {
    for (const encounters of batchesOf([...directory.encounters()], BATCH_BEHIND)) {
      if (isStopped) return;
      try {
        await part(restorePorts, encounters);
      } catch (cause) {
        log.error({ cause }, "the last day's history could not be read");
      }
    }
  }

  function snapshot(unitId: UnitId): UnitSnapshot | undefined {
    const beds = directory.bedsOf(unitId);
    if (!beds) return undefined;
    return {
      unitId,
      sentAt: now().getTime(),
      beds: beds.map(toBedState),
      alerts: alerts.openIn(unitId).map(toWire),
      alertSequence: alerts.sequence(),
      technical: technical.openOf(unitId),
      system: status.status(),
    };
  }

  return {
    ...directoryOf(directory),
    alerts,
    technical,
    alertPolicies,
    recorded,
    encountersMoved,
    assessed,
    async start() {
      await reloadBeds();
      await alertPolicies.reload();
      const occupancies = await bedOccupancies(pool, identifiers);
      directory.place([], occupancies);
      // Nobody watches yet: whoever comes gets all of it, and needs it told no second time.
      announcer.flush();
      const encounters = [...directory.encounters()];
      scorer.admit(encounters.map((encounter) => toScored(directory, encounter)));
      for (const batch of batchesOf(encounters, BATCH_AT_START))
        await restoreNewest(restorePorts, batch);
      await restoreOpenAlerts();
      await acuity.restore(encounters);
      await technical.start();
      log.info({ encounters: encounters.length }, "live state restored");

      void restoreBehind(restoreScorerHistory).then(() => restoreBehind(restoreTrends));
      timers.push(
        setInterval(announcer.flush, FLUSH_MS),
        setInterval(acuity.reviewAll, ACUITY_REVIEW_MS),
        setInterval(alertTimer.look, ALERT_TIMER_MS),
        setInterval(() => {
          void status.check();
          technical.review();
          if (unseen.size > 0) void reloadUnseen();
          if (revised.size > 0) void rereadRevised();
        }, STATUS_CHECK_MS),
        setInterval(() => {
          sweepAlerts();
          void reloadPolicies();
          reloadBeds().catch((cause: unknown) => {
            log.warn({ cause }, "the list of beds could not be read again");
          });
        }, BEDS_RELOAD_MS),
      );
    },
    async stop() {
      isStopped = true;
      for (const timer of timers) clearInterval(timer);
      await lastReload;
      await rereading;
      const stores = [assessmentQueue, alerts, acuity, technical];
      await Promise.all(stores.map((store) => store.drain()));
      for (const store of stores) store.stop();
    },
    scoringFailed: () => status.scoringBecame("down"),
    scoringRestarted() {
      status.scoringBecame("up");
      const encounters = [...directory.encounters()];
      scorer.admit(encounters.map((encounter) => toScored(directory, encounter)));
      tellScorerNewest(restorePorts);
      void restoreBehind(restoreScorerHistory);
    },
    rereadEncounters() {
      for (const { encounterId } of directory.encounters()) unseen.add(encounterId);
      return reloadUnseen();
    },
    acuityOverridden: acuity.overrideChanged,
    rereadAcuityOverrides: acuity.rereadOverrides,
    modelBecame: status.modelBecame,
    status: status.status,
    snapshot,
    censuses: () =>
      [...directory.units()].flatMap(([unitId, beds]) => {
        const [bed] = beds;
        const unit = snapshot(unitId);
        if (!bed || !unit) return [];
        const medicalRecords = new Map(
          beds.flatMap(({ encounter }) =>
            encounter ? [[encounter.encounterId, encounter.medicalRecord]] : [],
          ),
        );
        return { code: bed.unitCode, name: bed.unitName, snapshot: unit, medicalRecords };
      }),
    encounterSnapshot(encounterId) {
      const encounter = directory.byEncounter(encounterId);
      const bed = encounter && directory.bed(encounter.bedId);
      const isThere = bed && bed.encounter === encounter;
      const open = isThere ? alerts.openIn(bed.unitId) : [];
      return {
        encounterId,
        sentAt: now().getTime(),
        place: isThere ? { unitId: bed.unitId, bed: toBedState(bed) } : undefined,
        alerts: open.filter((alert) => alert.encounterId === encounterId).map(toWire),
        system: status.status(),
      };
    },
    async forecast(encounterId) {
      const encounter = directory.byEncounter(encounterId);
      if (!encounter) return undefined;
      const { slot } = encounter;
      return scorer.forecast({ slot, encounterId });
    },
    placeOf(encounterId) {
      const encounter = directory.byEncounter(encounterId);
      return encounter && { unitId: encounter.unitId, bedId: encounter.bedId };
    },
    announceTo: (to) => (channel = to),
  };
}

/** A database that takes longer serves nobody: the longest job on the embedded one holds it for less. */
const PING_PATIENCE_MS = 5_000;

async function pingDatabase(pool: pg.Pool): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer from the database")), PING_PATIENCE_MS);
  });
  try {
    await Promise.race([pool.query("select 1"), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function createAssessmentQueue(options: { pool: pg.Pool; log: Logger; onFailed: () => void }) {
  const { pool, log, onFailed } = options;
  return createStoreQueue<StoredAssessment>({
    store: (batch) => saveAssessments(pool, batch),
    batchSize: ASSESSMENTS_PER_BATCH,
    limit: ASSESSMENTS_LIMIT,
    retryMs: RETRY_MS,
    isContentFault,
    onRefused: (cause) => log.error({ cause }, "an assessment that cannot be stored was given up"),
    onFailed: (cause) => {
      log.error({ cause }, "assessments could not be stored; they are kept and tried again");
      onFailed();
    },
    onDropped: (count) => log.error({ count }, "assessments dropped: too many wait to be stored"),
  });
}

function writeRecords(
  records: Float64Array,
  start: number,
  { slot, feedOffsetMs }: LiveEncounter,
  message: RecordedMessage,
): number {
  let at = start;
  records[at] = slot;
  records[at + 1] = FEED_CLOCK_KIND;
  // The clock as the board has it, not as this message says: one of a backlog would turn it back, and old
  // signs would be scored as fresh.
  records[at + 2] = message.receivedAt + feedOffsetMs;
  records[at + 3] = message.receivedAt;
  at += OBSERVATION_STRIDE;
  for (const observation of message.observations) {
    records[at] = slot;
    records[at + 1] = observation.kind;
    records[at + 2] = observation.observedAt;
    records[at + 3] = observation.value;
    at += OBSERVATION_STRIDE;
  }
  return at;
}

/** A unit may be alerted at another level than the one the model was released with. */
function atUnitsLevel(risk: LiveRisk | undefined, policy: AlertPolicy): LiveRisk | undefined {
  const { threshold } = policy.deteriorationRisk;
  return risk && threshold !== null ? { ...risk, threshold } : risk;
}

function toScored(directory: BedDirectory, encounter: LiveEncounter) {
  const { slot, encounterId, bedId, unitId, occupant } = encounter;
  const unitKind = directory.bed(bedId)?.unitKind ?? "ward";
  const { age, sex, oxygenScale } = occupant;
  return { slot, encounterId, age, sex, unitId, unitKind, oxygenScale };
}

const placeOf = ({ encounterId, unitId, bedId }: LiveEncounter, bedLabel: string): AlertPlace => ({
  encounterId,
  unitId,
  bedId,
  bedLabel,
});

function hasMonitored(directory: BedDirectory): boolean {
  for (const { values } of directory.encounters()) {
    if (values.some((value) => !Number.isNaN(value))) return true;
  }
  return false;
}

const directoryOf = (directory: BedDirectory): EncounterDirectory => ({
  findByVisit: directory.findByVisit,
  findByMedicalRecord: directory.findByMedicalRecord,
  findByBed: directory.findByBed,
  hasBed: directory.hasBed,
});
