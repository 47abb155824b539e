import { Scenario } from "#models/census/scenario";
import { AppError } from "#models/shared/errors";
import type { ScenarioId, UserId } from "#models/shared/ids";
import { databaseFault } from "./database-fault";
import type { Queryable } from "./pool";

/** What-if under a name. */
export interface SavedScenario {
  scenarioId: ScenarioId;
  name: string;
  note: string;
  /** Undefined when it was saved with parameters that no longer exist: it must not be run as something else. */
  scenario: Scenario | undefined;
  version: number;
  /** The names of who made it and who changed it last. */
  createdBy: string | undefined;
  createdAt: Date;
  changedBy: string | undefined;
  changedAt: Date;
}

interface ScenarioRow extends Omit<SavedScenario, "scenario" | "createdBy" | "changedBy"> {
  parameters: unknown;
  createdBy: string | null;
  changedBy: string | null;
}

const toSaved = ({ parameters, createdBy, changedBy, ...row }: ScenarioRow): SavedScenario => ({
  ...row,
  scenario: Scenario.safeParse(parameters).data,
  createdBy: createdBy ?? undefined,
  changedBy: changedBy ?? undefined,
});

const SELECT = `
  select scenario.scenario_id as "scenarioId",
         scenario.name,
         scenario.note,
         scenario.parameters,
         scenario.version,
         creator.name as "createdBy",
         scenario.created_at as "createdAt",
         changer.name as "changedBy",
         scenario.changed_at as "changedAt"
    from scenarios as scenario
    left join users as creator on creator.user_id = scenario.created_by
    left join users as changer on changer.user_id = scenario.changed_by
   where scenario.deleted_at is null
`;

const LISTED_AT_MOST = 200;
const LIST = `${SELECT}
   order by scenario.changed_at desc
   limit ${LISTED_AT_MOST}
`;

/** The scenarios that are kept, the last changed first. */
export async function savedScenarios(db: Queryable): Promise<SavedScenario[]> {
  const { rows } = await db.query<ScenarioRow>(LIST);
  return rows.map(toSaved);
}

const BY_ID = `${SELECT}
     and scenario.scenario_id = $1
`;

/** One by the id of its link; undefined when it is unknown or was deleted. */
export async function findScenario(
  db: Queryable,
  scenarioId: ScenarioId,
): Promise<SavedScenario | undefined> {
  const { rows } = await db.query<ScenarioRow>(BY_ID, [scenarioId]);
  return rows[0] && toSaved(rows[0]);
}

export interface ScenarioFacts {
  scenarioId: ScenarioId;
  name: string;
  note: string;
  scenario: Scenario;
  by: UserId;
  at: Date;
}

const SAVE = `
  insert into scenarios (scenario_id, name, note, parameters, created_by, created_at, changed_by, changed_at)
  values ($1, $2, $3, $4, $5, $6, $5, $6)
`;

/**
 * Keeps a new scenario.
 *
 * @throws AppError conflict when another has its name
 */
export async function saveScenario(
  db: Queryable,
  { scenarioId, name, note, scenario, by, at }: ScenarioFacts,
): Promise<void> {
  const values = [scenarioId, name, note, JSON.stringify(scenario), by, at];
  await write(db, SAVE, values);
}

const CHANGE = `
  update scenarios
     set name = $3,
         note = $4,
         parameters = coalesce($5, parameters),
         version = version + 1,
         changed_by = $6,
         changed_at = $7
   where scenario_id = $1
     and version = $2
     and deleted_at is null
`;

/**
 * Replaces what is kept under an id; without a scenario its name and note alone. False when it is no longer
 * the version that was read, because somebody changed or deleted it.
 *
 * @throws AppError conflict when another has its name
 */
export async function changeScenario(
  db: Queryable,
  {
    scenarioId,
    name,
    note,
    scenario,
    by,
    at,
  }: Omit<ScenarioFacts, "scenario"> & { scenario?: Scenario | undefined },
  version: number,
): Promise<boolean> {
  const parameters = scenario ? JSON.stringify(scenario) : null;
  return write(db, CHANGE, [scenarioId, version, name, note, parameters, by, at]);
}

type Removal = Pick<ScenarioFacts, "scenarioId" | "by" | "at">;

const DELETE = `
  update scenarios
     set deleted_by = $2,
         deleted_at = $3,
         changed_by = $2,
         changed_at = $3
   where scenario_id = $1
     and deleted_at is null
`;

/** Takes it out of every list and makes its link lead nowhere. False when that has been done. */
export const deleteScenario = (db: Queryable, { scenarioId, by, at }: Removal): Promise<boolean> =>
  write(db, DELETE, [scenarioId, by, at]);

const RESTORE = `
  update scenarios
     set deleted_by = null,
         deleted_at = null,
         changed_by = $2,
         changed_at = $3
   where scenario_id = $1
     and deleted_at is not null
`;

/**
 * Brings back what was deleted. False when there is nothing to bring back.
 *
 * @throws AppError conflict when its name was given to another meanwhile
 */
export const restoreScenario = (db: Queryable, { scenarioId, by, at }: Removal): Promise<boolean> =>
  write(db, RESTORE, [scenarioId, by, at]);

/** Whether there was a row to write. */
async function write(db: Queryable, sql: string, values: unknown[]): Promise<boolean> {
  try {
    return (await db.query(sql, values)).rowCount === 1;
  } catch (cause) {
    if (databaseFault(cause)?.constraint === "scenario_names")
      throw new AppError("conflict", "a scenario of that name", { cause });
    throw cause;
  }
}
