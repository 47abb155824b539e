import type pg from "pg";
import { LABORATORY_TESTS } from "#models/vitals/laboratory-test";
import { type Refusal, refusal } from "#models/messages/refusal";
import { isContentFault } from "#db/database-fault";
import { inTransaction } from "#db/transaction";
import {
  type ObservationColumns,
  type RejectedRow,
  correctObservations,
  emptyColumns,
  registerDevices,
  saveObservations,
  saveRejected,
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

/** One message's values for one encounter, and what was refused of it. */
export interface ObservationsToRecord {
  encounter: PlacedEncounter;
  sentAt: number;
  receivedAt: number;
  observations: readonly Observation[];
  rejections: readonly RejectedRow[];
}

export type RecordOutcome = "stored" | Refusal;

/** 2,000 messages of seven values take about 0.4 s to insert; more would hold up everybody else. */
const MOST_PER_GROUP = 2_000;
const FIRST_LABORATORY_KIND = Math.min(...Object.values(LABORATORY_TESTS).map(({ id }) => id));

/** Stores the observations of many messages together, then tells the live feed, then answers each. */
export function createObservationRecorder({
  pool,
  live,
  log,
}: {
  pool: pg.Pool;
  live: LiveFeed;
  log: Logger;
}) {
  const deviceIds = new Map<string, number>();

  /** One bad message must not cost the others: the group is halved until it stands alone. */
  async function commit(messages: readonly ObservationsToRecord[]): Promise<RecordOutcome[]> {
    try {
      await write(pool, messages, await findDevices(pool, messages, deviceIds));
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
    live.recorded(messages);
    return messages.map(() => "stored" as const);
  }

  const group = new GroupCommit(commit, MOST_PER_GROUP);
  return {
    /** Resolves after the commit. Rejects when the database is away: then nothing may be acknowledged. */
    record: (message: ObservationsToRecord): Promise<RecordOutcome> => group.submit(message),
    /** Keeps refused values that belong to no encounter. */
    keepRejected: (rows: readonly RejectedRow[]): Promise<void> => saveRejected(pool, rows),
    drain: () => group.drain(),
  };
}

export type ObservationRecorder = ReturnType<typeof createObservationRecorder>;

/** The ids of the devices that the messages name; those not seen before are registered first. */
async function findDevices(
  pool: pg.Pool,
  messages: readonly ObservationsToRecord[],
  known: Map<string, number>,
): Promise<ReadonlyMap<string, number>> {
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
  rejections: RejectedRow[];
}

function toBatch(
  messages: readonly ObservationsToRecord[],
  deviceIds: ReadonlyMap<string, number>,
): Batch {
  const batch: Batch = {
    signs: emptyColumns(),
    results: emptyColumns(),
    correctedSigns: emptyColumns(),
    correctedResults: emptyColumns(),
    rejections: [],
  };
  const corrections = new Map<string, [PlacedEncounter, Observation]>();
  for (const { encounter, observations, rejections } of messages) {
    for (const observation of observations) {
      if (observation.correction)
        corrections.set(keyOf(encounter, observation), [encounter, observation]);
      else {
        const isSign = observation.kind < FIRST_LABORATORY_KIND;
        append(isSign ? batch.signs : batch.results, encounter, observation, deviceIds);
      }
    }
    batch.rejections.push(...rejections);
  }
  for (const [encounter, observation] of corrections.values()) {
    const isSign = observation.kind < FIRST_LABORATORY_KIND;
    append(
      isSign ? batch.correctedSigns : batch.correctedResults,
      encounter,
      observation,
      deviceIds,
    );
  }
  return batch;
}

/** The last correction of a value wins; two in one statement would be refused by PostgreSQL. */
const keyOf = ({ encounterId }: PlacedEncounter, { kind, observedAt }: Observation): string =>
  `${encounterId} ${kind} ${observedAt}`;

function append(
  columns: ObservationColumns,
  { encounterId }: PlacedEncounter,
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
  pool: pg.Pool,
  messages: readonly ObservationsToRecord[],
  deviceIds: ReadonlyMap<string, number>,
): Promise<void> {
  const batch = toBatch(messages, deviceIds);
  const signsOnly =
    batch.results.kind.length +
      batch.correctedSigns.kind.length +
      batch.correctedResults.kind.length +
      batch.rejections.length ===
    0;
  // The common case is one statement, which is a transaction of its own: one round trip, not three.
  if (signsOnly) await saveObservations(pool, "vital_signs", batch.signs);
  else await inTransaction(pool, (client) => writeAll(client, batch));
}

async function writeAll(client: Queryable, batch: Batch): Promise<void> {
  await saveObservations(client, "vital_signs", batch.signs);
  await saveObservations(client, "laboratory_results", batch.results);
  await correctObservations(client, "vital_signs", batch.correctedSigns);
  await correctObservations(client, "laboratory_results", batch.correctedResults);
  await saveRejected(client, batch.rejections);
}
