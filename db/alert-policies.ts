import { AlertPolicy, defaultAlertPolicy } from "#models/alerts/alert-policy";
import { UnitKind } from "#models/encounters/demographics";
import type { UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** A unit's policy in force. Version 0 is the house's, which nobody made. */
export interface AlertPolicyVersion {
  unitId: UnitId;
  version: number;
  policy: AlertPolicy;
  madeAt: Date | undefined;
  /** The name of who made it. */
  madeBy: string | undefined;
}

interface PolicyRow {
  unitId: UnitId;
  kind: string;
  version: number | null;
  policy: unknown;
  madeAt: Date | null;
  madeBy: string | null;
}

const IN_FORCE = `
  select unit_id as "unitId", units.kind, newest.version, newest.policy, newest.made_at as "madeAt",
         users.name as "madeBy"
    from units
    left join lateral (
           select version, policy, made_at, made_by
             from alert_policies
            where alert_policies.unit_id = units.unit_id
            order by version desc
            limit 1
         ) as newest on true
    left join users on users.user_id = newest.made_by
   where $1::uuid[] is null or unit_id = any ($1::uuid[])
`;

/** The policy in force of these units, or of every unit. A stored one that no longer parses is an error. */
export async function alertPoliciesInForce(
  db: Queryable,
  unitIds?: readonly UnitId[],
): Promise<AlertPolicyVersion[]> {
  const { rows } = await db.query<PolicyRow>(IN_FORCE, [unitIds ?? null]);
  return rows.map(({ unitId, kind, version, policy, madeAt, madeBy }) => ({
    unitId,
    version: version ?? 0,
    policy: version === null ? defaultAlertPolicy(UnitKind.parse(kind)) : AlertPolicy.parse(policy),
    madeAt: madeAt ?? undefined,
    madeBy: madeBy ?? undefined,
  }));
}

const VERSIONS = `
  select unit_id as "unitId", '' as kind, version, policy, made_at as "madeAt", users.name as "madeBy"
    from alert_policies
    left join users on users.user_id = made_by
   where unit_id = $1
   order by version desc
   limit 50
`;

/** What a unit's policy was before, the newest first. */
export async function alertPolicyVersions(
  db: Queryable,
  unitId: UnitId,
): Promise<AlertPolicyVersion[]> {
  const { rows } = await db.query<PolicyRow>(VERSIONS, [unitId]);
  return rows.map(({ version, policy, madeAt, madeBy }) => ({
    unitId,
    version: version ?? 0,
    policy: AlertPolicy.parse(policy),
    madeAt: madeAt ?? undefined,
    madeBy: madeBy ?? undefined,
  }));
}

const MAKE = `
  insert into alert_policies (unit_id, version, policy, made_by, made_at)
  values ($1, $2, $3, $4, $5)
      on conflict do nothing
`;

/** False when somebody else has made this version meanwhile: theirs must be seen first. */
export async function makeAlertPolicy(
  db: Queryable,
  made: { unitId: UnitId; version: number; policy: AlertPolicy; userId: UserId; at: Date },
): Promise<boolean> {
  const { unitId, version, policy, userId, at } = made;
  const { rowCount } = await db.query(MAKE, [unitId, version, JSON.stringify(policy), userId, at]);
  return rowCount === 1;
}
