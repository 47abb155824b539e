import { AppError } from "#models/shared/errors";
import type { HandoverId, UserId } from "#models/shared/ids";
import type { Identifiers } from "./encryption/identifiers";
import { type EntryChange, handoverEntries, writeEntry } from "./handovers";
import type { Queryable } from "./pool";

interface Act {
  by: UserId;
  at: Date;
}

const LOCK = `select given_at as "givenAt" from handovers where handover_id = $1 for update`;

const GIVE = `
  update handovers
     set given_by = $2, given_at = $3
   where handover_id = $1
     and given_at is null
`;

/** What stands where nobody wrote anything: fixed with the signature, for it is what was said. */
export type Draft = Omit<EntryChange, "version" | "handoverId" | "text"> & { text: string };

/**
 * Signs as the giver and fixes every section as it stands, in one transaction. `seen` are the changes that
 * the giver had read, all versions added up: a conflict when somebody has written since.
 */
export async function giveHandover(
  db: Queryable,
  identifiers: Identifiers,
  handoverId: HandoverId,
  { drafts, seen, ...act }: Act & { drafts: readonly Draft[]; seen: number },
): Promise<void> {
  const { rows } = await db.query<{ givenAt: Date | null }>(LOCK, [handoverId]);
  if (!rows[0] || rows[0].givenAt) throw conflict(handoverId);
  const entries = await handoverEntries(db, identifiers, handoverId);
  if (changesIn(entries) !== seen) throw conflict(handoverId);

  for (const draft of drafts) {
    const entry = entries.find(
      ({ encounterId, section }) => encounterId === draft.encounterId && section === draft.section,
    );
    if (entry && entry.text !== undefined) continue;
    const change = { ...draft, handoverId, version: entry?.version ?? 0 };
    if (!(await writeEntry(db, identifiers, change, act, true))) throw conflict(handoverId);
  }
  const { rowCount } = await db.query(GIVE, [handoverId, act.by, act.at]);
  if (rowCount !== 1) throw conflict(handoverId);
}

/** Grows with every change of any section. */
export const changesIn = (entries: readonly { version: number }[]): number =>
  entries.reduce((sum, { version }) => sum + version, 0);

const TAKE_BACK = `
  update handovers
     set given_by = null, given_at = null
   where handover_id = $1
     and given_by = $2
     and received_at is null
`;

// What was the system's becomes the system's again; what people wrote stays.
const RELEASE_DRAFTS = `
  update handover_entries
     set text = null, is_drafted = false, version = version + 1, changed_by = $2, changed_at = $3
   where handover_id = $1
     and is_drafted
`;

/** The giver's own second thoughts, until somebody has received it. */
export async function takeBackHandover(
  db: Queryable,
  handoverId: HandoverId,
  { by, at }: Act,
): Promise<void> {
  const { rowCount } = await db.query(TAKE_BACK, [handoverId, by]);
  if (rowCount !== 1) throw conflict(handoverId);
  await db.query(RELEASE_DRAFTS, [handoverId, by, at]);
}

const RECEIVE = `
  update handovers
     set received_by = $2, received_at = $3
   where handover_id = $1
     and given_at is not null
     and given_by <> $2
     and received_at is null
`;

/** Signs as the receiver, who is somebody else than the giver. */
export async function receiveHandover(
  db: Queryable,
  handoverId: HandoverId,
  { by, at }: Act,
): Promise<void> {
  const { rowCount } = await db.query(RECEIVE, [handoverId, by, at]);
  if (rowCount !== 1) throw conflict(handoverId);
}

const conflict = (handoverId: HandoverId) => new AppError("conflict", `handover ${handoverId}`);
