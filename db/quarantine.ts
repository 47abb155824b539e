import type { RefusalCode } from "#models/messages/refusal";
import type { Identifiers } from "./encryption/identifiers";
import { nextRowNumbers } from "./encryption/row-numbers";
import type { Queryable } from "./pool";

/** A refused message as it came. `digest` is the SHA-256 of all of it. */
export interface RefusedMessage {
  sender: string;
  controlId: string;
  type: string;
  code: RefusalCode;
  segment: string | undefined;
  field: number | undefined;
  content: string;
  digest: Buffer;
}

/** Open rows beyond this are not kept: a flood of garbage must not fill the disk. */
export const MOST_HELD = 10_000;
/** Characters kept of one message; a longer one can be told from its beginning, not replayed. */
export const MOST_CONTENT = 65_536;

const HOLD = `
  insert into quarantined_messages as held
         (quarantine_id, sender, control_id, type, reason, segment, field, content_sealed, digest)
         overriding system value
  select quarantine_id, sender, nullif(control_id, ''), nullif(type, ''), reason, segment, field,
         content, digest
    from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::integer[], $8::bytea[], $9::bytea[])
      as sent (quarantine_id, sender, control_id, type, reason, segment, field, content, digest)
   where (select count(*) from quarantined_messages where status in ('held', 'replay-requested')) < $10
      or exists (
           select
             from quarantined_messages as open
            where open.digest = sent.digest
              and open.status in ('held', 'replay-requested')
         )
      on conflict (digest) where status in ('held', 'replay-requested') do update
     set repetitions = held.repetitions + 1,
         reason = excluded.reason,
         segment = excluded.segment,
         field = excluded.field
`;

// Postgres text cannot hold NUL.
const storable = (text: string): string => text.replaceAll("\0", "\uFFFD");

/**
 * Keeps refused messages for a person to look at; one that is held already is counted, not added.
 * Returns how many found no room and are lost.
 */
export async function holdMessages(
  db: Queryable,
  identifiers: Identifiers,
  messages: readonly RefusedMessage[],
): Promise<number> {
  const byDigest = new Map(messages.map((message) => [message.digest.toString("hex"), message]));
  const distinct = [...byDigest.values()];
  if (distinct.length === 0) return 0;
  const ids = await nextRowNumbers(db, "quarantined_messages_quarantine_id_seq", distinct.length);
  const column = <Value>(pick: (message: RefusedMessage) => Value) => distinct.map(pick);
  const { rowCount } = await db.query(HOLD, [
    ids,
    column((message) => storable(message.sender)),
    column((message) => storable(message.controlId)),
    column((message) => storable(message.type)),
    column((message) => message.code),
    column((message) => message.segment ?? null),
    column((message) => message.field ?? null),
    distinct.map(({ content }, index) =>
      identifiers.seal(
        "quarantined_messages.content",
        ids[index] ?? "",
        content.slice(0, MOST_CONTENT),
      ),
    ),
    column((message) => message.digest),
    MOST_HELD,
  ]);
  return distinct.length - (rowCount ?? 0);
}

const COUNT_OPEN = `
  select count(*)::int as open
    from quarantined_messages
   where status in ('held', 'replay-requested')
`;

/** How many messages wait for somebody; at `MOST_HELD` no other is kept. */
export async function countOpenMessages(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ open: number }>(COUNT_OPEN);
  return rows[0]?.open ?? 0;
}

export type QuarantineStatus = "held" | "replay-requested" | "replayed" | "discarded";

/** What a page may show of a held message: never its content, which is patient data. */
export interface QuarantinedMessage {
  quarantineId: string;
  receivedAt: Date;
  sender: string;
  controlId: string | null;
  type: string | null;
  reason: RefusalCode;
  segment: string | null;
  field: number | null;
  status: QuarantineStatus;
  repetitions: number;
  settledAt: Date | null;
  settledBy: string | null;
}

const METADATA = `
         quarantine_id::text as "quarantineId",
         received_at as "receivedAt",
         sender,
         control_id as "controlId",
         type,
         reason,
         segment,
         field,
         status,
         repetitions,
         settled_at as "settledAt",
         settled_by as "settledBy"`;

const LIST = `
  select ${METADATA}
    from quarantined_messages
   where status = any($1::text[])
   order by received_at desc, quarantine_id desc
   limit $2
`;

