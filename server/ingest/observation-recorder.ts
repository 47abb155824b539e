import type pg from "pg";
import { LABORATORY_TESTS } from "#models/vitals/laboratory-test";
import { type Refusal, refusal } from "#models/messages/refusal";
import type { EncounterId } from "#models/shared/ids";
import { isContentFault } from "#db/database-fault";
import type { Identifiers } from "#db/encryption/identifiers";
import { inTransaction } from "#db/transaction";
import {
  type ObservationColumns,
  type RejectedRow,
  type StoredKeys,
  type WithdrawnValue,
  correctObservations,
  emptyColumns,
  registerDevices,
  saveObservations,
  saveRejected,
  withdrawObservations,
} from "#db/vital-signs";
import type { Queryable } from "#db/pool";
import type { Logger } from "../logger";
import { GroupCommit } from "./group-commit";
import type { LiveFeed, PlacedEncounter } from "./ports";

export interface Observation {
  kind: number;
  value: number;
  observedAt: number; // epoch milliseconds, by the feed's clock
  deviceIdentifier: string | undefined;
  correction: boolean;
}

/** A value to take out of the chart. */
export interface Withdrawal {
  kind: number;
  observedAt: number;
  /** What is kept of it: always when it is deliberate, else only if there was a value to take out. */
  trace: RejectedRow;
  isDeliberate: boolean;
}

/** One message's values for one encounter, and what was refused of it. */
export interface ObservationsToRecord {
  /** One that is in no bed, such as one discharged, is charted and shown on no board. */
  encounter: PlacedEncounter | UnplacedEncounter;
  sentAt: number;
  receivedAt: number;
  observations: readonly Observation[];
  withdrawals: readonly Withdrawal[];
  rejections: readonly RejectedRow[];
}

export interface UnplacedEncounter {
  encounterId: EncounterId;
}

export type RecordOutcome = "stored" | Refusal;

/** 2,000 messages of seven values take about 0.4 s to insert; more would hold up everybody else. */
const MOST_PER_GROUP = 2_000;
/** A statement costs the main thread as much as three messages: at most a hundred a second of them. */
const LEAST_INTERVAL_MS = 10;
/** One group is built while the database is at the other; on a server, two connections. */
const LANES = 2;
const MOST_DEVICES_REMEMBERED = 20_000;
const FIRST_LABORATORY_KIND = Math.min(...Object.values(LABORATORY_TESTS).map(({ id }) => id));

/** Stores the observations of many messages together, then tells the live feed, then answers each. */
export function createObservationRecorder({
  pool,
  identifiers,
  live,
  log,
}: {
  pool: pg.Pool;
  identifiers: Identifiers;
  live: LiveFeed;
  log: Logger;
}) {
  const deviceIds = new Map<string, number>();

  /** One bad message must not cost the others: the group is halved until it stands alone. */
  async function commit(messages: readonly ObservationsToRecord[]): Promise<RecordOutcome[]> {
    try {
      await write({ pool, identifiers }, messages, await findDevices(pool, messages, deviceIds));
    } catch (cause) {
      if (!isContentFault(cause)) throw cause;
      if (messages.length > 1) {
        const half = messages.length >> 1;
        const first = await commit(messages.slice(0, half));
        return [...first, ...(await commit(messages.slice(half)))];
      }
      log.error({ cause, encounterId: messages[0]?.encounter.encounterId }, "observations refused");
      return [refusal("not-storable", "OBX")];
    }
    live.recorded(messages.every(isPlaced) ? messages : messages.filter(isPlaced));
    return messages.map(() => "stored" as const);
  }

  const group = new GroupCommit(commit, {
    mostPerGroup: MOST_PER_GROUP,
    leastIntervalMs: LEAST_INTERVAL_MS,
    lanes: LANES,
    mustGoAlone: changesWhatStands,
  });
  return {
    /** Resolves after the commit. Rejects when the database is away: then nothing may be acknowledged. */
    record: (message: ObservationsToRecord): Promise<RecordOutcome> => group.submit(message),
    /** Keeps refused values that belong to no encounter. */
    keepRejected: (rows: readonly RejectedRow[]): Promise<void> =>
      saveRejected(pool, identifiers, rows),
    drain: () => group.drain(),
  };
}

/** New values go in any order, their keys differ; a correction or withdrawal must find what it is about. */
const changesWhatStands = ({ observations, withdrawals }: ObservationsToRecord): boolean =>
  withdrawals.length > 0 || observations.some(({ correction }) => correction);

export type ObservationRecorder = ReturnType<typeof createObservationRecorder>;

type Placed = ObservationsToRecord & { encounter: PlacedEncounter };
const isPlaced = (message: ObservationsToRecord): message is Placed => "slot" in message.encounter;

/** The ids of the devices that the messages name; those not seen before are registered first. */
async function findDevices(
  pool: pg.Pool,
  messages: readonly ObservationsToRecord[],
  known: Map<string, number>,
): Promise<ReadonlyMap<string, number>> {
  // A feed that makes an identifier up for each message must not fill the memory.
  if (known.size > MOST_DEVICES_REMEMBERED) known.clear();
  const unknown = new Set<string>();
  for (const { observations } of messages)
    for (const { deviceIdentifier } of observations)
      if (deviceIdentifier !== undefined && !known.has(deviceIdentifier))
        unknown.add(deviceIdentifier);
  if (unknown.size === 0) return known;

  for (const { identifier, deviceId } of await registerDevices(pool, [...unknown]))
    known.set(identifier, deviceId);
  return known;
}

