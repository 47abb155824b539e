import { applies, type PersonFrame } from "../roster-frame";
import type { RosterShift } from "../roster-problem";
import type { DutySet, LineRule, Price } from "../solver/solver-problem";
import type { DutyTable } from "./duty-table";
import { priceOf } from "./price";
import type { RestRule, ShortRest } from "./short-rests";

/** Rests that are too short as successions, and over days off as patterns. */
export const restLineRules = (table: DutyTable, of: PersonFrame): LineRule[] =>
  table.shortRests
    .filter(({ rule }) => applies(rule, of.person))
    .flatMap(({ rule, kindOfDay, rests }) =>
      groupsOf(rests).map(({ before, after, daysApart, steps }) =>
        restRule(rule, daysApart, priceOf(rule, steps), {
          before: table.setOf((duty) => duty.kindOfDay === kindOfDay && before.has(duty.shift)),
          after: table.setOf((duty) => after.has(duty.shift)),
          off: table.daysOff,
        }),
      ),
    );

function restRule(
  { ruleId }: RestRule,
  daysApart: number,
  price: Price,
  { before, after, off }: { before: DutySet; after: DutySet; off: DutySet },
): LineRule {
  if (daysApart === 1) return { kind: "succession", ruleId, first: before, next: after, price };
  const between = Array.from({ length: daysApart - 1 }, () => off);
  return { kind: "pattern", ruleId, sets: [before, ...between, after], price };
}

interface RestGroup {
  before: Set<RosterShift>;
  after: Set<RosterShift>;
  daysApart: number;
  steps: number;
}

/** Shifts that are too near to the same others are one rule: fewer rules are fewer states to a solver. */
function groupsOf(rests: readonly ShortRest[]): RestGroup[] {
  const byShift = new Map<string, RestGroup>();
  for (const { before, after, daysApart, steps } of rests) {
    const key = `${before.shiftId} ${daysApart} ${steps}`;
    const group = byShift.get(key) ?? {
      ...{ before: new Set([before]), after: new Set<RosterShift>(), daysApart, steps },
    };
    group.after.add(after);
    byShift.set(key, group);
  }
  const merged = new Map<string, RestGroup>();
  for (const group of byShift.values()) {
    const after = [...group.after].map(({ shiftId }) => shiftId).sort();
    const key = `${group.daysApart} ${group.steps} ${after.join(" ")}`;
    const known = merged.get(key);
    if (known) for (const shift of group.before) known.before.add(shift);
    else merged.set(key, group);
  }
  return [...merged.values()];
}
