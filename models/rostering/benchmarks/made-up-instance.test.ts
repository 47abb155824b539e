import { describe, expect, it } from "vitest";
import { solveLargeRoster } from "../solver/solve-large-roster";
import { curtoisQuProblem, writeCurtoisQuRoster } from "./curtois-qu-problem";
import { judgeCurtoisQuRoster, parseCurtoisQuRoster } from "./curtois-qu-validation";
import { madeUpInstance } from "./made-up-instance";

describe("an instance made around a roster", () => {
  const { instance, planted } = madeUpInstance({ seed: 3, staff: 5, weeks: 3, shifts: 3 });

  it("can be covered without a broken rule", () => {
    const roster = new Map(
      instance.staff.map(({ employeeId }, index) => [
        employeeId,
        new Map(
          (planted[index] ?? []).flatMap((shiftId, day) =>
            shiftId === undefined ? [] : [[day, shiftId] as const],
          ),
        ),
      ]),
    );

    const verdict = judgeCurtoisQuRoster(instance, roster);

    expect(verdict.hardViolations).toEqual([]);
    expect(verdict.cost).toBeLessThan(3 * instance.requests.length);
  });

  it("is solved by windows, and costs what the benchmark's own rules say", async () => {
    const { best, iterations } = await solveLargeRoster(curtoisQuProblem(instance), {
      seed: 1,
      now: () => 0,
      deadlineAt: 1,
      maximumIterations: 1,
      isCancelled: () => false,
      progressed: () => undefined,
    });

    expect(iterations).toBe(1);
    const written = parseCurtoisQuRoster(writeCurtoisQuRoster(instance, best?.lines ?? []));
    const verdict = written.ok ? judgeCurtoisQuRoster(instance, written.value) : undefined;
    expect(verdict).toEqual({ cost: best?.cost, hardViolations: [] });
  });
});