/** The newest first, at most `limit`; by default those that still wait for somebody. */
export async function listQuarantined(
  db: Queryable,
  {
    statuses = ["held", "replay-requested"],
    limit = 200,
  }: { statuses?: readonly QuarantineStatus[]; limit?: number } = {},
): Promise<QuarantinedMessage[]> {
  const { rows } = await db.query<QuarantinedMessage>(LIST, [statuses, limit]);
  return rows;
}

/** Content is null when it cannot be opened. */
type WithContent<Row> = Row & { content: string | null };
type WithSealedContent<Row> = Row & { sealedContent: Buffer };

async function openContents<Row extends { quarantineId: string }>(
  db: Queryable,
  identifiers: Identifiers,
  rows: readonly WithSealedContent<Row>[],
) {
  await identifiers.ready(db, rows);
  return rows.map(({ sealedContent, ...row }) => ({
    ...row,
    content: identifiers.tryOpen("quarantined_messages.content", row.quarantineId, sealedContent),
  }));
}

const FIND = `
  select ${METADATA},
         content_sealed as "sealedContent"
    from quarantined_messages
   where quarantine_id = $1
`;

/** With the content: for the operator's command alone. */
export async function findQuarantined(
  db: Queryable,
  identifiers: Identifiers,
  quarantineId: string,
): Promise<WithContent<QuarantinedMessage> | undefined> {
  const { rows } = await db.query<WithSealedContent<QuarantinedMessage>>(FIND, [quarantineId]);
  return (await openContents(db, identifiers, rows))[0];
}

const REQUEST_REPLAY = `
  update quarantined_messages
     set status = 'replay-requested',
         settled_by = $2
   where quarantine_id = $1
     and status = 'held'
`;

/** Asks the server to try the message again as it is; it looks every few seconds. False: not held. */
export async function requestReplay(
  db: Queryable,
  quarantineId: string,
  by: string,
): Promise<boolean> {
  const { rowCount } = await db.query(REQUEST_REPLAY, [quarantineId, by]);
  return rowCount === 1;
}

export interface ReplayRequest {
  quarantineId: string;
  /** Whom it was from, as the listener knew them: the message may say otherwise. */
  sender: string;
  content: string;
}

const REPLAY_REQUESTS = `
  select quarantine_id::text as "quarantineId",
         sender,
         content_sealed as "sealedContent"
    from quarantined_messages
   where status = 'replay-requested'
   order by received_at, quarantine_id
   limit $1
`;

/** The messages that somebody asked to be tried again, oldest first, for the order may matter. */
export async function replayRequests(
  db: Queryable,
  identifiers: Identifiers,
  limit: number,
): Promise<WithContent<ReplayRequest>[]> {
  const { rows } = await db.query<WithSealedContent<ReplayRequest>>(REPLAY_REQUESTS, [limit]);
  return openContents(db, identifiers, rows);
}

const SETTLE = `
  update quarantined_messages
     set status = $2,
         settled_at = now(),
         settled_by = coalesce($3, settled_by)
   where quarantine_id = $1
     and status in ('held', 'replay-requested')
`;

/** The message went through. */
export async function markReplayed(
  db: Queryable,
  quarantineId: string,
  by?: string,
): Promise<boolean> {
  const { rowCount } = await db.query(SETTLE, [quarantineId, "replayed", by ?? null]);
  return rowCount === 1;
}

const HOLD_AGAIN = `
  update quarantined_messages
     set status = 'held',
         reason = $2,
         segment = $3,
         field = $4,
         repetitions = repetitions + 1
   where quarantine_id = $1
     and status = 'replay-requested'
`;

/** The message was refused again, perhaps for another reason. */
export async function holdAgain(
  db: Queryable,
  quarantineId: string,
  refused: { code: RefusalCode; segment?: string; field?: number },
): Promise<void> {
  await db.query(HOLD_AGAIN, [
    quarantineId,
    refused.code,
    refused.segment ?? null,
    refused.field ?? null,
  ]);
}

/** Gives a message up; `by` says who and why. False: it is not open any more. */
export async function discardQuarantined(
  db: Queryable,
  quarantineId: string,
  by: string,
): Promise<boolean> {
  const { rowCount } = await db.query(SETTLE, [quarantineId, "discarded", by]);
  return rowCount === 1;
}
