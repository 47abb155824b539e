import { actingAs } from "#db/acting";
import type { Queryable } from "#db/pool";
import {
  findSickCall,
  holdRosterOf,
  type OpenShiftRow,
  openShiftIdsOfCall,
  openShiftsById,
  repairSickCall,
} from "#db/sick-calls";
import type { RepairOnWire } from "#models/realtime/sick-calls";
import type { Assignment, RosterCell } from "#models/rostering/roster";
import { rosterCost } from "#models/rostering/roster-cost";
import type { RosterProblem } from "#models/rostering/roster-problem";
import { rescored, type RosterScore } from "#models/rostering/roster-score";
import { shiftNameOf } from "#models/rostering/roster-words";
import { shiftInstants } from "#models/rostering/shift-instants";
import { daysBetween } from "#models/shared/calendar-date";
import { AppError } from "#models/shared/errors";
import { formatLocal } from "#models/shared/hospital-instant";
import type { SickCallId } from "#models/sick-calls/sick-call";
import { readScore } from "../my-shifts/judge";
import { runRepair } from "./repair-run";
import { tellWhoIsLate } from "./sick-call-offers";
import { SickCallRefused } from "./sick-call-refused";
import type { ActingOnShifts, SickCallPorts } from "./sick-call-report";
import type { SickCallScores } from "./sick-call-scores";

/** Somebody stands beside the screen: with reading and judging the answer is there in five. */
const LOOK_FOR_MS = 3_500;
/** Each search takes a core: scores and alerts keep theirs. */
const MOST_SEARCHES = 2;
/** As many calls as are mended at once. */
const MOST_KEPT = 20;

interface KeptRepairs {
  version: number;
  shifts: readonly OpenShiftRow[];
  repairs: readonly (RepairOnWire & { wanted: readonly RosterCell[] })[];
}

/** Ways to go on after a call, of the rosters' versions that they were made from. */
export interface SickCallRepairs {
  find(
    acting: ActingOnShifts,
    sickCallId: SickCallId,
  ): Promise<{ version: number; repairs: readonly RepairOnWire[] }>;
  /** @throws SickCallRefused when the roster is another by now, or a rule would be broken */
  carryOut(
    acting: ActingOnShifts,
    chosen: { sickCallId: SickCallId; version: number; changes: number },
  ): Promise<void>;
}

export function createSickCallRepairs(
  ports: SickCallPorts & { scores: SickCallScores },
): SickCallRepairs {
  const { people, pool, scores } = ports;
  const kept = new Map<SickCallId, KeptRepairs>();

  /** Those of the roster whose open shift begins first: a roster is mended at a time. */
  async function requireOpen(
    { userId, at }: ActingOnShifts,
    sickCallId: SickCallId,
  ): Promise<OpenShiftRow[]> {
    const ids = await actingAs(people, userId, async (db) =>
      (await findSickCall(db, sickCallId)) ? openShiftIdsOfCall(db, sickCallId) : [],
    );
    if (ids.length === 0) throw new AppError("not-found", `sick call ${sickCallId}`);
    const open = (await openShiftsById(pool, ids)).filter(
      ({ state, startsAt }) => state === "open" && startsAt > at,
    );
    const first = open[0];
    if (!first) throw new SickCallRefused("shift-settled");
    return open.filter(({ rosterId }) => rosterId === first.rosterId);
  }

  let searches = 0;
  async function search(settings: Parameters<typeof runRepair>[0]) {
    if (searches >= MOST_SEARCHES)
      throw new AppError("too-many-requests", "repairs are looked for", {
        says: "Repairs of other shifts are looked for now. Try again in some seconds.",
      });
    searches += 1;
    try {
      return await runRepair(settings);
    } finally {
      searches -= 1;
    }
  }

  return {
    async find(acting, sickCallId) {
      const shifts = await requireOpen(acting, sickCallId);
      const [first] = shifts;
      if (!first) throw new SickCallRefused("shift-settled");
      const { version, score } = await scores.of(first.rosterId);
      const found = await search(startOf(score, shifts, acting.at));
      const repairs = found
        .map((one) => repairOf(score, shifts, one))
        .filter((one) => one.changes > 0 && isPossible(score, one.wanted, acting.at));
      kept.delete(sickCallId);
      kept.set(sickCallId, { version, shifts, repairs });
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest) kept.delete(oldest);
      return { version, repairs: repairs.map(({ wanted: _wanted, ...told }) => told) };
    },
    async carryOut(acting, { sickCallId, version, changes }) {
      await requireOpen(acting, sickCallId);
      const known = kept.get(sickCallId);
      const repair = known?.repairs.find((one) => one.changes === changes);
      const first = known?.shifts[0];
      if (!first || !repair) throw new SickCallRefused("no-repair");
      if (known.version !== version) throw new SickCallRefused("roster-changed");
      const { userId, at } = acting;
      await actingAs(pool, userId, async (db) => {
        await holdRosterOf(db, first.openShiftId);
        await requireLegal(db, first, repair.wanted, at);
        await repairSickCall(db, {
          ...{ sickCallId, rosterId: first.rosterId, version, at },
          cells: repair.wanted.map(({ personId, day, assignment }) => ({
            ...{ personId, day, isPinned: assignment !== null },
            ...{ shiftId: assignment?.shiftId ?? null, unitId: assignment?.unitId ?? null },
          })),
        });
        for (const { openShiftId } of known.shifts) await tellWhoIsLate(db, openShiftId, at);
      });
    },
  };
}

