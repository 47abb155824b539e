import type pg from "pg";
import { actingAs } from "#db/acting";
import { ownFeed } from "#db/calendar-feeds";
import { leavesOf } from "#db/leave-applications";
import { noticesOf } from "#db/notices";
import {
  lookedAt,
  type OwnCell,
  ownCells,
  type OwnShiftChange,
  ownShiftChanges,
  publishedRosterIds,
  type WorkedRoster,
  workedRosters,
} from "#db/own-shifts";
import type { Queryable } from "#db/pool";
import { type DraftRoster, ownDraftRosters, placementsIn } from "#db/self-rostering";
import type { LiveSession } from "#db/sessions";
import { type SwapRow, swapsOf } from "#db/shift-swaps";
import { colleagues, type StaffMember, staffOfUser } from "#db/staff";
import { unitPolicy } from "#db/unit-roster-policies";
import { wishesOf } from "#db/wishes";
import {
  type MyShifts,
  noticeToWire,
  type OwnChange,
  type OwnDraft,
  type OwnHours,
  type OwnShift,
  type OwnSwap,
} from "#models/realtime/my-shifts";
import { creditPerDay, isPaidAbsence } from "#models/rostering/credited-days";
import { type Leave, leaveBalance } from "#models/rostering/leave";
import type { PersonId, RosterId } from "#models/rostering/roster-ids";
import type { ShiftDemand } from "#models/rostering/roster-problem";
import {
  isPlacedAt,
  type OpenPlace,
  openPlaces,
  phaseOf,
  type Placement,
} from "#models/rostering/self-rostering";
import type { UnitPolicy } from "#models/rostering/unit-policy";
import { dayOfRoster, pointsSpent, type Wish, wishBudget } from "#models/rostering/wish";
import { dayAfter } from "#models/shared/calendar-date";
import { formatLocal } from "#models/shared/hospital-instant";
import type { UnitId } from "#models/shared/ids";
import { MS_PER_DAY } from "#models/shared/time-range";
import { readDemand } from "./judge";
import { type ShiftNamer, shiftNamer, unitWords } from "./named-shifts";

/** How far back one's own shifts, leave and swaps are shown. */
const PAST_DAYS = 90;

export interface MyShiftsReads {
  /** Reads as the person: the rows that are theirs. */
  people: pg.Pool;
  /** Reads what a draft asks for and how many have taken it, of which a person sees counts alone. */
  pool: pg.Pool;
  /** Of the hospital. */
  timeZone: string;
}

/** All that somebody's own pages show. */
export async function readMyShifts(
  { people, pool, timeZone }: MyShiftsReads,
  session: LiveSession,
  at: Date,
): Promise<MyShifts> {
  const own = await actingAs(people, session.userId, (db) => readOwn(db, session, timeZone, at));
  if (!own.person) return { ...NOBODY, notices: own.notices.map(noticeToWire), sentAt: +at };

  const drafts = await Promise.all(
    own.drafts.map(async (draft) => {
      if (!draft.window) return { draft, demand: [], placements: [] };
      const demand = await readDemand(pool, draft.rosterId);
      return { draft, demand, placements: await placementsIn(pool, [draft.rosterId]) };
    }),
  );
  return new MyShiftsView({ ...own, person: own.person, draftsWithPlaces: drafts, at }).view();
}

type Own = Awaited<ReturnType<typeof readOwn>>;

async function readOwn(db: Queryable, session: LiveSession, timeZone: string, at: Date) {
  const person = await staffOfUser(db, session.userId);
  const notices = await noticesOf(db, session.userId);
  const today = formatLocal(at, timeZone).slice(0, 10);
  const from = dayAfter(today, -PAST_DAYS);
  const swaps = person ? await swapsOf(db, person.personId, daysBefore(at, PAST_DAYS)) : [];
  const rosterIds = person ? await publishedRosterIds(db, person, from) : [];
  const rosters = await workedRosters(db, [
    ...new Set([...rosterIds, ...swaps.map(({ rosterId }) => rosterId)]),
  ]);
  const looked = person ? await lookedAt(db, person.personId) : undefined;
  const cells = person ? await ownCells(db, person.personId, rosterIds) : [];
  const changes = person ? await ownShiftChanges(db, looked ?? daysBefore(at, 14)) : [];
  const drafts = person ? await ownDraftRosters(db) : [];
  const wishes = new Map<RosterId, Wish[]>();
  for (const { rosterId, startsOn, days } of drafts) {
    const range = { from: startsOn, to: dayAfter(startsOn, days) };
    if (person) wishes.set(rosterId, await wishesOf(db, person.personId, range));
  }
  return {
    person,
    notices,
    today,
    swaps,
    rosters,
    looked,
    cells,
    changes,
    drafts,
    wishes,
    names: new Map((await colleagues(db)).map(({ personId, name }) => [personId, name])),
    leaves: person ? await leavesOf(db, person.personId, `${Number(today.slice(0, 4))}-01-01`) : [],
    feed: person ? await ownFeed(db, person.personId) : undefined,
    policy: person ? await unitPolicy(db, person.homeUnitId) : undefined,
    units: await unitWords(db, unitsOf(person, cells, swaps, changes)),
  };
}

