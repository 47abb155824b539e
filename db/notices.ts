import { type Notice, NoticeSubject } from "#models/notices/notice";
import type { NoticeId } from "#models/rostering/own-shift-ids";
import type { PersonId } from "#models/rostering/roster-ids";
import type { UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

const TELL = "select tell_concerned($1, $2, $3) as told";

/**
 * Tells people what the acting person has just done about their work: whoever has an account finds it on the page
 * of their shifts, live. Whoever does it is not told of it. Answers how many were told; stored with the caller's
 * transaction, or not at all.
 *
 * @throws by the database (42501) when it is not so as it is stored, or does not concern these people
 */
export async function noticeTo(
  db: Queryable,
  personIds: readonly PersonId[],
  { subject, at }: { subject: NoticeSubject; at: Date },
): Promise<number> {
  if (personIds.length === 0) return 0;
  const { rows } = await db.query<{ told: number }>(TELL, [personIds, JSON.stringify(subject), at]);
  return rows[0]?.told ?? 0;
}

interface NoticeRow extends Omit<Notice, "subject"> {
  subject: unknown;
}

/** One of a kind that no longer exists is left out: nothing could be said of it. */
const toNotices = (rows: readonly NoticeRow[]): Notice[] =>
  rows.flatMap(({ subject, ...row }) => {
    const parsed = NoticeSubject.safeParse(subject);
    return parsed.success ? [{ ...row, subject: parsed.data }] : [];
  });

const OWN = `
  select notice_id as "noticeId", subject, at, read_at as "readAt"
    from notices
   where user_id = $1
   order by at desc
   limit 100
`;

/** The newest first. */
export async function noticesOf(db: Queryable, userId: UserId): Promise<Notice[]> {
  const { rows } = await db.query<NoticeRow>(OWN, [userId]);
  return toNotices(rows);
}

const FIND = `
  select notice_id as "noticeId", user_id as "userId", subject, at, read_at as "readAt"
    from notices
   where notice_id = $1
`;

/** With whom it is for. */
export async function findNotice(
  db: Queryable,
  noticeId: NoticeId,
): Promise<(Notice & { userId: UserId }) | undefined> {
  const { rows } = await db.query<NoticeRow & { userId: UserId }>(FIND, [noticeId]);
  const [row] = rows;
  const [notice] = toNotices(rows);
  return row && notice && { ...notice, userId: row.userId };
}

const READ = `
  update notices
     set read_at = $3
   where user_id = $1
     and read_at is null
     and notice_id = any ($2::uuid[])
`;

export async function readNotices(
  db: Queryable,
  { userId, noticeIds, at }: { userId: UserId; noticeIds: readonly NoticeId[]; at: Date },
): Promise<void> {
  await db.query(READ, [userId, noticeIds, at]);
}

const PURGE = `
  delete from notices
   where notice_id in (select notice_id from notices where at < $1 limit 5000)
`;

/** A portion at a time; how many. */
export async function purgeNotices(db: Queryable, before: Date): Promise<number> {
  return (await db.query(PURGE, [before])).rowCount ?? 0;
}
