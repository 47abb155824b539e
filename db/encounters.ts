import { randomUUID } from "node:crypto";
import type { EncounterClass } from "#models/encounters/demographics";
import { type Refusal, refusal } from "#models/messages/refusal";
import { type BedId, EncounterId, type PatientId } from "#models/shared/ids";
import { visitNumberIndex } from "./encryption/blind-indexes";
import type { Identifiers } from "./encryption/identifiers";
import { type Demographics, findPatients, insertPatient, updateDemographics } from "./patients";
import type { Queryable } from "./pool";

/** One ADT message, read. `occurredAt` is when it happened in the hospital, not when it was sent. */
export interface AdtEvent {
  code: "A01" | "A02" | "A03" | "A04" | "A06" | "A07" | "A08" | "A11" | "A12" | "A13";
  visitNumber: string;
  /** The first is kept for a new patient; any of them finds a known one. */
  medicalRecords: readonly string[];
  demographics: Demographics;
  class: EncounterClass | undefined;
  location: { unitCode: string; bedLabel: string } | undefined;
  occurredAt: Date;
  admittedAt: Date;
}

/** Thrown to roll the transaction back: the event does not fit the hospital as it stands. */
export class AdtRefused extends Error {
  override readonly name = "AdtRefused";

  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

const refuse = (...parts: Parameters<typeof refusal>): never => {
  throw new AdtRefused(refusal(...parts));
};

interface KnownEncounter {
  encounterId: EncounterId;
  patientId: PatientId;
  status: "active" | "discharged" | "cancelled";
  movedAt: Date | null;
}

/**
 * Carries out one event inside the caller's transaction and returns the encounters it moved or
 * changed. Each event leaves the same state when it is carried out twice.
 *
 * @throws AdtRefused when it contradicts what is known; the caller rolls back and quarantines it.
 */
export async function applyAdtEvent(
  db: Queryable,
  identifiers: Identifiers,
  event: AdtEvent,
): Promise<EncounterId[]> {
  const known = await findEncounter(db, visitNumberIndex(identifiers, event.visitNumber));
  const patientId = requireOnePatient(
    await findPatients(db, identifiers, event.medicalRecords),
    known,
  );
  if (known && movesPatient(event) && known.movedAt && event.occurredAt < known.movedAt)
    refuse("out-of-sequence", "EVN", 2);

  if (event.code === "A01" || event.code === "A04")
    return admit(db, identifiers, event, { known, patientId });
  if (!known) return refuse("unknown-visit", "PV1", 19);

  await updateDemographics(db, identifiers, known.patientId, event.demographics);
  const displaced = await changeEncounter(db, event, known);
  return [known.encounterId, ...displaced];
}

const movesPatient = ({ code }: AdtEvent): boolean => code !== "A08";

/** The encounters that the event moved beside its own. */
async function changeEncounter(
  db: Queryable,
  event: AdtEvent,
  known: KnownEncounter,
): Promise<EncounterId[]> {
  switch (event.code) {
    case "A02":
      requireActive(known);
      if (!event.location) refuse("missing-field", "PV1", 3);
      return placeInBed(db, event, known.encounterId);
    case "A03":
      await discharge(db, event, known);
      return [];
    case "A06":
    case "A07":
      requireActive(known);
      await db.query(SET_CLASS, [known.encounterId, event.class]);
      return placeInBed(db, event, known.encounterId);
    case "A11":
      await cancelAdmission(db, event, known);
      return [];
    case "A12":
      await cancelTransfer(db, event, known);
      return [];
    case "A13":
      return cancelDischarge(db, event, known);
    default:
      return [];
  }
}

function requireActive(known: KnownEncounter): void {
  if (known.status !== "active") refuse("out-of-sequence", "PV1", 19);
}

const FIND_ENCOUNTER = `
  select encounter_id as "encounterId",
         patient_id as "patientId",
         status,
         moved_at as "movedAt"
    from encounters
   where visit_number_index = $1
     for update
`;

async function findEncounter(db: Queryable, index: Buffer) {
  const { rows } = await db.query<KnownEncounter>(FIND_ENCOUNTER, [index]);
  return rows[0];
}

/** The patient that the record numbers name; a visit that belongs to somebody else is never touched. */
function requireOnePatient(
  patientIds: readonly PatientId[],
  known: KnownEncounter | undefined,
): PatientId | undefined {
  if (patientIds.length > 1) refuse("contradicting-identifiers", "PID", 3);
  const [patientId] = patientIds;
  if (known && patientId !== known.patientId) refuse("contradicting-identifiers", "PID", 3);
  return patientId;
}

const INSERT_ENCOUNTER = `
  insert into encounters (encounter_id, patient_id, visit_number_sealed, visit_number_index, class,
                          admitted_at, moved_at)
  values ($1, $2, $3, $4, $5, $6, $7)
`;
const OTHER_ACTIVE_ENCOUNTER = `
  select 1
    from encounters
   where patient_id = $1
     and status = 'active'
     and encounter_id is distinct from $2
`;
const ACTIVATE = `
  update encounters
     set status = 'active',
         discharged_at = null,
         class = coalesce($2, class),
         moved_at = $3,
         admitted_at = coalesce($4, admitted_at),
         updated_at = now()
   where encounter_id = $1
`;

async function admit(
  db: Queryable,
  identifiers: Identifiers,
  event: AdtEvent,
  { known, patientId }: { known: KnownEncounter | undefined; patientId: PatientId | undefined },
): Promise<EncounterId[]> {
  // A visit that has ended is not begun again by a late or repeated admission; A13 reopens it.
  if (known?.status === "discharged") refuse("out-of-sequence", "PV1", 19);

  const admittedPatientId = patientId ?? (await insertNamedPatient(db, identifiers, event));
  if (patientId) await updateDemographics(db, identifiers, patientId, event.demographics);
  const others = await db.query(OTHER_ACTIVE_ENCOUNTER, [
    admittedPatientId,
    known?.encounterId ?? null,
  ]);
  if (others.rows.length > 0) refuse("already-admitted", "PID", 3);

  const encounterId =
    known?.encounterId ?? (await insertEncounter(db, identifiers, event, admittedPatientId));
  if (known) {
    // An admission that was cancelled and now takes place begins anew.
    const admittedAt = known.status === "cancelled" ? event.admittedAt : null;
    const values = [encounterId, event.class ?? null, event.occurredAt, admittedAt];
    await db.query(ACTIVATE, values);
  }
  return [encounterId, ...(await placeInBed(db, event, encounterId))];
}

function insertNamedPatient(
  db: Queryable,
  identifiers: Identifiers,
  { medicalRecords: [medicalRecord], demographics }: AdtEvent,
): Promise<PatientId> {
  if (medicalRecord === undefined) return refuse("missing-field", "PID", 3);
  return insertPatient(db, identifiers, medicalRecord, demographics);
}

/** The id is made here, for what is sealed is bound to it. */
async function insertEncounter(
  db: Queryable,
  identifiers: Identifiers,
  event: AdtEvent,
  patientId: PatientId,
): Promise<EncounterId> {
  const encounterId = EncounterId.parse(randomUUID());
  await db.query(INSERT_ENCOUNTER, [
    encounterId,
    patientId,
    identifiers.seal("encounters.visit_number", encounterId, event.visitNumber),
    visitNumberIndex(identifiers, event.visitNumber),
    event.class ?? "inpatient",
    event.admittedAt,
    event.occurredAt,
  ]);
  return encounterId;
}

function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error("a row was expected");
  return row;
}

