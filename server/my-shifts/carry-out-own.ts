import { actingAs } from "#db/acting";
import { renewFeed, revokeFeed } from "#db/calendar-feeds";
import { applyForLeave, leavesOf, withdrawLeave } from "#db/leave-applications";
import { readNotices } from "#db/notices";
import { noteLook } from "#db/own-shifts";
import { findRoster } from "#db/rosters";
import {
  holdWindow,
  leavePlace,
  ownDraftRosters,
  placementsIn,
  placeSelf,
} from "#db/self-rostering";
import type { StaffMember } from "#db/staff";
import { unitPolicy } from "#db/unit-roster-policies";
import { addWish, lockPerson, wishesOf, withdrawWish } from "#db/wishes";
import type { MyShiftsCommand } from "#models/realtime/my-shifts";
import { judgeLeave } from "#models/rostering/leave";
import { isKeptForOthers, judgePlacement, openPlaces } from "#models/rostering/self-rostering";
import { judgeWish, weightOf, wishBudget } from "#models/rostering/wish";
import { dayAfter } from "#models/shared/calendar-date";
import { formatLocal } from "#models/shared/hospital-instant";
import { accept, type Acting, backOut, offer, type SwapPorts } from "./carry-out-swap";
import { readJudged } from "../rostering/judging/read-judged";
import { readDemand } from "./judge";
import { asRefusal, OwnRefused } from "./own-refused";
import { withSkills } from "./place-hindrances";

export interface OwnPorts extends SwapPorts {
  /** Of the hospital. */
  timeZone: string;
}

export interface OwnOutcome {
  feedSecret?: string;
  waits?: boolean;
}

type CommandOf<Type extends MyShiftsCommand["type"]> = Extract<MyShiftsCommand, { type: Type }>;
type Doing = Acting & { person: StaffMember };

/**
 * Carries out what somebody does about their own work, whole or not at all, as that person.
 *
 * @throws OwnRefused when it cannot be done as things are
 */
export async function carryOutOwn(
  ports: OwnPorts,
  doing: Doing,
  command: MyShiftsCommand,
): Promise<OwnOutcome> {
  try {
    return await carryOut(ports, doing, command);
  } catch (cause) {
    throw asRefusal(cause);
  }
}

async function carryOut(
  ports: OwnPorts,
  doing: Doing,
  command: MyShiftsCommand,
): Promise<OwnOutcome> {
  const { people } = ports;
  const { userId, personId, at } = doing;
  switch (command.type) {
    case "wish":
      await wish(ports, doing, command);
      return {};
    case "withdraw-wish": {
      const { wishId } = command;
      const isDone = await actingAs(people, userId, (db) =>
        withdrawWish(db, { wishId, personId, at }),
      );
      if (!isDone) throw new OwnRefused("wish:gone");
      return {};
    }
    case "apply-for-leave":
      await apply(ports, doing, command);
      return {};
    case "withdraw-leave": {
      const { leaveId } = command;
      const isDone = await actingAs(people, userId, (db) =>
        withdrawLeave(db, { leaveId, personId }),
      );
      if (!isDone) throw new OwnRefused("leave:gone");
      return {};
    }
    case "take-place":
      await takePlace(ports, doing, command);
      return {};
    case "leave-place":
      await actingAs(ports.pool, userId, (db) => leavePlace(db, { ...command, at }));
      return {};
    case "offer-swap": {
      const { rosterId, day, assignment, to, wants } = command;
      const terms = { rosterId, gives: { day, assignment }, to: to ?? undefined };
      await offer(ports, doing, { ...terms, wants: wants ?? undefined });
      return {};
    }
    case "accept-swap":
      return accept(ports, doing, command.swapId);
    case "decline-swap":
      await backOut(ports, doing, { swapId: command.swapId, type: "decline" });
      return {};
    case "withdraw-swap":
      await backOut(ports, doing, { swapId: command.swapId, type: "withdraw" });
      return {};
    case "renew-feed":
      return { feedSecret: await actingAs(people, userId, (db) => renewFeed(db, personId, at)) };
    case "revoke-feed":
      await actingAs(people, userId, (db) => revokeFeed(db, personId, at));
      return {};
    case "look": {
      // A clock that is ahead must not hide what is changed next.
      const seenUntil = new Date(Math.min(command.at, at.getTime()));
      await actingAs(people, userId, (db) => noteLook(db, personId, seenUntil));
      return {};
    }
    case "read-notices": {
      const { noticeIds } = command;
      await actingAs(people, userId, (db) => readNotices(db, { userId, noticeIds, at }));
      return {};
    }
  }
}

