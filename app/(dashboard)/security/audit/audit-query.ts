import { z } from "zod";
import type { AuditFilter } from "#db/audit-search";
import { AUDIT_ACTIONS } from "#models/audit/audit-event";
import { EncounterId, UnitId, UserId } from "#models/shared/ids";
import { parseLocal } from "#models/shared/hospital-instant";

// The address bar holds ids, times and words of ours. Free text would end up in it and in the
// browser's history, and somebody would look for a name.

/** An id, or enough of one to find it. */
const IdPart = z.string().regex(/^[0-9a-f-]{4,36}$/i);
const Address = z.string().regex(/^[0-9a-f.:]{2,45}$/i);

const FIELDS = {
  from: z.string(),
  until: z.string(),
  user: UserId,
  action: z.enum(AUDIT_ACTIONS),
  outcome: z.enum(["permitted", "refused", "failed"]),
  unit: UnitId,
  encounter: EncounterId,
  address: Address,
  id: IdPart,
} as const;
export type AuditField = keyof typeof FIELDS;
const FIELD_NAMES = Object.keys(FIELDS) as AuditField[];

/** What a search was asked for: as the form shows it again, and as the database takes it. */
export interface AuditQuery {
  values: Readonly<Partial<Record<AuditField, string>>>;
  filter: AuditFilter;
  /** The record from before which to go on. */
  before: number | undefined;
  /** Fields that hold what cannot be looked for; nothing is looked for until they are right. */
  refused: readonly AuditField[];
}

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

export function parseAuditQuery(params: SearchParams, timeZone: string): AuditQuery {
  const values: Partial<Record<AuditField, string>> = {};
  for (const field of FIELD_NAMES) {
    const given = params[field];
    const value = (Array.isArray(given) ? given[0] : given)?.trim();
    if (value) values[field] = value;
  }
  const refused: AuditField[] = [];
  const read = <Field extends AuditField>(field: Field) => {
    const value = values[field];
    if (value === undefined) return undefined;
    const parsed = FIELDS[field].safeParse(value);
    if (!parsed.success) refused.push(field);
    return parsed.data as z.infer<(typeof FIELDS)[Field]> | undefined;
  };
  const instant = (field: "from" | "until") => {
    const value = values[field];
    const at = value === undefined ? undefined : parseLocal(value, timeZone);
    if (value !== undefined && !at) refused.push(field);
    return at;
  };
  const action = read("action");
  const filter: AuditFilter = {
    from: instant("from"),
    until: instant("until"),
    userId: read("user"),
    actions: action && [action],
    outcome: read("outcome"),
    unitId: read("unit"),
    encounterId: read("encounter"),
    address: read("address"),
    mentioning: read("id"),
  };
  const before = z.coerce.number().int().positive().safeParse(params["before"]);
  return { values, filter, before: before.data, refused };
}

/** The same search as part of an address, from there or from its beginning. */
export function auditSearchParams({ values }: Pick<AuditQuery, "values">, before?: number): string {
  const params = new URLSearchParams(values);
  if (before !== undefined) params.set("before", String(before));
  return params.toString();
}

/** What the record of a search says of it: which fields, and the ids that were asked about. */
export const searchedFor = ({ values }: Pick<AuditQuery, "values">): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [`by-${field}`, value]));
