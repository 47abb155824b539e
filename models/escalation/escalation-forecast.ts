import type { CensusForecast } from "../census/census-forecast";
import type { EscalationValues } from "./escalation-parameter";
import type { EscalationRules } from "./escalation-rules";
import {
  type EscalationOutlook,
  forecastEscalation,
  inpatientUnits,
  shortageAhead,
} from "./forecast-escalation";

/** What a census forecast says of the escalation level. */
export interface EscalationForecast {
  outlook: readonly EscalationOutlook[];
  /** In 24 hours, percent; null when the forecast does not reach so far. */
  bedsShort: number | null;
  exceedance: number | null;
}

export function escalationForecastOf(
  forecast: CensusForecast,
  { values, rules }: { values: EscalationValues; rules: EscalationRules },
): EscalationForecast {
  const units = inpatientUnits(forecast);
  const shortage = shortageAhead(units);
  const issuedAt = new Date(forecast.issuedAt);
  return {
    outlook: forecastEscalation(units, { values, rules, issuedAt }),
    bedsShort: shortage?.["beds-short"] ?? null,
    exceedance: shortage?.exceedance ?? null,
  };
}
