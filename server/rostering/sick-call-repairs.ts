import { randomUUID } from "node:crypto";
import { actingAs } from "#db/acting";
import {
  findSickCall,
  holdOpenShift,
  type OpenShiftRow,
  openShiftIdsOfCall,
  openShiftsById,
  repairSickCall,
} from "#db/sick-calls";
import { findRoster } from "#db/rosters";
import type { FoundSickCallRepairs } from "#models/realtime/sick-calls";
import { withoutPins } from "#models/rostering/judge-swap";
import type { Assignment } from "#models/rostering/roster";
import type { PersonId, RosterId } from "#models/rostering/roster-ids";
import { rosterOfCells } from "#models/rostering/roster-of-cells";
import { daysBetween } from "#models/shared/calendar-date";
import { AppError } from "#models/shared/errors";
import { formatLocal } from "#models/shared/hospital-instant";
import { RepairsId, type SickCallId } from "#models/sick-calls/sick-call";
import { begunBy } from "./judging/judge-repair";
import type { JudgeAnswers, JudgedRoster } from "./judging/judgements";
import { readJudged } from "./judging/read-judged";
import { runRepair } from "./repair-run";
import { tellWhoIsLate } from "./sick-call-offers";
import { SickCallRefused } from "./sick-call-refused";
import type { ActingOnShifts, SickCallPorts } from "./sick-call-report";
import type { SickCallScores } from "./sick-call-scores";

/** Somebody stands beside the screen: with reading and judging the answer is there in five. */
const LOOK_FOR_MS = 3_500;
/** Each search takes a core: scores and alerts keep theirs. */
const MOST_SEARCHES = 2;
/** More than are looked at at once. */
const MOST_KEPT = 40;

interface KeptRepairs {
  sickCallId: SickCallId;
  version: number;
  shifts: OfOneRoster;
  repairs: JudgeAnswers["repairs"];
}

type OfOneRoster = readonly [OpenShiftRow, ...OpenShiftRow[]];

/** Ways to go on after a call, of the rosters' versions that they were made from. */
export interface SickCallRepairs {
  find(acting: ActingOnShifts, sickCallId: SickCallId): Promise<FoundSickCallRepairs>;
  /**
   * Those that were seen, or none: another look of somebody else's may have found others for as many changes.
   *
   * @throws SickCallRefused when the roster is another by now, a shift is settled, or a rule would be broken
   */
  carryOut(
    acting: ActingOnShifts,
    chosen: { sickCallId: SickCallId; repairsId: RepairsId; changes: number },
  ): Promise<void>;
}

