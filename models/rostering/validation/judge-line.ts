import type { RosterRule } from "../roster-rule";
import { judgeFairShare } from "./judge-fairness";
import { judgeAverage, judgeContract, judgeHoursInWindow, judgeShiftCount } from "./judge-hours";
import { judgeAfterNights, judgeRest, judgeSuccession, judgeWeeklyRest } from "./judge-rest";
import { judgeRuns } from "./judge-runs";
import { judgeWeekends, judgeWholeWeekends } from "./judge-weekends";
import type { Broken, Ward, Worker } from "./stints";

/** What one person's line says of a rule. Of rules on those who work together it says nothing. */
export function judgeLine(ward: Ward, worker: Worker, rule: RosterRule): Broken[] {
  const { terms } = rule;
  const { onDay } = worker;
  switch (terms.kind) {
    case "rest-between-shifts":
      return judgeRest(worker, terms);
    case "average-weekly-hours":
      return judgeAverage(ward, worker, terms);
    case "weekly-rest":
      return judgeWeeklyRest(ward, worker, terms);
    case "hours-in-window":
      return judgeHoursInWindow(ward, worker, terms);
    case "forbidden-succession":
      return judgeSuccession(worker, terms);
    case "consecutive-work-days":
      return judgeRuns(ward, (day) => onDay.has(day), terms);
    case "consecutive-days-off":
      return judgeRuns(ward, (day) => !onDay.has(day), terms);
    case "consecutive-shifts": {
      const isOne = (day: number) => {
        const stint = onDay.get(day);
        return stint !== undefined && terms.shiftIds.includes(stint.shiftId);
      };
      return judgeRuns(ward, isOne, terms);
    }
    case "days-off-after-nights":
      return judgeAfterNights(worker, terms);
    case "weekends":
      return judgeWeekends(ward, worker, terms);
    case "whole-weekends":
      return judgeWholeWeekends(ward, worker);
    case "shift-count":
      return judgeShiftCount(ward, worker, terms);
    case "contract-hours":
      return judgeContract(ward, worker, terms);
    case "fair-share":
      return judgeFairShare(ward, worker, rule, terms);
    case "fair-requests":
    case "skill-mix":
    case "pairing":
      return [];
  }
}
