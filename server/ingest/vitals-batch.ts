import { z } from "zod";
import type { ClaimedIdentity } from "#models/messages/identity";
import { FUTURE_TOLERANCE_MS, interpretObservation } from "#models/messages/observation";
import type { RejectedRow } from "#db/vital-signs";
import { findEncounter } from "./find-encounter";
import { isLate } from "./find-past-encounter";
import type {
  Observation,
  ObservationRecorder,
  ObservationsToRecord,
} from "./observation-recorder";
import type { EncounterDirectory, PlacedEncounter } from "./ports";

const Instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const ShortText = z.string().min(1).max(100);

/** One of the three says whom it is about; when several do, they must agree. */
const VitalsItem = z
  .object({
    patient: z.object({ medicalRecord: ShortText }).optional(),
    visitNumber: ShortText.optional(),
    bed: z.object({ unit: ShortText, label: ShortText }).optional(),
    code: ShortText,
    codeSystem: z.enum(["LN", "MDC"]),
    value: z.union([z.number(), ShortText]),
    unit: z.string().max(100).default(""),
    observedAt: Instant,
    deviceId: ShortText.optional(),
    correction: z.boolean().default(false),
  })
  .refine((item) => item.patient ?? item.visitNumber ?? item.bed, {
    message: "patient, visitNumber or bed is needed",
  });

/** What a gateway posts: a batch under one message id, all times with their zone. */
export const VitalsBatch = z.object({
  messageId: z.string().min(1).max(199),
  sentAt: Instant,
  observations: z.array(VitalsItem).min(1).max(5_000),
});
export type VitalsBatch = z.infer<typeof VitalsBatch>;
type VitalsItem = VitalsBatch["observations"][number];

export interface ItemResult {
  position: number; // from 1
  status: "recorded" | "rejected";
  reason?: string;
}

/**
 * Records a gateway's batch by the same rules as HL7 and answers item by item. Items are grouped by
 * encounter, and all groups go into the same commit.
 *
 * @throws when the database is away: nothing of it counts as taken then.
 */
export async function recordVitalsBatch(
  batch: VitalsBatch,
  gateway: { name: string },
  {
    recorder,
    directory,
    receivedAt,
  }: { recorder: ObservationRecorder; directory: EncounterDirectory; receivedAt: number },
): Promise<ItemResult[]> {
  const results: ItemResult[] = [];
  const groups = new Map<PlacedEncounter, Group>();
  const unplaced: RejectedRow[] = [];

  batch.observations.forEach((item, index) => {
    const position = index + 1;
    const read = readItem(item, batch.sentAt, directory);
    const group = read.encounter && groupOf(groups, read.encounter);
    if (group && read.observation) {
      group.observations.push(read.observation);
      group.positions.push(position);
      results.push({ position, status: "recorded" });
      return;
    }
    const row = toRejectedRow(item, batch, gateway, position, read);
    (group ? group.rejections : unplaced).push(row);
    results.push({ position, status: "rejected", reason: row.reason });
  });

  await recordGroups(groups, unplaced, batch.sentAt, receivedAt, recorder, results);
  return results;
}

interface Group {
  observations: Observation[];
  positions: number[];
  rejections: RejectedRow[];
}

function groupOf(groups: Map<PlacedEncounter, Group>, encounter: PlacedEncounter): Group {
  const known = groups.get(encounter);
  if (known) return known;
  const group: Group = { observations: [], positions: [], rejections: [] };
  groups.set(encounter, group);
  return group;
}

interface ReadItem {
  encounter?: PlacedEncounter;
  observation?: Observation;
  reason?: string;
}

function readItem(item: VitalsItem, sentAt: number, directory: EncounterDirectory): ReadItem {
  const placed = findEncounter(directory, identityOf(item));
  if (!placed.ok) return { reason: placed.error.code };

  // Whoever lies in the bed now may not be who lay there then; nobody is charted on a guess.
  if (!item.visitNumber && !item.patient && isLate([item], sentAt))
    return { reason: "unknown-patient" };
  const encounter = placed.value;
  const interpreted = interpretObservation({ ...item, value: String(item.value) });
  if (!interpreted.ok) return { encounter, reason: interpreted.error };
  if (item.observedAt > sentAt + FUTURE_TOLERANCE_MS) return { encounter, reason: "in-the-future" };
  const { observedAt, deviceId: deviceIdentifier, correction } = item;
  return {
    encounter,
    observation: { ...interpreted.value, observedAt, deviceIdentifier, correction },
  };
}

const identityOf = ({ visitNumber, patient, bed }: VitalsItem): ClaimedIdentity => ({
  visitNumber,
  medicalRecords: patient ? [patient.medicalRecord] : [],
  location: bed && { unitCode: bed.unit, room: "", bed: bed.label },
});

const toRejectedRow = (
  item: VitalsItem,
  batch: VitalsBatch,
  gateway: { name: string },
  position: number,
  { encounter, reason }: ReadItem,
): RejectedRow => ({
  sender: `gateway ${gateway.name}`,
  controlId: batch.messageId,
  position,
  encounterId: encounter?.encounterId,
  code: item.code,
  reason: reason ?? "malformed-value",
  value: String(item.value),
  unit: item.unit,
  observedAt: new Date(item.observedAt),
});

async function recordGroups(
  groups: ReadonlyMap<PlacedEncounter, Group>,
  unplaced: RejectedRow[],
  sentAt: number,
  receivedAt: number,
  recorder: ObservationRecorder,
  results: ItemResult[],
): Promise<void> {
  const outcomes = [...groups].map(async ([encounter, { observations, rejections, positions }]) => {
    const message: ObservationsToRecord = {
      encounter,
      sentAt,
      receivedAt,
      observations,
      withdrawals: [],
      rejections,
    };
    const outcome = await recorder.record(message);
    if (outcome === "stored") return;
    for (const position of positions)
      results[position - 1] = { position, status: "rejected", reason: outcome.code };
  });
  await Promise.all([...outcomes, recorder.keepRejected(unplaced)]);
}