export function createSickCallRepairs(
  ports: SickCallPorts & { scores: SickCallScores },
): SickCallRepairs {
  const { people, pool, judge, scores } = ports;
  const kept = new Map<RepairsId, KeptRepairs>();

  /** By roster, the one whose open shift begins first at first: a roster is mended at a time. */
  async function requireOpen(
    { userId, at }: ActingOnShifts,
    sickCallId: SickCallId,
  ): Promise<OfOneRoster[]> {
    const ids = await actingAs(people, userId, async (db) =>
      (await findSickCall(db, sickCallId)) ? openShiftIdsOfCall(db, sickCallId) : [],
    );
    if (ids.length === 0) throw new AppError("not-found", `sick call ${sickCallId}`);
    const byRoster = new Map<RosterId, OfOneRoster>();
    for (const shift of await openShiftsById(pool, ids)) {
      if (shift.state !== "open" || shift.startsAt <= at) continue;
      const [first, ...others] = byRoster.get(shift.rosterId) ?? [];
      byRoster.set(shift.rosterId, first ? [first, ...others, shift] : [shift]);
    }
    if (byRoster.size === 0) throw new SickCallRefused("shift-settled");
    return [...byRoster.values()];
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

  async function findIn(
    sickCallId: SickCallId,
    shifts: OfOneRoster,
    at: Date,
  ): Promise<KeptRepairs> {
    const { version, judged } = await scores.of(shifts[0].rosterId);
    const found = await search(startOf(judged.roster, shifts, at));
    const places = shifts.map(({ day, shiftId, unitId }) => ({ day, shiftId, unitId }));
    const asked = { found, shifts: places, at: at.getTime() };
    const repairs = await judged.ask({ kind: "repairs", ...asked });
    return { sickCallId, version, shifts, repairs };
  }

  /** Of the first roster that can be mended; where none can, of the first. */
  async function findFirst(
    sickCallId: SickCallId,
    rosters: readonly OfOneRoster[],
    at: Date,
  ): Promise<KeptRepairs> {
    const [first, ...others] = rosters;
    if (!first) throw new SickCallRefused("shift-settled");
    const found = await findIn(sickCallId, first, at);
    if (found.repairs.length > 0 || others.length === 0) return found;
    const other = await findFirst(sickCallId, others, at);
    return other.repairs.length > 0 ? other : found;
  }

  return {
    async find(acting, sickCallId) {
      const rosters = await requireOpen(acting, sickCallId);
      const found = await findFirst(sickCallId, rosters, acting.at);
      const repairsId = RepairsId.parse(randomUUID());
      kept.set(repairsId, found);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest) kept.delete(oldest);
      const { shifts, repairs } = found;
      const { rosterId } = shifts[0];
      const roster = await findRoster(pool, rosterId);
      if (!roster) throw new AppError("not-found", `roster ${rosterId}`);
      return {
        ...{ repairsId, rosterId, hasOtherRosters: rosters.length > 1 },
        ...{ rosterName: roster.name, startsOn: roster.startsOn },
        repairs: repairs.map(({ wanted: _wanted, ...told }) => told),
      };
    },
    async carryOut(acting, { sickCallId, repairsId, changes }) {
      await requireOpen(acting, sickCallId);
      const known = kept.get(repairsId);
      const repair = known?.repairs.find((one) => one.changes === changes);
      if (known?.sickCallId !== sickCallId || !repair) throw new SickCallRefused("no-repair");
      const { version, shifts } = known;
      const [first] = shifts;
      const { userId, at } = acting;
      await judge.ready();
      await actingAs(pool, userId, async (db) => {
        // Closing a shift leaves the roster's version as it is.
        for (const { openShiftId } of shifts) {
          const held = await holdOpenShift(db, openShiftId);
          if (held?.state !== "open" || held.startsAt <= at)
            throw new SickCallRefused("shift-settled");
        }
        const judged = await readJudged(judge, db, first.rosterId);
        const asked = { cells: repair.wanted, at: at.getTime() };
        if (!(await judged.ask({ kind: "possible", ...asked })))
          throw new SickCallRefused("rules-broken");
        await repairSickCall(db, {
          ...{ sickCallId, rosterId: first.rosterId, version, at },
          cells: repair.wanted.map(({ personId, day, assignment }) => ({
            ...{ personId, day, isPinned: assignment !== null },
            ...{ shiftId: assignment?.shiftId ?? null, unitId: assignment?.unitId ?? null },
          })),
        });
        for (const { openShiftId } of shifts) await tellWhoIsLate(db, openShiftId, at);
      });
    },
  };
}

/** What has begun stays, and who is on it; of days before today nothing changes. What was left is told as it was. */
function startOf({ problem: read, cells }: JudgedRoster, shifts: OfOneRoster, at: Date) {
  const problem = withoutPins(read);
  const roster = rosterOfCells(problem, cells);
  const today = daysBetween(problem.startsOn, formatLocal(at, problem.timeZone).slice(0, 10));
  const hasBegun = begunBy(problem, at.getTime());
  const begun = problem.people.flatMap(({ personId }) => {
    const assignment = roster.get(personId)?.[today] ?? null;
    return assignment && hasBegun(today, assignment) ? [{ personId, day: today, assignment }] : [];
  });
  const left = (personId: PersonId, day: number): Assignment | undefined => {
    const shift = shifts.find((each) => each.leftBy === personId && each.day === day);
    return shift && { shiftId: shift.shiftId, unitId: shift.unitId };
  };
  return {
    problem: { ...problem, pins: begun },
    roster: [...roster].map(([personId, days]) => ({
      personId,
      days: days.map((assignment, day) => left(personId, day) ?? assignment),
    })),
    openCells: shifts.map(({ leftBy: personId, day }) => ({ personId, day })),
    frozenBeforeDay: Math.max(0, today),
    milliseconds: LOOK_FOR_MS,
  };
}