/** What has begun stays, and who is on it; of days before today nothing changes. */
function startOf({ problem, roster }: RosterScore, shifts: readonly OpenShiftRow[], at: Date) {
  const today = daysBetween(problem.startsOn, formatLocal(at, problem.timeZone).slice(0, 10));
  const hasBegun = begunBy(problem, at);
  const begun = problem.people.flatMap(({ personId }) => {
    const assignment = roster.get(personId)?.[today] ?? null;
    return assignment && hasBegun(today, assignment) ? [{ personId, day: today, assignment }] : [];
  });
  return {
    problem: { ...problem, pins: begun },
    roster: [...roster].map(([personId, days]) => ({ personId, days: [...days] })),
    openCells: shifts.map(({ leftBy: personId, day }) => ({ personId, day })),
    frozenBeforeDay: Math.max(0, today),
    milliseconds: LOOK_FOR_MS,
  };
}

function begunBy(problem: RosterProblem, at: Date) {
  const instants = shiftInstants(problem);
  return (day: number, { shiftId }: Assignment): boolean =>
    instants(shiftId, day).startAt <= at.getTime();
}

/** No hard rule is broken more than it is, and nobody gets or loses a shift that has begun. */
function isPossible(score: RosterScore, cells: readonly RosterCell[], at: Date): boolean {
  const hasBegun = begunBy(score.problem, at);
  const isOver = cells.some(({ personId, day, assignment }) =>
    [score.roster.get(personId)?.[day] ?? null, assignment].some(
      (each) => each && hasBegun(day, each),
    ),
  );
  return !isOver && rescored(score, cells).hardSteps <= score.hardSteps;
}

async function requireLegal(
  db: Queryable,
  { rosterId }: OpenShiftRow,
  cells: readonly RosterCell[],
  at: Date,
): Promise<void> {
  if (!isPossible(await readScore(db, rosterId), cells, at))
    throw new SickCallRefused("rules-broken");
}

const named = (problem: RosterProblem, assignment: Assignment | null) =>
  assignment && { ...assignment, shiftName: shiftNameOf(problem, assignment.shiftId) };

function repairOf(
  score: RosterScore,
  shifts: readonly OpenShiftRow[],
  { cells, isProved }: { cells: readonly RosterCell[]; isProved: boolean },
): KeptRepairs["repairs"][number] {
  const { problem, roster } = score;
  const after = rescored(score, cells);
  const names = new Map(problem.people.map(({ personId, name }) => [personId, name]));
  const isFilled = ({ day, shiftId, unitId }: OpenShiftRow) =>
    cells.some(
      ({ day: on, assignment }) =>
        on === day && assignment?.shiftId === shiftId && assignment.unitId === unitId,
    );
  return {
    cells: cells.map(({ personId, day, assignment }) => ({
      ...{ personId, name: names.get(personId) ?? "Somebody", day },
      before: named(problem, roster.get(personId)?.[day] ?? null),
      after: named(problem, assignment),
    })),
    changes: cells.length,
    points: after.points - score.points,
    money: rosterCost(problem, after.roster).total - rosterCost(problem, roster).total,
    isProved,
    leftOpen: shifts.filter((shift) => !isFilled(shift)).length,
    wanted: cells,
  };
}