const SET_CLASS = `
  update encounters set class = coalesce($2, class), updated_at = now() where encounter_id = $1
`;
const SET_MOVED_AT = `
  update encounters set moved_at = $2, updated_at = now() where encounter_id = $1
`;
const FIND_UNIT_AND_BED = `
  select bed.bed_id as "bedId"
    from units as unit
    left join beds as bed on bed.unit_id = unit.unit_id and bed.label = $2 and bed.in_use
   where unit.code = $1
`;
const OPEN_STAY = `
  select bed_stay_id as "bedStayId",
         bed_id as "bedId",
         source,
         lower(during) as "startedAt"
    from bed_stays
   where encounter_id = $1
     and upper_inf(during)
`;
const OCCUPANT = `
  select encounter_id as "encounterId",
         source = 'board' and confirmed_at is null and lower(during) <= $3 as "isOnlyByBoard"
    from bed_stays
   where bed_id = $1
     and upper_inf(during)
     and encounter_id <> $2
`;

/**
 * A stay begins when the patient came, but not before the bed was free nor before the stay that it
 * ends had begun: feeds report a discharge some minutes after the next patient's arrival.
 */
const STAY_START = `
  select greatest($3::timestamptz, max(case when upper_inf(during) then lower(during) else upper(during) end)) as "startsAt"
    from bed_stays
   where bed_id = $1
      or encounter_id = $2
`;
const INSERT_STAY = `
  insert into bed_stays (encounter_id, bed_id, during) values ($1, $2, tstzrange($3, null))
`;
const DELETE_STAY_BEGUN_AT = `
  delete from bed_stays where encounter_id = $1 and upper_inf(during) and lower(during) >= $2
`;
const CLOSE_STAY = `
  update bed_stays set during = tstzrange(lower(during), $2)
   where encounter_id = $1
     and upper_inf(during)
`;

