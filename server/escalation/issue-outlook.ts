import { saveEscalationOutlook } from "#db/escalation";
import { readEscalationFacts } from "#db/escalation-facts";
import { escalationRulesInForce } from "#db/escalation-rules";
import type { Queryable } from "#db/pool";
import type { CensusForecast } from "#models/census/census-forecast";
import { escalationValues } from "#models/escalation/escalation-facts";
import {
  forecastEscalation,
  inpatientUnits,
  shortageAhead,
} from "#models/escalation/forecast-escalation";

/**
 * What a census forecast says of the escalation level, stored beside it. The level of the present is looked at
 * after it, because two of its parameters come from here.
 */
export async function issueEscalationOutlook(
  db: Queryable,
  forecast: CensusForecast,
): Promise<void> {
  const issuedAt = new Date(forecast.issuedAt);
  const units = inpatientUnits(forecast);
  const shortage = shortageAhead(units);
  const { rules, version } = await escalationRulesInForce(db);
  const values = { ...escalationValues(await readEscalationFacts(db, issuedAt)), ...shortage };
  await saveEscalationOutlook(db, {
    issuedAt,
    rulesVersion: version,
    outlook: forecastEscalation(units, { values, rules, issuedAt }),
    bedsShort: shortage?.["beds-short"] ?? null,
    exceedance: shortage?.exceedance ?? null,
  });
}
