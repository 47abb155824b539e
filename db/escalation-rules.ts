import { DEFAULT_ESCALATION_RULES } from "#models/escalation/default-rules";
import { EscalationRules, type EscalationRulesVersion } from "#models/escalation/escalation-rules";
import type { UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

interface RulesRow {
  version: number;
  rules: unknown;
  madeAt: Date;
  madeBy: string | null;
}

const VERSIONS = `
  select version, rules, made_at as "madeAt", users.name as "madeBy"
    from escalation_rules
    left join users on users.user_id = made_by
   order by version desc
   limit $1
`;

const HOUSE: EscalationRulesVersion = {
  version: 0,
  rules: DEFAULT_ESCALATION_RULES,
  madeAt: undefined,
  madeBy: undefined,
};

/** What is in force. A stored version that no longer parses is an error. */
export async function escalationRulesInForce(db: Queryable): Promise<EscalationRulesVersion> {
  return (await escalationRulesVersions(db, 1))[0] ?? HOUSE;
}

/** What was in force before, the newest first; without the house's. */
export async function escalationRulesVersions(
  db: Queryable,
  limit = 50,
): Promise<EscalationRulesVersion[]> {
  const { rows } = await db.query<RulesRow>(VERSIONS, [limit]);
  return rows.map(({ version, rules, madeAt, madeBy }) => ({
    ...{ version, madeAt },
    rules: EscalationRules.parse(rules),
    madeBy: madeBy ?? undefined,
  }));
}

const MAKE = `
  insert into escalation_rules (version, rules, made_by, made_at)
  values ($1, $2, $3, $4)
      on conflict do nothing
`;

/** False when somebody else has made this version meanwhile: theirs must be seen first. */
export async function makeEscalationRules(
  db: Queryable,
  made: { version: number; rules: EscalationRules; userId: UserId; at: Date },
): Promise<boolean> {
  const { version, rules, userId, at } = made;
  const { rowCount } = await db.query(MAKE, [version, JSON.stringify(rules), userId, at]);
  return rowCount === 1;
}
