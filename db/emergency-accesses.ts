import type {
  EmergencyAccessNotice,
  EmergencyAccessRequest,
  EmergencyCategory,
} from "#models/access/emergency-access";
import { MOST_RUNNING } from "#models/access/emergency-access";
import type { EmergencyAccessId, EncounterId, SessionId, UnitId, UserId } from "#models/shared/ids";
import type { FieldCipher } from "./encryption/field-cipher";
import type { Queryable } from "./pool";

/** An access that runs. */
export interface EmergencyAccess {
  emergencyAccessId: EmergencyAccessId;
  userId: UserId;
  sessionId: SessionId;
  encounterId: EncounterId;
  /** Where the patient was when it began. */
  unitId: UnitId;
  unitName: string;
  bedLabel: string;
  category: EmergencyCategory;
  beganAt: Date;
  expiresAt: Date;
}

const ACCESS_COLUMNS = `
         access.emergency_access_id as "emergencyAccessId",
         access.user_id as "userId",
         access.session_id as "sessionId",
         access.encounter_id as "encounterId",
         access.unit_id as "unitId",
         unit.name as "unitName",
         access.bed_label as "bedLabel",
         access.category,
         access.began_at as "beganAt",
         access.expires_at as "expiresAt"
`;

// By the database's clock throughout: it is the one that row-level security judges by.
const IS_RUNNING = `
       access.ended_at is null
   and access.expires_at > now()
`;

const ACTING_ACCESSES = `
  select ${ACCESS_COLUMNS}
    from emergency_accesses as access
    join units as unit on unit.unit_id = access.unit_id
   where access.user_id = acting_user_id()
     and ${IS_RUNNING}
     and access.encounter_id = any (acting_emergency_encounter_ids())
   order by access.expires_at
`;

/** What the acting person has running, in whichever of their sessions, the first to end first. */
export async function runningEmergencyAccesses(db: Queryable): Promise<EmergencyAccess[]> {
  const { rows } = await db.query<EmergencyAccess>(ACTING_ACCESSES);
  return rows;
}

/** It belongs to the session it was asked in, where the second factor was shown. */
export async function findRunningEmergencyAccess(
  db: Queryable,
  { sessionId, encounterId }: { sessionId: SessionId; encounterId: EncounterId },
): Promise<EmergencyAccess | undefined> {
  const running = await runningEmergencyAccesses(db);
  return running.find(
    (access) => access.sessionId === sessionId && access.encounterId === encounterId,
  );
}

const TAKE_TURN = `select pg_advisory_xact_lock(hashtextextended('emergency_accesses:' || $1, 0))`;

// Judged again where it is written: two requests at once have each seen what ran before both.
const BEGIN = `
  insert into emergency_accesses
         (emergency_access_id, user_id, session_id, encounter_id, unit_id, bed_label, category, reason,
          expires_at)
  select $1, $2, $3, place.encounter_id, place.unit_id, place.bed_label, $5, $6,
         now() + make_interval(mins => $7)
    from emergency_places() as place
   where place.encounter_id = $4
     and place.unit_id <> all (acting_unit_ids())
     and $8 > (select count(*)
                 from emergency_accesses as access
                where access.user_id = $2
                  and ${IS_RUNNING})
     and not exists (select from emergency_accesses as access
                      where access.user_id = $2
                        and access.session_id = $3
                        and access.encounter_id = $4
                        and ${IS_RUNNING})
`;

export interface BegunBy extends EmergencyAccessRequest {
  emergencyAccessId: EmergencyAccessId;
  userId: UserId;
  sessionId: SessionId;
}

/**
 * Opens the patient to the person, inside the caller's transaction; every process hears of it at the
 * commit. False when it would be one too many, or the patient has left or come to an own unit meanwhile.
 */
export async function beginEmergencyAccess(
  db: Queryable,
  access: BegunBy,
  cipher: FieldCipher,
): Promise<boolean> {
  const { emergencyAccessId, userId, sessionId, encounterId, category, reason, minutes } = access;
  await db.query(TAKE_TURN, [userId]);
  const { rowCount } = await db.query(BEGIN, [
    emergencyAccessId,
    userId,
    sessionId,
    encounterId,
    category,
    cipher.seal("emergency_accesses.reason", emergencyAccessId, reason),
    minutes,
    MOST_RUNNING,
  ]);
  return rowCount === 1;
}

const END = `
  update emergency_accesses
     set ended_at = least(now(), expires_at)
   where emergency_access_id = $1
     and ended_at is null
`;

/** Ends it everywhere at once; ending it twice keeps the first end. */
export async function endEmergencyAccess(
  db: Queryable,
  emergencyAccessId: EmergencyAccessId,
): Promise<boolean> {
  const { rowCount } = await db.query(END, [emergencyAccessId]);
  return rowCount === 1;
}

