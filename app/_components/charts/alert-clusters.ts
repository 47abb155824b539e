import type { AlertPriority } from "#models/alerts/alert";
import { isWorse } from "#models/alerts/priority";
import type { EncounterTrends } from "./encounter-trends";

type Step = EncounterTrends["steps"][number];

/** Steps so close together that their marks would cover one another. */
export interface StepCluster {
  steps: readonly [Step, ...Step[]];
  /** 0 at the start of the range, 1 at its end. */
  position: number;
  /** The highest of them. */
  priority: AlertPriority;
}

/** A mark is 26 px wide, and a phone's chart about 290. */
const NEAR = 0.09;

/** In order; what came after the newest observation stands at the end. */
export function clusterSteps(
  steps: readonly Step[],
  { from, to }: { from: number; to: number },
): StepCluster[] {
  const clusters: StepCluster[] = [];
  for (const step of steps.toSorted((a, b) => a.at - b.at)) {
    const position = Math.min(1, Math.max(0, (step.at - from) / Math.max(1, to - from)));
    const last = clusters.at(-1);
    if (last && position - last.position < NEAR) {
      const priority = isWorse(last.priority, step.priority) ? step.priority : last.priority;
      clusters[clusters.length - 1] = { ...last, steps: [...last.steps, step], priority };
    } else clusters.push({ steps: [step], position, priority: step.priority });
  }
  return clusters;
}
