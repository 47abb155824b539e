import type { FluSeasonScores } from "./evaluate-flu";

/** The figures of a season as lines of text. */
export function describeFluSeason({
  evaluation,
  meanWis,
  baselineMeanWis,
  notForecast,
}: FluSeasonScores): string {
  const { season, tasks, relativeWis, coverage50, coverage95, byHorizon, teams } = evaluation;
  const byRank = [...Object.entries(teams), ["Wardcast", relativeWis] as const].sort(
    (a, b) => a[1] - b[1],
  );
  const lines = [
    `season ${season}: ${tasks} forecasts of states`,
    `  weighted interval score ${meanWis.toFixed(2)} admissions, the baseline's ${baselineMeanWis.toFixed(2)}`,
    `  relative score ${relativeWis.toFixed(3)}; by horizon, weeks: ` +
      byHorizon.map((ratio, horizon) => `${horizon}: ${ratio.toFixed(3)}`).join(", "),
    `  coverage of the 50 % interval ${coverage50.toFixed(3)}, of the 95 % interval ${coverage95.toFixed(3)}`,
    ...byRank.map(([team, score]) => `  ${score.toFixed(3)}  ${team}`),
  ];
  if (notForecast.length > 0)
    lines.push(`  not forecast, for nothing had been published lately: ${notForecast.join(", ")}`);
  return `${lines.join("\n")}\n`;
}