const CONFIRM_STAY = `
  update bed_stays set confirmed_at = coalesce(confirmed_at, now()) where bed_stay_id = $1
`;

interface OpenStay {
  bedStayId: string;
  bedId: BedId;
  source: "feed" | "board";
  startedAt: Date;
}

/**
 * Puts the patient where PV1-3 says; a unit without a bed means: there, and waiting for one. A move that people
 * made on the bed board is confirmed by the same place, and corrected by another that is newer. Answers with
 * whom it sent back: those that only the board had put into the bed.
 */
async function placeInBed(
  db: Queryable,
  event: AdtEvent,
  encounterId: EncounterId,
): Promise<EncounterId[]> {
  await db.query(SET_MOVED_AT, [encounterId, event.occurredAt]);
  const { location } = event;
  if (!location) return [];

  const bedId = await requireBed(db, location);
  const open = (await db.query<OpenStay>(OPEN_STAY, [encounterId])).rows[0];
  const isByBoard = open?.source === "board";
  if (bedId && open?.bedId === bedId) {
    if (isByBoard) await db.query(CONFIRM_STAY, [open.bedStayId]);
    return [];
  }
  if (isByBoard && event.occurredAt < open.startedAt) refuse("out-of-sequence", "EVN", 2);
  const displaced = bedId ? await clearBed(db, bedId, event, encounterId) : [];

  const start = await db.query<{ startsAt: Date }>(STAY_START, [
    bedId ?? null,
    encounterId,
    event.occurredAt,
  ]);
  const { startsAt } = only(start.rows);
  await db.query(DELETE_STAY_BEGUN_AT, [encounterId, startsAt]);
  await db.query(CLOSE_STAY, [encounterId, startsAt]);
  if (bedId) await db.query(INSERT_STAY, [encounterId, bedId, startsAt]);
  return displaced;
}

/** Nobody whom the feed itself put into the bed is sent away: that is a contradiction for people to settle. */
async function clearBed(
  db: Queryable,
  bedId: BedId,
  { occurredAt }: AdtEvent,
  newcomer: EncounterId,
): Promise<EncounterId[]> {
  type Occupant = { encounterId: EncounterId; isOnlyByBoard: boolean };
  const { rows } = await db.query<Occupant>(OCCUPANT, [bedId, newcomer, occurredAt]);
  for (const { encounterId, isOnlyByBoard } of rows) {
    if (!isOnlyByBoard) refuse("bed-occupied", "PV1", 3);
    await takeBackBoardMove(db, encounterId);
  }
  return rows.map(({ encounterId }) => encounterId);
}

async function requireBed(
  db: Queryable,
  { unitCode, bedLabel }: { unitCode: string; bedLabel: string },
): Promise<BedId | undefined> {
  const { rows } = await db.query<{ bedId: BedId | null }>(FIND_UNIT_AND_BED, [unitCode, bedLabel]);
  const [found] = rows;
  if (!found || (bedLabel !== "" && !found.bedId)) return refuse("unknown-bed", "PV1", 3);
  return found.bedId ?? undefined;
}

const END_ENCOUNTER = `
  update encounters
     set status = $2,
         discharged_at = greatest($3, admitted_at),
         moved_at = $3,
         updated_at = now()
   where encounter_id = $1
`;
/** A stay that would end before it began has lasted an instant: a millisecond, as finely as we read it back. */
const END_STAY = `
  update bed_stays
     set during = tstzrange(lower(during), greatest($2, lower(during) + interval '1 millisecond'))
   where encounter_id = $1
     and upper_inf(during)
`;

async function discharge(db: Queryable, event: AdtEvent, known: KnownEncounter): Promise<void> {
  if (known.status === "cancelled") refuse("out-of-sequence", "PV1", 19);
  if (known.status === "discharged") return;
  await db.query(END_STAY, [known.encounterId, event.occurredAt]);
  await db.query(END_ENCOUNTER, [known.encounterId, "discharged", event.occurredAt]);
}

const DELETE_STAYS = `delete from bed_stays where encounter_id = $1`;

/** The admission never took place, so neither did any stay. The visit stays on record as cancelled. */
async function cancelAdmission(
  db: Queryable,
  event: AdtEvent,
  known: KnownEncounter,
): Promise<void> {
  if (known.status === "cancelled") return;
  requireActive(known);
  await db.query(DELETE_STAYS, [known.encounterId]);
  await db.query(END_ENCOUNTER, [known.encounterId, "cancelled", event.occurredAt]);
}

