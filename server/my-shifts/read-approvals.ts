import type pg from "pg";
import { actingAs } from "#db/acting";
import { leaveDays, leavesOf, waitingLeaves, type WaitingLeave } from "#db/leave-applications";
import { workedRosters } from "#db/own-shifts";
import type { Queryable } from "#db/pool";
import { allRosters } from "#db/rosters";
import { placementsIn, windowsOf } from "#db/self-rostering";
import type { LiveSession } from "#db/sessions";
import { type SwapRow, waitingSwaps } from "#db/shift-swaps";
import { staffById, staffOfUser } from "#db/staff";
import { type StoredUnitPolicy, unitPolicies } from "#db/unit-roster-policies";
import { allUnits } from "#db/units";
import { can } from "#models/access/permission";
import type {
  Approvals,
  DraftWindowOnWire,
  WaitingLeaveOnWire,
  WaitingSwapOnWire,
} from "#models/realtime/my-shifts";
import { leaveBalance } from "#models/rostering/leave";
import type { RosterId } from "#models/rostering/roster-ids";
import { mayRepairIn, readsAllRosters } from "#models/rostering/roster-rights";
import type { UnitId } from "#models/shared/ids";
import { readJudged } from "../rostering/judging/read-judged";
import type { RosterInCourt, RosterJudge } from "../rostering/judging/roster-judge";
import { shiftNamer, type UnitWords } from "./named-shifts";

export interface ApprovalReads {
  people: pg.Pool;
  /** Judges what waits by whole rosters. */
  pool: pg.Pool;
  judge: RosterJudge;
}

/** What waits for somebody who approves: in the units where they may, and what only a planner sees. */
export async function readApprovals(
  { people, pool, judge }: ApprovalReads,
  session: LiveSession,
  at: Date,
): Promise<Approvals> {
  const mayPlan = can(session.role, "roster:plan");
  const read = await actingAs(people, session.userId, async (db) => {
    const units = await allUnits(db);
    const decides = units.map(({ unitId }) => unitId).filter((id) => mayRepairIn(session, id));
    const reads = readsAllRosters(session.role)
      ? units.map(({ unitId }) => unitId)
      : session.unitIds;
    const policies = await unitPolicies(db, reads);
    return {
      units: new Map(units.map(({ unitId, code, name }) => [unitId, { code, name }])),
      policies,
      swaps: await waitingSwaps(db, at, decides),
      leaves: mayPlan ? await leavesWithDays(db, policies) : [],
      windows: mayPlan ? await draftWindows(db) : [],
      self: await staffOfUser(db, session.userId),
    };
  });
  const swaps = await judgedSwaps({ pool, judge }, read.swaps, {
    units: read.units,
    self: read.self,
    at,
  });
  return {
    sentAt: at.getTime(),
    swaps,
    leaves: read.leaves,
    windows: read.windows,
    policies: [...read.policies.values()].map(({ unitId, version, ...policy }) => ({
      ...{ unitId, version, policy },
      unitName: read.units.get(unitId)?.name ?? "",
    })),
    mayPlan,
  };
}

async function leavesWithDays(
  db: Queryable,
  policies: ReadonlyMap<UnitId, StoredUnitPolicy>,
): Promise<WaitingLeaveOnWire[]> {
  const waiting: WaitingLeaveOnWire[] = [];
  for (const leave of await waitingLeaves(db)) {
    const policy = policies.get(leave.homeUnitId);
    const days = await leaveDays(db, leave);
    const mostOnLeave = policy?.mostOnLeave ?? 0;
    waiting.push({
      ...{ leaveId: leave.leaveId, name: leave.name, unitName: leave.unitName, kind: leave.kind },
      ...{ fromOn: leave.fromOn, toOn: leave.toOn, appliedAt: leave.appliedAt.getTime() },
      balance: policy && leave.kind === "annual-leave" ? await balanceOf(db, leave, policy) : null,
      conflicts: days
        .map((day) => ({ ...day, isOverMost: day.away + 1 > mostOnLeave }))
        .filter(({ isOverMost, shiftCode }) => isOverMost || shiftCode !== null),
    });
  }
  return waiting;
}

async function balanceOf(
  db: Queryable,
  { personId, fromOn, contractMinutesPerWeek }: WaitingLeave,
  { leaveWeeksPerYear }: StoredUnitPolicy,
) {
  const year = Number(fromOn.slice(0, 4));
  const leaves = await leavesOf(db, personId, `${year}-01-01`);
  return leaveBalance(leaves, { year, contractMinutesPerWeek, leaveWeeksPerYear });
}

async function draftWindows(db: Queryable): Promise<DraftWindowOnWire[]> {
  const drafts = (await allRosters(db)).filter(({ state }) => state === "draft");
  const rosterIds = drafts.map(({ rosterId }) => rosterId);
  const windows = await windowsOf(db, rosterIds);
  const placements = await placementsIn(db, rosterIds);
  return drafts.map(({ rosterId, name, startsOn, days, units }) => {
    const window = windows.get(rosterId);
    return {
      ...{ rosterId, name, startsOn, days, unitNames: units.map((unit) => unit.name) },
      window: window
        ? {
            ...{ opensAt: window.opensAt.getTime(), closesAt: window.closesAt.getTime() },
            ...{ mode: window.mode, setAt: window.setAt.getTime(), setBy: window.setBy },
          }
        : null,
      placed: placements.filter((placement) => placement.rosterId === rosterId).length,
    };
  });
}

interface SwapView {
  units: ReadonlyMap<UnitId, UnitWords>;
  self: { personId: string } | undefined;
  at: Date;
}

/** Each roster is read and scored once, however many swaps of it wait. */
async function judgedSwaps(
  { pool, judge }: Pick<ApprovalReads, "pool" | "judge">,
  swaps: readonly SwapRow[],
  { units, self }: SwapView,
): Promise<WaitingSwapOnWire[]> {
  const rosters = await workedRosters(pool, [...new Set(swaps.map(({ rosterId }) => rosterId))]);
  const people = await staffById(
    pool,
    swaps.flatMap(({ giver, taker }) => [giver, ...(taker ? [taker] : [])]),
  );
  const nameOf = (id: string | undefined) =>
    people.find(({ personId }) => personId === id)?.name ?? "Somebody who left";
  const known = new Map<RosterId, RosterInCourt>();
  const judged: WaitingSwapOnWire[] = [];
  for (const swap of swaps) {
    const worked = rosters.get(swap.rosterId);
    if (!worked || !swap.taker) continue;
    const namer = shiftNamer(worked, units);
    const gives = namer.named(swap.gives.day, swap.gives.assignment);
    if (!gives) continue;
    const roster = known.get(swap.rosterId) ?? (await readJudged(judge, pool, swap.rosterId));
    known.set(swap.rosterId, roster);
    const { giver, gives: given, wants, taker } = swap;
    const asked = { swap: { giver, gives: given, wants }, taker };
    const { fits, texts } = await roster.ask({ kind: "swap", ...asked });
    judged.push({
      ...{ swapId: swap.swapId, giver: nameOf(swap.giver), taker: nameOf(swap.taker), gives },
      wants: (swap.wants && namer.named(swap.wants.day, swap.wants.assignment)) ?? null,
      expiresAt: swap.expiresAt.getTime(),
      hindrances: fits ? texts : ["The roster has changed since it was offered."],
      isOwn: self?.personId === swap.giver || self?.personId === swap.taker,
    });
  }
  return judged;
}