const LAPSED = `
  select access.emergency_access_id as "emergencyAccessId",
         access.user_id as "userId",
         access.session_id as "sessionId",
         access.encounter_id as "encounterId",
         access.unit_id as "unitId",
         access.expires_at <= now() as "isExpired"
    from emergency_accesses as access
   where access.emergency_access_id in (select lapsed_emergency_access_ids())
   order by access.began_at
   limit 500
`;

export type LapsedEmergencyAccess = Pick<
  EmergencyAccess,
  "emergencyAccessId" | "userId" | "sessionId" | "encounterId" | "unitId"
> & {
  /** Else its session ended before its time was over. */
  isExpired: boolean;
};

/** Those that are over though nobody ended them; they give no access any more, whatever their row says. */
export async function lapsedEmergencyAccesses(db: Queryable): Promise<LapsedEmergencyAccess[]> {
  const { rows } = await db.query<LapsedEmergencyAccess>(LAPSED);
  return rows;
}

const LIVE_FOR_SOCKET = `
  select access.emergency_access_id as "emergencyAccessId",
         access.encounter_id as "encounterId",
         (extract(epoch from access.expires_at - now()) * 1000)::float8 as "remainingMs"
    from emergency_accesses as access
   where access.session_id = $1
     and access.encounter_id = $2
     and ${IS_RUNNING}
   order by access.expires_at desc
   limit 1
`;

export interface LiveEmergencyAccess {
  emergencyAccessId: EmergencyAccessId;
  encounterId: EncounterId;
  /** As a length of time, so that it ends on time whatever the clock of the process shows. */
  remainingMs: number;
}

/** For a socket, whose session is known to live. */
export async function findLiveEmergencyAccess(
  db: Queryable,
  sessionId: SessionId,
  encounterId: EncounterId,
): Promise<LiveEmergencyAccess | undefined> {
  const { rows } = await db.query<LiveEmergencyAccess>(LIVE_FOR_SOCKET, [sessionId, encounterId]);
  return rows[0];
}

interface NoticeRow extends Omit<EmergencyAccessNotice, "endedAt"> {
  endedAt: Date | null;
}

const toNotice = ({ endedAt, ...notice }: NoticeRow): EmergencyAccessNotice => ({
  ...notice,
  endedAt: endedAt ?? undefined,
});

const NOTICE = `
  select access.emergency_access_id as "emergencyAccessId",
         access.user_id as "userId",
         opener.name as "openedBy",
         access.unit_id as "unitId",
         unit.name as "unitName",
         access.bed_label as "bedLabel",
         access.category,
         access.began_at as "beganAt",
         access.expires_at as "expiresAt",
         access.ended_at as "endedAt"
    from emergency_accesses as access
    join users as opener on opener.user_id = access.user_id
    join units as unit on unit.unit_id = access.unit_id
   where access.emergency_access_id = $1
`;

/** What is announced of one access. */
export async function findEmergencyAccessNotice(
  db: Queryable,
  emergencyAccessId: EmergencyAccessId,
): Promise<EmergencyAccessNotice | undefined> {
  const { rows } = await db.query<NoticeRow>(NOTICE, [emergencyAccessId]);
  return rows[0] && toNotice(rows[0]);
}

const UNSEEN_NOTICES = `
  select emergency_access_id as "emergencyAccessId",
         user_id as "userId",
         opened_by as "openedBy",
         unit_id as "unitId",
         unit_name as "unitName",
         bed_label as "bedLabel",
         category,
         began_at as "beganAt",
         expires_at as "expiresAt",
         ended_at as "endedAt"
    from emergency_access_notices()
`;

/** What the acting person is to know of and has not said to have seen, newest first; of three days at most. */
export async function unseenEmergencyNotices(db: Queryable): Promise<EmergencyAccessNotice[]> {
  const { rows } = await db.query<NoticeRow>(UNSEEN_NOTICES);
  return rows.map(toNotice);
}

const SEE_NOTICES = `
  insert into emergency_access_notices_seen (emergency_access_id, user_id)
  select emergency_access_id, acting_user_id()
    from emergency_access_notices()
   where emergency_access_id = any ($1::uuid[])
  on conflict do nothing
`;

/** The acting person has seen these; what is not for them is left alone. */
export async function seeEmergencyNotices(
  db: Queryable,
  emergencyAccessIds: readonly EmergencyAccessId[],
): Promise<void> {
  await db.query(SEE_NOTICES, [emergencyAccessIds]);
}

const LAST_ENDED = `
  select least(access.ended_at, access.expires_at) as "endedAt"
    from emergency_accesses as access
   where access.user_id = acting_user_id()
     and access.encounter_id = $1
     and (access.ended_at is not null or access.expires_at <= now())
   order by access.began_at desc
   limit 1
`;

/** When the acting person's last access to this patient ended; undefined when there was none. */
export async function lastEmergencyAccessEnd(
  db: Queryable,
  encounterId: EncounterId,
): Promise<Date | undefined> {
  const { rows } = await db.query<{ endedAt: Date }>(LAST_ENDED, [encounterId]);
  return rows[0]?.endedAt;
}