async function wish(
  { people }: OwnPorts,
  { userId, personId, person, at }: Doing,
  { rosterId, wish: terms }: CommandOf<"wish">,
): Promise<void> {
  await actingAs(people, userId, async (db) => {
    await lockPerson(db, personId);
    const period = (await ownDraftRosters(db)).find((draft) => draft.rosterId === rosterId);
    if (!period) throw new OwnRefused("wish:published");
    const policy = await unitPolicy(db, person.homeUnitId);
    const range = { from: period.startsOn, to: dayAfter(period.startsOn, period.days) };
    const judged = judgeWish(terms, {
      period: { ...period, state: "draft" },
      own: await wishesOf(db, personId, range),
      budget: wishBudget(policy, period),
    });
    if (!judged.ok) throw new OwnRefused(`wish:${judged.error}`);
    if (terms.shiftId && !period.shifts.some(({ shiftId }) => shiftId === terms.shiftId))
      throw new OwnRefused("wish:outside");
    const weight = weightOf(terms, policy);
    if (!(await addWish(db, { ...terms, personId, weight, by: userId, at })))
      throw new OwnRefused("wish:day-taken");
  });
}

async function apply(
  { people, timeZone }: OwnPorts,
  { userId, personId, person, at }: Doing,
  { leave }: CommandOf<"apply-for-leave">,
): Promise<void> {
  await actingAs(people, userId, async (db) => {
    await lockPerson(db, personId);
    const { leaveWeeksPerYear } = await unitPolicy(db, person.homeUnitId);
    const today = formatLocal(at, timeZone).slice(0, 10);
    const own = await leavesOf(db, personId, `${today.slice(0, 4)}-01-01`);
    const { contractMinutesPerWeek } = person;
    const judged = judgeLeave(leave, { today, own, contractMinutesPerWeek, leaveWeeksPerYear });
    if (!judged.ok) throw new OwnRefused(`leave:${judged.error}`);
    await applyForLeave(db, { ...leave, personId, at });
  });
}

async function takePlace(
  { pool, judge }: OwnPorts,
  { userId, personId, person, at }: Doing,
  { rosterId, day, assignment }: CommandOf<"take-place">,
): Promise<void> {
  await judge.ready();
  await actingAs(pool, userId, async (db) => {
    // Held before anybody is counted.
    const window = await holdWindow(db, rosterId);
    const roster = await findRoster(db, rosterId);
    if (!window || !roster || !roster.units.some(({ unitId }) => unitId === person.homeUnitId))
      throw new OwnRefused("place:closed");
    if (roster.state !== "draft") throw new OwnRefused("place:published");

    const placements = await placementsIn(db, [rosterId]);
    const own = placements.filter((placement) => placement.personId === personId);
    const demand = await readDemand(db, rosterId);
    const places = openPlaces(demand, placements);
    const judged = judgePlacement({ day, assignment }, { window, places, own, at });
    if (!judged.ok) throw new OwnRefused(`place:${judged.error}`);

    const roomFor = await readJudged(judge, db, rosterId, own);
    const place = { personId, day, assignment };
    const hindrance = await roomFor.ask({ kind: "placement", place });
    if (hindrance) throw new OwnRefused("place:rules", { detail: hindrance.says });
    if (window.mode === "first-come") {
      const placed = withSkills(placements, roomFor.roster);
      if (isKeptForOthers(judged.value, person.skills, { demand, placed }))
        throw new OwnRefused("place:kept");
    }
    const { priceOfPoint } = await unitPolicy(db, person.homeUnitId);
    const most = judged.value.target;
    await placeSelf(db, { rosterId, day, assignment, most, weight: priceOfPoint, at });
  });
}
