import type pg from "pg";
import { z } from "zod";
import { AlertPhase, AlertPriority } from "#models/alerts/alert";
import { AlertId, UnitId } from "#models/shared/ids";
import type { Screen } from "./screen";

const StoredStep = z.object({
  sequence: z.number(),
  alertId: AlertId,
  unitId: UnitId,
  step: z.string(),
  phase: AlertPhase,
  priority: AlertPriority,
});
export type StoredStep = z.infer<typeof StoredStep>;

const STEPS = `
  select sequence::float8 as sequence, alert_id as "alertId", unit_id as "unitId", step, phase, priority
    from alert_events
   order by sequence
`;

/** Everything that happened, as the database has it: what screens are judged by. */
export async function storedSteps(pool: pg.Pool): Promise<StoredStep[]> {
  return StoredStep.array().parse((await pool.query(STEPS)).rows);
}

export interface Verdict {
  /** Alerts raised, and the steps of their lives. */
  alerts: number;
  steps: number;
  /** An alert that an entitled screen should show as new, once. */
  owed: number;
  lost: number;
  duplicated: number;
  /** Steps shown of those that should be; the others were overtaken by a later one of the same alert. */
  stepsOwed: number;
  stepsShown: number;
  stepsLost: number;
  stepsDuplicated: number;
  /** Alerts that a screen leaves in another state than they are in. */
  wrong: number;
  /** Alerts on the screens of those who may not see them. */
  leaked: number;
  examples: string[];
}

const MOST_EXAMPLES = 10;

/** Compares what each screen has shown with what it was owed. */
export function judge(steps: readonly StoredStep[], screens: readonly Screen[]): Verdict {
  const verdict: Verdict = {
    ...{ alerts: 0, steps: steps.length, owed: 0, lost: 0, duplicated: 0, stepsOwed: 0 },
    ...{ stepsShown: 0, stepsLost: 0, stepsDuplicated: 0, wrong: 0, leaked: 0, examples: [] },
  };
  const byUnit = new Map<UnitId, StoredStep[]>();
  for (const step of steps) {
    const others = byUnit.get(step.unitId);
    if (others) others.push(step);
    else byUnit.set(step.unitId, [step]);
  }
  const last = new Map(steps.map((step) => [step.alertId, step]));
  verdict.alerts = last.size;
  const note = (screen: Screen, what: string, { alertId, sequence }: Partial<StoredStep>) => {
    if (verdict.examples.length < MOST_EXAMPLES)
      verdict.examples.push(`screen ${screen.watcher.index}: ${what} ${alertId} ${sequence ?? ""}`);
  };

  for (const screen of screens) {
    const { entitled } = screen.watcher;
    for (const { alertId, unitId } of screen.alerts.values())
      if (!entitled.has(unitId)) {
        verdict.leaked += 1;
        note(screen, "should not show", { alertId });
      }
    for (const unitId of entitled) {
      const since = screen.baseline.get(unitId);
      if (since === undefined) throw new Error(`screen ${screen.watcher.index} never came up`);
      for (const step of byUnit.get(unitId) ?? [])
        if (step.sequence > since) judgeStep(verdict, screen, step, { last, note });
    }
  }
  return verdict;
}

function judgeStep(
  verdict: Verdict,
  screen: Screen,
  step: StoredStep,
  {
    last,
    note,
  }: {
    last: ReadonlyMap<AlertId, StoredStep>;
    note: (screen: Screen, what: string, step: StoredStep) => void;
  },
): void {
  const { alertId, sequence } = step;
  const shown = screen.steps.get(sequence) ?? 0;
  const shows = screen.alerts.get(alertId);
  verdict.stepsOwed += 1;
  if (shown > 0) verdict.stepsShown += 1;
  else if (!shows) {
    verdict.stepsLost += 1;
    note(screen, `never showed the step ${step.step} of`, step);
  }
  if (shown > 1) {
    verdict.stepsDuplicated += 1;
    note(screen, `showed twice the step ${step.step} of`, step);
  }
  const end = last.get(alertId);
  if (
    end?.sequence === sequence &&
    (shows?.phase !== end.phase || shows.priority !== end.priority)
  ) {
    verdict.wrong += 1;
    note(screen, `shows ${shows?.phase ?? "nothing"} for ${end.phase} of`, step);
  }
  if (step.step !== "raised") return;
  const times = screen.appeared.get(alertId) ?? 0;
  verdict.owed += 1;
  if (times === 0) {
    verdict.lost += 1;
    note(screen, "never showed", step);
  }
  if (times > 1) {
    verdict.duplicated += 1;
    note(screen, `showed ${times} times as new`, step);
  }
}
