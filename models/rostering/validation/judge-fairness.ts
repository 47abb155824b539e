import type { RosterRule, RuleTerms } from "../roster-rule";
import { saturdaysOf, worksOn } from "./judge-weekends";
import { type Broken, daysFrom, isAskedOf, stepsBeyond, type Ward, type Worker } from "./stints";

type Terms<Kind extends RuleTerms["kind"]> = Extract<RuleTerms, { kind: Kind }>;

export function judgeFairShare(
  ward: Ward,
  worker: Worker,
  rule: RosterRule,
  { of, tolerance }: Terms<"fair-share">,
): Broken[] {
  const { problem } = ward;
  const { personId, homeUnitId } = worker.person;
  const claim = claimOf(ward, worker);
  if (worker.person.grade === "assistant" || claim === 0) return [];
  const all = ward.workers
    .filter(({ person }) => person.homeUnitId === homeUnitId && person.grade !== "assistant")
    .filter(({ person }) => isAskedOf(rule, person))
    .reduce((sum, each) => sum + claimOf(ward, each), 0);
  const burden = of === "nights" ? nightsAsked(ward, homeUnitId) : weekendsAsked(ward, homeUnitId);
  const worked =
    of === "nights"
      ? worker.stints.filter(({ day, isNight }) => day >= 0 && isNight).length
      : saturdaysOf(ward).filter((saturday) => isOwn(worker, saturday)).length;
  const before = problem.balances.find((each) => each.personId === personId)?.[of] ?? 0;
  const beyond = Math.abs(before + worked - (burden * claim) / all);
  return [{ day: problem.days - 1, steps: stepsBeyond(beyond - tolerance) }];
}

/** A weekend whose Saturday was worked in the past was counted then. */
const isOwn = (worker: Worker, saturday: number): boolean =>
  saturday >= 0
    ? worksOn(worker, saturday)
    : saturday === -1 && !worker.onDay.has(-1) && worker.onDay.has(0);

const claimOf = ({ problem }: Ward, { person, isAway }: Worker): number =>
  person.contractMinutesPerWeek * daysFrom(0, problem.days).filter((day) => !isAway(day)).length;

/** The larger of the targets of a shift, as some of its nurses must have a skill. */
function targetOf({ problem }: Ward, unitId: string, day: number, shiftId: string): number {
  const rows = problem.demand.filter(
    (row) => row.unitId === unitId && row.day === day && row.shiftId === shiftId,
  );
  return Math.max(0, ...rows.map(({ target }) => target));
}

const nightsAsked = (ward: Ward, unitId: string): number =>
  daysFrom(0, ward.problem.days).reduce(
    (sum, day) =>
      ward.problem.shifts
        .filter(({ isNight }) => isNight)
        .reduce((total, { shiftId }) => total + targetOf(ward, unitId, day, shiftId), sum),
    0,
  );

function weekendsAsked(ward: Ward, unitId: string): number {
  const { days, shifts } = ward.problem;
  const peopleOn = (day: number) =>
    day < 0 || day >= days
      ? 0
      : shifts.reduce((sum, { shiftId }) => sum + targetOf(ward, unitId, day, shiftId), 0);
  return saturdaysOf(ward)
    .filter((saturday) => saturday >= -1)
    .reduce((sum, saturday) => sum + Math.max(peopleOn(saturday), peopleOn(saturday + 1)), 0);
}

/** Of all who asked for something, those who were refused more than the mean. */
export function judgeFairRequests(
  { problem, workers }: Ward,
  rule: RosterRule,
  { tolerance }: Terms<"fair-requests">,
): { worker: Worker; broken: Broken }[] {
  const asked = workers
    .filter(({ person }) => isAskedOf(rule, person))
    .flatMap((worker) => {
      const { personId } = worker.person;
      const requests = problem.requests.filter(
        (each) => each.personId === personId && each.day < problem.days,
      );
      const refused = requests.filter(({ day, wants, shiftId }) => {
        const stint = worker.onDay.get(day);
        const works = stint !== undefined && (!shiftId || stint.shiftId === shiftId);
        return works !== (wants === "work");
      });
      const before = problem.balances.find((each) => each.personId === personId);
      return requests.length === 0
        ? []
        : [{ worker, burden: refused.length + (before?.refusedRequests ?? 0) }];
    });
  const mean = asked.reduce((sum, { burden }) => sum + burden, 0) / asked.length;
  return asked.map(({ worker, burden }) => ({
    worker,
    broken: { day: problem.days - 1, steps: stepsBeyond(burden - mean - tolerance) },
  }));
}
