/** Weighted interval scores of one team by task. */
export type TaskScores = ReadonlyMap<string, number>;

/** A team with fewer of the baseline's tasks chose them, and would move everybody's comparison. */
const SHARE_OF_TASKS = 0.5;

/**
 * Pairwise relative scores, the baseline's being 1 (Cramer et al., PNAS 2022): a team's geometric mean of its
 * ratios to every team on the tasks that both have, over the baseline's. A team with fewer than half of the
 * baseline's tasks is only compared with the baseline, and nobody with it.
 */
export function relativeScores(
  scores: ReadonlyMap<string, TaskScores>,
  baseline: string,
): Map<string, number> {
  const base = scores.get(baseline);
  if (!base) throw new RangeError(`${baseline} has no scores`);
  const regular = [...scores].filter(([, own]) => own.size >= SHARE_OF_TASKS * base.size);
  const meanLogRatio = (own: TaskScores): number => {
    const logs = regular.flatMap(([, others]) => {
      const ratio = ratioOnCommonTasks(own, others);
      return ratio === undefined ? [] : [Math.log(ratio)];
    });
    return logs.reduce((sum, log) => sum + log, 0) / logs.length;
  };
  const unit = meanLogRatio(base);
  const relative = new Map<string, number>();
  for (const [team, own] of scores) {
    const isRegular = own.size >= SHARE_OF_TASKS * base.size;
    const score = isRegular ? Math.exp(meanLogRatio(own) - unit) : ratioOnCommonTasks(own, base);
    if (score !== undefined) relative.set(team, score);
  }
  return relative;
}

/** Undefined when they have no task in common. */
export function ratioOnCommonTasks(own: TaskScores, others: TaskScores): number | undefined {
  let [sum, sumOfOthers] = [0, 0];
  for (const [task, score] of own) {
    const other = others.get(task);
    if (other === undefined) continue;
    sum += score;
    sumOfOthers += other;
  }
  return sumOfOthers > 0 ? sum / sumOfOthers : undefined;
}
