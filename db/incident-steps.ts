import type { IncidentId, UserId } from "#models/shared/ids";
import { type Actor, addStep, requireOpen, touchIncident } from "./incidents";
import type { Queryable } from "./pool";

export interface DoneStep {
  stepId: string;
  doneBy: UserId;
  doneAt: Date;
}

const DONE_STEPS = `
  select step_id as "stepId", done_by as "doneBy", done_at as "doneAt"
    from incident_steps
   where incident_id = $1
   order by done_at
`;

/** The steps of the runbook that somebody has ticked. */
export async function doneSteps(db: Queryable, incidentId: IncidentId): Promise<DoneStep[]> {
  const { rows } = await db.query<DoneStep>(DONE_STEPS, [incidentId]);
  return rows;
}

const INSERT_DONE = `
  insert into incident_steps (incident_id, step_id, done_by, done_at)
  values ($1, $2, $3, $4)
  on conflict do nothing
`;

const DELETE_DONE = "delete from incident_steps where incident_id = $1 and step_id = $2";

/** Ticks a step, or takes the tick back; the same again changes nothing. */
export async function markStep(
  client: Queryable,
  incidentId: IncidentId,
  { stepId, isDone, by, now }: { stepId: string; isDone: boolean; by: Actor; now: Date },
): Promise<void> {
  await requireOpen(client, incidentId);
  const { rowCount } = isDone
    ? await client.query(INSERT_DONE, [incidentId, stepId, by.userId, now])
    : await client.query(DELETE_DONE, [incidentId, stepId]);
  if (rowCount === 0) return;

  await touchIncident(client, incidentId, now);
  const step = isDone ? "step-done" : "step-undone";
  await addStep(client, { incidentId, step, at: now, by, detail: stepId });
}
