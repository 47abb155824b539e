import type { ForecastFigures, ForecastMetrics } from "#models/sign-forecast/forecast-card";
import { VITAL_SIGNS } from "#models/vitals/vital-sign";

/** The figures as a table of text: each sign over all hours ahead, then hour by hour. */
export function describeForecast({
  patients,
  hours,
  bySign,
  bySignAndHour,
  bySignAndState,
}: ForecastMetrics): string {
  const lines = [
    `${patients} patients, ${hours} hours`,
    `${"".padEnd(24)}  in the 80 % band  width   error: forecast  last value  to the day's mean   interval score: forecast  last value`,
  ];
  for (const sign of bySign) {
    const { label } = VITAL_SIGNS[sign.kind];
    lines.push(lineOf(label, sign));
    for (const figures of bySignAndHour) {
      if (figures.kind === sign.kind) lines.push(lineOf(`  in ${figures.hour} h`, figures));
    }
    for (const figures of bySignAndState) {
      if (figures.kind !== sign.kind || figures.forecasts === 0) continue;
      lines.push(lineOf(`  when ${figures.state}`, figures));
    }
  }
  return `${lines.join("\n")}\n`;
}

const lineOf = (name: string, figures: ForecastFigures): string =>
  [
    name.padEnd(24),
    figures.coverage.toFixed(3).padStart(17),
    figures.meanWidth.toFixed(2).padStart(7),
    figures.meanAbsoluteError.toFixed(3).padStart(16),
    figures.lastValueError.toFixed(3).padStart(11),
    figures.meanReversionError.toFixed(3).padStart(18),
    figures.intervalScore.toFixed(2).padStart(25),
    figures.lastValueIntervalScore.toFixed(2).padStart(11),
  ].join(" ");
