import { newestCensusInputs, newestIssue } from "#db/census-forecasts";
import { newestEscalationOutlook, saveEscalationOutlook } from "#db/escalation";
import { readEscalationFacts } from "#db/escalation-facts";
import { escalationRulesInForce } from "#db/escalation-rules";
import { escalationValues } from "#models/escalation/escalation-facts";
import { withForecaster } from "../census/forecaster";
import type { Job } from "../jobs/job";

/**
 * Says of each new census forecast, and of the newest one by each new version of the rules, what it means for
 * the escalation level. It takes the distributions themselves, which are too many to store, so it is computed
 * from the same inputs, in the same kind of thread.
 */
export const forecastEscalationLevel: Job = {
  name: "forecast-escalation",
  schedule: "40 * * * * *",
  async run({ pool, now, signal }) {
    const census = await newestIssue(pool, "census-hourly");
    if (!census) return undefined;
    const { rules, version } = await escalationRulesInForce(pool);
    const newest = await newestEscalationOutlook(pool);
    if (newest && newest.issuedAt >= census.issuedAt && newest.rulesVersion === version)
      return undefined;

    const stored = await newestCensusInputs(pool);
    if (!stored) return undefined;
    const values = escalationValues(await readEscalationFacts(pool, now));
    const forecast = await withForecaster(signal, (forecaster) =>
      forecaster.forecastEscalation({ inputs: stored.inputs, values, rules }),
    );
    const issuedAt = new Date(stored.inputs.issuedAt);
    await saveEscalationOutlook(pool, { issuedAt, rulesVersion: version, ...forecast });
    return { windows: forecast.outlook.length };
  },
};