const LATEST_STAYS = `
  select bed_stay_id as "bedStayId",
         bed_id as "bedId",
         upper_inf(during) as "isOpen"
    from bed_stays
   where encounter_id = $1
   order by lower(during) desc
   limit 2
`;
const DELETE_STAY = `delete from bed_stays where bed_stay_id = $1`;
const REOPEN_STAY = `
  update bed_stays set during = tstzrange(lower(during), null) where bed_stay_id = $1
`;

interface LatestStay {
  bedStayId: string;
  bedId: BedId;
  isOpen: boolean;
}

/** A transfer may have been into a bed, out of one to wait, or between two: each is taken back. */
async function cancelTransfer(
  db: Queryable,
  event: AdtEvent,
  known: KnownEncounter,
): Promise<void> {
  requireActive(known);
  const { rows } = await db.query<LatestStay>(LATEST_STAYS, [known.encounterId]);
  const current = rows[0]?.isOpen ? rows[0] : undefined;
  const previous = current ? rows[1] : rows[0];
  const returnsTo = event.location && (await requireBed(db, event.location));
  const waitedBefore = current && event.location && !returnsTo;
  if (!waitedBefore && !previous) return refuse("out-of-sequence", "PV1", 3);
  if (returnsTo && returnsTo !== previous?.bedId) refuse("out-of-sequence", "PV1", 3);

  if (current) await db.query(DELETE_STAY, [current.bedStayId]);
  if (!waitedBefore && previous) await reopen(db, previous, known.encounterId);
  await db.query(SET_MOVED_AT, [known.encounterId, event.occurredAt]);
}

/** Back into the bed that was left, or into the one PV1-3 names when that is another. */
async function cancelDischarge(
  db: Queryable,
  event: AdtEvent,
  known: KnownEncounter,
): Promise<EncounterId[]> {
  // Of a visit that is active no discharge can be taken back: the sender means another one.
  if (known.status !== "discharged") refuse("out-of-sequence", "PV1", 19);
  const others = await db.query(OTHER_ACTIVE_ENCOUNTER, [known.patientId, known.encounterId]);
  if (others.rows.length > 0) refuse("already-admitted", "PID", 3);

  await db.query(ACTIVATE, [known.encounterId, null, event.occurredAt, null]);
  const { rows } = await db.query<LatestStay>(LATEST_STAYS, [known.encounterId]);
  const returnsTo = event.location && (await requireBed(db, event.location));
  if (returnsTo && returnsTo !== rows[0]?.bedId) return placeInBed(db, event, known.encounterId);
  if (rows[0]) await reopen(db, rows[0], known.encounterId);
  return [];
}

const REOPEN_REQUEST = `
  update bed_requests
     set ended_at = null,
         ended_by = null,
         outcome = null
   where bed_request_id = (
           select bed_request_id
             from bed_requests
            where encounter_id = $1
            order by requested_at desc
            limit 1)
     and outcome = 'placed'
     and ended_by is not null
`;

/** Back where the feed had the patient, who waits for a bed again; into no bed when that one is taken. */
async function takeBackBoardMove(db: Queryable, encounterId: EncounterId): Promise<void> {
  const { rows } = await db.query<LatestStay>(LATEST_STAYS, [encounterId]);
  const [byBoard, previous] = rows;
  if (byBoard) await db.query(DELETE_STAY, [byBoard.bedStayId]);
  const isFree =
    previous &&
    (await db.query(OCCUPANT, [previous.bedId, encounterId, new Date(0)])).rows.length === 0;
  if (isFree) await db.query(REOPEN_STAY, [previous.bedStayId]);
  await db.query(REOPEN_REQUEST, [encounterId]);
}

async function reopen(db: Queryable, stay: LatestStay, encounterId: EncounterId): Promise<void> {
  const { rows } = await db.query(OCCUPANT, [stay.bedId, encounterId, new Date(0)]);
  if (rows.length > 0) refuse("bed-occupied", "PV1", 3);
  await db.query(REOPEN_STAY, [stay.bedStayId]);
}

const RECORD_RECEIPT = `
  insert into message_receipts as receipt (sender, control_id, type, digest)
  values ($1, $2, $3, $4)
  on conflict (sender, control_id) do update
     set digest = excluded.digest,
         type = excluded.type,
         received_at = now()
   where receipt.digest <> excluded.digest
  returning 1
`;

/** Whether this message is new; false means that the very same one was carried out before. */
export async function recordReceipt(
  db: Queryable,
  receipt: { sender: string; controlId: string; type: string; digest: Buffer },
): Promise<boolean> {
  const { sender, controlId, type, digest } = receipt;
  const { rows } = await db.query(RECORD_RECEIPT, [sender, controlId, type, digest]);
  return rows.length > 0;
}
