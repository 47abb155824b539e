import type { AuditEvent } from "#models/audit/audit-event";
import type { Queryable } from "./pool";

/** A protected file as it is found: by label, and without a digest when it is not there. */
export interface FoundFile {
  label: string;
  sha256: string | undefined;
}

export interface CheckedFile {
  label: string;
  /** What somebody last accepted; null for a file that nobody did. */
  accepted: { sha256: string | null; at: Date; reason: string; by: string } | null;
  /** Null when it was not there at the last check. */
  found: string | null;
  checkedAt: Date | null;
  /** What an incident was opened for, a digest or `missing`; null when none was. */
  signalled: string | null;
}

const FILES = `
  select label,
         case when accepted.label is not null then jsonb_build_object(
           'sha256', encode(accepted.sha256, 'hex'),
           'at', accepted.recorded_at,
           'reason', accepted.reason,
           'by', accepted.recorded_by) end as accepted,
         encode(checked.sha256, 'hex') as found,
         checked.checked_at as "checkedAt",
         checked.signalled
    from (select distinct on (label) label, sha256, recorded_at, reason, recorded_by
            from file_integrity
           order by label, file_integrity_id desc) as accepted
    full join file_checks as checked using (label)
   order by label
`;

/** Every protected file, as accepted and as last found. */
export async function checkedFiles(db: Queryable): Promise<CheckedFile[]> {
  const { rows } = await db.query<CheckedFile>(FILES);
  return rows.map(({ accepted, ...file }) => ({
    ...file,
    accepted: accepted && { ...accepted, at: new Date(accepted.at) },
  }));
}

const ACCEPT = `
  insert into file_integrity (label, sha256, recorded_at, reason, recorded_by)
  select label, decode(digest, 'hex'), $3, $4, $5
    from unnest($1::text[], $2::text[]) as file (label, digest)
`;

/** Records files as they are now, with why. History is kept: a digest is never overwritten. */
export async function acceptFiles(
  db: Queryable,
  files: readonly FoundFile[],
  { reason, by, now }: { reason: string; by: string; now: Date },
): Promise<void> {
  const labels = files.map(({ label }) => label);
  const digests = files.map(({ sha256 }) => sha256 ?? null);
  await db.query(ACCEPT, [labels, digests, now, reason, by]);
}

const NOTE_FOUND = `
  insert into file_checks (label, checked_at, sha256, signalled)
  select label, $4, decode(digest, 'hex'), signalled
    from unnest($1::text[], $2::text[], $3::text[]) as file (label, digest, signalled)
  on conflict (label) do update
     set checked_at = excluded.checked_at,
         sha256 = excluded.sha256,
         signalled = excluded.signalled
`;

/** What was found at a check, and for which digest an incident has been opened. */
export async function noteFound(
  db: Queryable,
  files: readonly (FoundFile & { signalled: string | undefined })[],
  now: Date,
): Promise<void> {
  await db.query(NOTE_FOUND, [
    files.map(({ label }) => label),
    files.map(({ sha256 }) => sha256 ?? null),
    files.map(({ signalled }) => signalled ?? null),
    now,
  ]);
}

const UNAUDITED = `
  select file_integrity_id as "id", label, encode(sha256, 'hex') as sha256, recorded_at as at
    from file_integrity
   where audited_at is null
   order by file_integrity_id
   limit $1
`;

const MARK_AUDITED = `
  update file_integrity
     set audited_at = $2
   where file_integrity_id = any ($1::bigint[])
`;

/** Acceptances the audit trail does not have yet. The reason stays here: it is somebody's words. */
export async function unauditedAcceptances(
  db: Queryable,
  limit: number,
): Promise<{ id: string; event: AuditEvent }[]> {
  const { rows } = await db.query<{ id: string; label: string; sha256: string | null; at: Date }>(
    UNAUDITED,
    [limit],
  );
  return rows.map(({ id, label, sha256, at }) => ({
    id,
    event: {
      occurredAt: at,
      action: "file:accepted",
      outcome: "permitted",
      actor: { kind: "system" },
      basis: "system",
      details: { file: label, sha256 },
    },
  }));
}

export async function markAcceptancesAudited(
  db: Queryable,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await db.query(MARK_AUDITED, [ids, now]);
}