interface Batch {
  signs: ObservationColumns;
  results: ObservationColumns;
  correctedSigns: ObservationColumns;
  correctedResults: ObservationColumns;
  withdrawnSigns: StoredKeys;
  withdrawnResults: StoredKeys;
  withdrawals: [EncounterId, Withdrawal][];
  rejections: RejectedRow[];
}

const emptyBatch = (): Batch => ({
  signs: emptyColumns(),
  results: emptyColumns(),
  correctedSigns: emptyColumns(),
  correctedResults: emptyColumns(),
  withdrawnSigns: emptyColumns(),
  withdrawnResults: emptyColumns(),
  withdrawals: [],
  rejections: [],
});

/** Of several about one value the last stands; two in one statement would be refused by PostgreSQL. */
type Revisions = Map<string, { encounterId: EncounterId; observation: Observation | Withdrawal }>;

function toBatch(
  messages: readonly ObservationsToRecord[],
  deviceIds: ReadonlyMap<string, number>,
): Batch {
  const batch = emptyBatch();
  const revisions: Revisions = new Map();
  for (const { encounter, observations, withdrawals, rejections } of messages) {
    const { encounterId } = encounter;
    for (const observation of observations) {
      if (observation.correction)
        revisions.set(keyOf(encounterId, observation), { encounterId, observation });
      else {
        const columns = isSign(observation) ? batch.signs : batch.results;
        append(columns, encounterId, observation, deviceIds);
      }
    }
    for (const withdrawal of withdrawals) {
      revisions.set(keyOf(encounterId, withdrawal), { encounterId, observation: withdrawal });
      batch.withdrawals.push([encounterId, withdrawal]);
    }
    for (const rejection of rejections) batch.rejections.push(rejection);
  }
  appendRevisions(batch, revisions, deviceIds);
  return batch;
}

function appendRevisions(
  batch: Batch,
  revisions: Revisions,
  deviceIds: ReadonlyMap<string, number>,
): void {
  for (const { encounterId, observation } of revisions.values()) {
    if ("trace" in observation) {
      const keys = isSign(observation) ? batch.withdrawnSigns : batch.withdrawnResults;
      keys.observedAt.push(observation.observedAt);
      keys.encounterId.push(encounterId);
      keys.kind.push(observation.kind);
    } else {
      const columns = isSign(observation) ? batch.correctedSigns : batch.correctedResults;
      append(columns, encounterId, observation, deviceIds);
    }
  }
}

const isSign = ({ kind }: { kind: number }): boolean => kind < FIRST_LABORATORY_KIND;

const keyOf = (encounterId: EncounterId, { kind, observedAt }: Observation | Withdrawal): string =>
  `${encounterId} ${kind} ${observedAt}`;

function append(
  columns: ObservationColumns,
  encounterId: EncounterId,
  { kind, value, observedAt, deviceIdentifier }: Observation,
  deviceIds: ReadonlyMap<string, number>,
): void {
  columns.observedAt.push(observedAt);
  columns.encounterId.push(encounterId);
  columns.kind.push(kind);
  columns.value.push(value);
  columns.deviceId.push(
    deviceIdentifier === undefined ? null : (deviceIds.get(deviceIdentifier) ?? null),
  );
}

async function write(
  { pool, identifiers }: { pool: pg.Pool; identifiers: Identifiers },
  messages: readonly ObservationsToRecord[],
  deviceIds: ReadonlyMap<string, number>,
): Promise<void> {
  const batch = toBatch(messages, deviceIds);
  const signsOnly =
    batch.results.kind.length +
      batch.correctedSigns.kind.length +
      batch.correctedResults.kind.length +
      batch.withdrawals.length +
      batch.rejections.length ===
    0;
  // The common case is one statement, which is a transaction of its own: one round trip, not three.
  if (signsOnly) await saveObservations(pool, "vital_signs", batch.signs);
  else await inTransaction(pool, (client) => writeAll(client, identifiers, batch));
}

async function writeAll(client: Queryable, identifiers: Identifiers, batch: Batch): Promise<void> {
  await saveObservations(client, "vital_signs", batch.signs);
  await saveObservations(client, "laboratory_results", batch.results);
  await correctObservations(client, "vital_signs", batch.correctedSigns);
  await correctObservations(client, "laboratory_results", batch.correctedResults);
  const withdrawn = [
    ...(await withdrawObservations(client, "vital_signs", batch.withdrawnSigns)),
    ...(await withdrawObservations(client, "laboratory_results", batch.withdrawnResults)),
  ];
  const refused = [...batch.rejections, ...tracesOf(batch.withdrawals, withdrawn)];
  await saveRejected(client, identifiers, refused);
}

/** The value that was in the chart is kept with the withdrawal, for a message seldom repeats it. */
function tracesOf(
  withdrawals: Batch["withdrawals"],
  withdrawn: readonly WithdrawnValue[],
): RejectedRow[] {
  const values = new Map(withdrawn.map((each) => [storedKeyOf(each), each.value]));
  return withdrawals.flatMap(([encounterId, withdrawal]) => {
    const value = values.get(keyOf(encounterId, withdrawal));
    if (value !== undefined) return [{ ...withdrawal.trace, value: String(value) }];
    return withdrawal.isDeliberate ? [withdrawal.trace] : [];
  });
}

const storedKeyOf = ({ encounterId, kind, observedAt }: WithdrawnValue): string =>
  `${encounterId} ${kind} ${observedAt}`;
