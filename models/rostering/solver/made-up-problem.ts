import type { DutySet, LineRule, Price, SolverCover, SolverProblem } from "./solver-problem";

/**
 * A small problem without sense, with every kind of rule in every position: for tests of fast ways of counting
 * against the reference.
 */
export function madeUpProblem(random: () => number): SolverProblem {
  const below = (limit: number) => Math.floor(random() * limit);
  const days = 9 + below(14);
  const duties = 3 + below(4);
  const people = 3 + below(4);
  const price = (): Price => (random() < 0.3 ? "hard" : 1 + below(20));
  const dutySet = (): DutySet => Array.from({ length: duties }, () => random() < 0.4);
  const range = () => ({
    ...(random() < 0.7 ? { minimum: below(4) } : {}),
    ...(random() < 0.7 ? { maximum: 3 + below(3) } : {}),
  });

  const rules: (() => LineRule)[] = [
    () => ({ kind: "succession", ruleId: "s", first: dutySet(), next: dutySet(), price: price() }),
    () => ({
      kind: "pattern",
      ruleId: "p",
      sets: Array.from({ length: 1 + below(4) }, dutySet),
      price: price(),
    }),
    () => ({
      kind: "run",
      ruleId: "r",
      duties: dutySet(),
      ...range(),
      below: price(),
      above: price(),
    }),
    () => {
      const fromDay = below(days) - 4;
      return {
        kind: "sum",
        ruleId: "u",
        fromDay,
        toDay: Math.min(days, fromDay + 1 + below(days)),
        weights: random() < 0.3 ? "minutes" : Array.from({ length: duties }, () => below(3)),
        offset: below(3),
        ...range(),
        step: 1 + below(2),
        below: price(),
        above: price(),
      };
    },
    () => ({
      kind: "weekends",
      ruleId: "w",
      saturdays: [-8, -1, 6, 13, 20].filter(() => random() < 0.7),
      offset: below(2),
      maximum: 1,
      price: price(),
    }),
    () => ({ kind: "whole-weekend", ruleId: "h", saturday: below(days + 1) - 1, price: price() }),
  ];

  const covers = Array.from({ length: days * 2 }, (_, index): SolverCover => {
    const group = Array.from({ length: people }, (_, person) => person).filter(
      () => random() < 0.5,
    );
    const someDuties = () =>
      Array.from({ length: duties }, (_, duty) => duty).filter(() => random() < 0.4);
    return {
      ruleId: "c",
      label: `cover ${index}`,
      day: below(days),
      members: [
        { people: group, duties: someDuties(), weight: random() < 0.3 ? -0.5 : 1 },
        { duties: someDuties(), weight: 1 },
      ],
      below: [{ limit: 2, slope: 1 + below(10) }],
      above: [
        { limit: 2, slope: 1 },
        { limit: 3, slope: 4 },
      ],
      ...(random() < 0.3 ? { hardMinimum: 1 } : {}),
      ...(random() < 0.3 ? { hardMaximum: 3 } : {}),
    };
  });

  return {
    days,
    firstWeekday: 0,
    duties: Array.from({ length: duties }, (_, duty) => ({
      label: String(duty),
      minutes: Array.from({ length: days }, (_, day) =>
        duty === 0 ? 0 : duty + (day === 3 ? 1 : 0),
      ),
    })),
    people: Array.from({ length: people }, (_, person) => ({
      label: String(person),
      allowed: Array.from({ length: days }, () => {
        const some = Array.from({ length: duties }, (_, duty) => duty).filter(
          (duty) => (duty === 0 && random() < 0.95) || random() < 0.7,
        );
        return some.length > 0 ? some : [0];
      }),
      costs: Array.from({ length: days }, () =>
        Float64Array.from({ length: duties }, () => below(9)),
      ),
      rules: Array.from({ length: 14 }, () => (rules[below(rules.length)] ?? rules[0])?.()).filter(
        (rule) => rule !== undefined,
      ),
      past: Array.from({ length: below(5) }, () => below(duties)),
    })),
    covers,
  };
}
