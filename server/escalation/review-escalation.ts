import type pg from "pg";
import { lookAtEscalation } from "#db/escalation";
import { readEscalationFacts } from "#db/escalation-facts";
import { escalationRulesInForce } from "#db/escalation-rules";
import { inTransaction } from "#db/transaction";
import { escalationValues } from "#models/escalation/escalation-facts";
import { followEscalation } from "#models/escalation/escalation-course";
import type { Job } from "../jobs/job";

/** Looks at the level as the hospital stands at that instant. Answers whether another one begins. */
export const reviewEscalation = (pool: pg.Pool, at: Date): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    const { rules, version } = await escalationRulesInForce(client);
    return lookAtEscalation(
      client,
      async (before) => {
        const values = escalationValues(await readEscalationFacts(client, at));
        return followEscalation(before, values, { rules, at: at.getTime() });
      },
      version,
    );
  });

/** Waits grow and levels fall with nobody doing anything. */
export const reviewEscalationOften: Job = {
  name: "review-escalation",
  schedule: "5 * * * * *",
  async run({ pool, now }) {
    return (await reviewEscalation(pool, now)) ? { levels: 1 } : undefined;
  },
};