const daysBefore = (at: Date, days: number) => new Date(at.getTime() - days * MS_PER_DAY);

const unitsOf = (
  person: StaffMember | undefined,
  cells: readonly OwnCell[],
  swaps: readonly SwapRow[],
  changes: readonly OwnShiftChange[],
): UnitId[] => [
  ...(person ? [person.homeUnitId, ...person.floatUnitIds] : []),
  ...cells.map(({ assignment }) => assignment.unitId),
  ...swaps.flatMap(({ gives, wants }) => [
    gives.assignment.unitId,
    ...(wants ? [wants.assignment.unitId] : []),
  ]),
  ...changes.flatMap(({ before, after }) => [
    ...(before ? [before.unitId] : []),
    ...(after ? [after.unitId] : []),
  ]),
];

const NOBODY = {
  ...{ person: null, shifts: [], changes: [], hours: [], drafts: [], leaves: [], balances: [] },
  ...{ swaps: [], swapsAtOnce: false, feed: null },
} satisfies Omit<MyShifts, "sentAt" | "notices">;

interface DraftWithPlaces {
  draft: DraftRoster;
  demand: readonly ShiftDemand[];
  placements: readonly Placement[];
}

/** What was read, as it is shown. */
class MyShiftsView {
  private readonly namers = new Map<RosterId, ShiftNamer>();

  constructor(
    private readonly own: Own & {
      person: StaffMember;
      draftsWithPlaces: readonly DraftWithPlaces[];
      at: Date;
    },
  ) {
    for (const [rosterId, roster] of own.rosters)
      this.namers.set(rosterId, shiftNamer(roster, own.units));
  }

  view(): MyShifts {
    const { person, at, leaves, feed, units, notices } = this.own;
    const policy = this.policy();
    const { contractMinutesPerWeek } = person;
    const { leaveWeeksPerYear } = policy;
    const year = Number(this.own.today.slice(0, 4));
    return {
      sentAt: at.getTime(),
      person: {
        name: person.name,
        unitName: units.get(person.homeUnitId)?.name ?? "",
        contractMinutesPerWeek,
      },
      shifts: this.shifts(),
      changes: this.changes(),
      hours: [...this.own.rosters.values()].flatMap((roster) => this.hours(roster) ?? []),
      drafts: this.own.draftsWithPlaces.map((draft) => this.draft(draft)),
      leaves: leaves.map(({ leaveId, kind, fromOn, toOn, state, reason }) => ({
        ...{ leaveId, kind, fromOn, toOn, state, reason },
      })),
      balances: [year, year + 1].map((each) =>
        leaveBalance(leaves, { year: each, contractMinutesPerWeek, leaveWeeksPerYear }),
      ),
      swaps: this.own.swaps.flatMap((swap) => this.swap(swap) ?? []),
      swapsAtOnce: policy.swapApproval === "same-skill",
      notices: notices.map(noticeToWire),
      feed: feed
        ? { madeAt: feed.madeAt.getTime(), lastReadAt: feed.lastReadAt?.getTime() ?? null }
        : null,
    };
  }

  private policy(): UnitPolicy {
    const { policy } = this.own;
    if (!policy) throw new Error("somebody on rosters without a policy of their unit");
    return policy;
  }

  private shifts(): OwnShift[] {
    const { cells, swaps, looked, rosters } = this.own;
    const offers = swaps.filter(
      ({ giver, state, expiresAt }) =>
        giver === this.own.person.personId &&
        (state === "open" || state === "accepted") &&
        expiresAt > this.own.at,
    );
    return cells
      .flatMap(({ rosterId, day, assignment, changedAt, with: beside }) => {
        const namer = this.namers.get(rosterId);
        const named = namer?.named(day, assignment);
        if (!namer || !named) return [];
        const offer = offers.find(
          (swap) => swap.rosterId === rosterId && swap.gives.day === day,
        )?.swapId;
        const knownSince = Math.max(
          changedAt.getTime(),
          rosters.get(rosterId)?.publishedAt?.getTime() ?? 0,
        );
        return [
          {
            ...named,
            paidMinutes: namer.paidMinutes(day, assignment),
            with: beside,
            isNew: looked !== undefined && knownSince > looked.getTime(),
            offer: offer ?? null,
          },
        ];
      })
      .sort((a, b) => a.startsAt - b.startsAt);
  }

  /** A day that was changed more than once is told as it was and as it is. */
  private changes(): OwnChange[] {
    const byDay = new Map<string, OwnShiftChange>();
    for (const change of this.own.changes) {
      const key = `${change.rosterId} ${change.day}`;
      const first = byDay.get(key);
      byDay.set(key, first ? { ...change, before: first.before } : change);
    }
    return [...byDay.values()].flatMap(({ rosterId, day, before, after, at }) => {
      const namer = this.namers.get(rosterId);
      const startsOn = this.own.rosters.get(rosterId)?.startsOn;
      if (!namer || !startsOn) return [];
      const words = { before: namer.short(before), after: namer.short(after) };
      if (words.before === words.after) return [];
      return [{ on: dayAfter(startsOn, day), ...words, at: at.getTime() }];
    });
  }

  private hours(roster: WorkedRoster): OwnHours | undefined {
    const { rosterId, startsOn, days } = roster;
    const namer = this.namers.get(rosterId);
    if (!namer) return undefined;
    const minutes = { worked: 0, planned: 0 };
    for (const cell of this.own.cells) {
      const named = cell.rosterId === rosterId && namer.named(cell.day, cell.assignment);
      if (!named) continue;
      const isWorked = named.endsAt <= this.own.at.getTime();
      minutes[isWorked ? "worked" : "planned"] += namer.paidMinutes(cell.day, cell.assignment);
    }
    const { contractMinutesPerWeek } = this.own.person;
    return {
      ...{ rosterId, fromOn: startsOn, toOn: dayAfter(startsOn, days - 1) },
      ...{ workedMinutes: minutes.worked, plannedMinutes: minutes.planned },
      leaveMinutes: paidLeaveDays(this.own.leaves, roster) * creditPerDay(contractMinutesPerWeek),
      contractMinutes: Math.round((contractMinutesPerWeek * days) / 7),
    };
  }

  private draft({ draft, demand, placements }: DraftWithPlaces): OwnDraft {
    const { rosterId, name, startsOn, days, shifts, window } = draft;
    const wishes = this.own.wishes.get(rosterId) ?? [];
    const { personId, homeUnitId, floatUnitIds } = this.own.person;
    const mayWorkIn = new Set([homeUnitId, ...floatUnitIds]);
    const awayFromHome = ({ assignment }: OpenPlace) => Number(assignment.unitId !== homeUnitId);
    const mine = placements.filter((placement) => placement.personId === personId);
    return {
      ...{ rosterId, name, startsOn, days, budget: wishBudget(this.policy(), draft) },
      shifts: shifts.map(({ shiftId, code, name: title, isNight, from, to }) => ({
        ...{ shiftId, code, name: title, isNight, from, to },
      })),
      spent: pointsSpent(wishes),
      wishes: wishes.map(({ wishId, on, wants, shiftId, points }) => ({
        ...{ wishId, on, wants, shiftId: shiftId ?? null, points },
      })),
      window: window
        ? {
            ...{ opensAt: window.opensAt.getTime(), closesAt: window.closesAt.getTime() },
            ...{ mode: window.mode, phase: phaseOf(window, this.own.at) },
            places: openPlaces(demand, placements)
              .filter(({ assignment, target }) => target > 0 && mayWorkIn.has(assignment.unitId))
              .sort((a, b) => a.day - b.day || awayFromHome(a) - awayFromHome(b))
              .map(({ day, assignment, target, placed }) => ({
                ...{ day, on: dayAfter(startsOn, day), assignment, target, placed },
                unitCode: this.own.units.get(assignment.unitId)?.code ?? "?",
                isMine: mine.some((placement) => isPlacedAt(placement, { day, assignment })),
              })),
          }
        : null,
    };
  }

  private swap(swap: SwapRow): OwnSwap | undefined {
    const { swapId, rosterId, giver, taker, to, gives, wants, expiresAt, reason } = swap;
    const { personId } = this.own.person;
    const namer = this.namers.get(rosterId);
    const given = namer?.named(gives.day, gives.assignment);
    if (!namer || !given) return undefined;
    const isOver = expiresAt <= this.own.at && (swap.state === "open" || swap.state === "accepted");
    const nameOf = (id: PersonId) => this.own.names.get(id) ?? "A colleague";
    const other = taker ?? to;
    return {
      ...{ swapId, expiresAt: expiresAt.getTime(), reason },
      role: giver === personId ? "giver" : taker === personId ? "taker" : "asked",
      state: isOver ? "expired" : swap.state,
      gives: given,
      giver: nameOf(giver),
      wants: (wants && namer.named(wants.day, wants.assignment)) ?? null,
      other: other ? nameOf(other) : null,
    };
  }
}

/** Calendar days of paid leave that lie in a roster. */
function paidLeaveDays(leaves: readonly Leave[], { startsOn, days }: WorkedRoster): number {
  const last = dayAfter(startsOn, days - 1);
  return leaves
    .filter(({ state, kind }) => state === "approved" && isPaidAbsence(kind))
    .map(({ fromOn, toOn }) =>
      fromOn > last || toOn < startsOn
        ? 0
        : dayOfRoster(fromOn > startsOn ? fromOn : startsOn, toOn < last ? toOn : last) + 1,
    )
    .reduce((sum, count) => sum + count, 0);
}
