import { randomUUID } from "node:crypto";
import { actingAs } from "#db/acting";
import { decideLeave, waitingLeaves } from "#db/leave-applications";
import { noticeTo } from "#db/notices";
import type { Queryable } from "#db/pool";
import { findRoster, type RosterRow } from "#db/rosters";
import { peopleOfRoster, setWindow, windowsOf } from "#db/self-rostering";
import type { LiveSession } from "#db/sessions";
import { recordAbsence } from "#db/staff";
import { saveUnitPolicy } from "#db/unit-roster-policies";
import type { ApprovalCommand } from "#models/realtime/my-shifts";
import { creditOf } from "#models/rostering/leave";
import { AbsenceId } from "#models/rostering/roster-ids";
import { SelfRosteringWindow } from "#models/rostering/self-rostering";
import { AppError } from "#models/shared/errors";
import { timeFormat } from "#models/shared/time-format";
import { decide, type SwapPorts } from "./carry-out-swap";
import { asRefusal, OwnRefused } from "./own-refused";

type CommandOf<Type extends ApprovalCommand["type"]> = Extract<ApprovalCommand, { type: Type }>;

/**
 * Carries out what somebody decides about others' own work, as that person.
 *
 * @throws OwnRefused when it was decided already, or cannot be done as things are
 */
export async function carryOutApproval(
  ports: SwapPorts,
  { userId }: Pick<LiveSession, "userId">,
  command: ApprovalCommand,
  at: Date,
): Promise<void> {
  const by = { by: userId, at };
  try {
    switch (command.type) {
      case "approve-swap":
        return await decide(ports, { userId, at }, { swapId: command.swapId, reason: undefined });
      case "decline-swap":
        return await decide(ports, { userId, at }, command);
      case "approve-leave":
      case "decline-leave":
        return await decideOnLeave(ports, by, command);
      case "set-window":
        return await openWindow(ports, by, command);
      case "set-policy": {
        const { unitId, version, policy } = command;
        const isSaved = await actingAs(ports.people, userId, (db) =>
          saveUnitPolicy(db, { ...policy, unitId, version }, by),
        );
        if (!isSaved) throw new OwnRefused("policy:changed");
      }
    }
  } catch (cause) {
    throw asRefusal(cause);
  }
}

type By = { by: LiveSession["userId"]; at: Date };

/** What is approved keeps the person off every roster; shifts they have in published ones stay to be filled. */
async function decideOnLeave(
  { people }: SwapPorts,
  { by, at }: By,
  command: CommandOf<"approve-leave" | "decline-leave">,
): Promise<void> {
  const { leaveId } = command;
  const reason = command.type === "decline-leave" ? command.reason : undefined;
  await actingAs(people, by, async (db) => {
    const [leave] = await waitingLeaves(db, leaveId);
    if (!leave) throw new OwnRefused("leave:gone");
    const { personId, kind, fromOn, toOn } = leave;
    const absenceId = reason === undefined ? AbsenceId.parse(randomUUID()) : undefined;
    if (absenceId) {
      const creditMinutesPerDay = creditOf(leave);
      await recordAbsence(db, {
        ...{ absenceId, personId, kind, fromOn, toOn, creditMinutesPerDay, by },
      });
    }
    if (!(await decideLeave(db, { leaveId, absenceId, reason, by, at })))
      throw new OwnRefused("leave:gone");
    const decided = absenceId ? "leave-approved" : "leave-declined";
    await noticeTo(db, [personId], { subject: { kind: decided, leaveId, fromOn, toOn }, at });
  });
}

async function openWindow(
  { people, pool }: SwapPorts,
  { by, at }: By,
  { rosterId, opensAt, closesAt, mode, seenAt }: CommandOf<"set-window">,
): Promise<void> {
  const window = SelfRosteringWindow.safeParse({
    ...{ opensAt: new Date(opensAt), closesAt: new Date(closesAt), mode },
  });
  if (!window.success) throw new AppError("invalid-input", "a window that closes before it opens");
  const personIds = await peopleOfRoster(pool, rosterId);
  await actingAs(people, by, async (db) => {
    const roster = await findRoster(db, rosterId);
    if (!roster) throw new AppError("not-found", `roster ${rosterId}`);
    const seen = seenAt === null ? null : new Date(seenAt);
    if (!(await setWindow(db, rosterId, window.data, { by, at, seenAt: seen })))
      throw await whyNotSet(db, roster);
    const { startsOn } = roster;
    const subject = { kind: "self-rostering-opened", rosterId, startsOn } as const;
    await noticeTo(db, personIds, { subject, at });
  });
}

async function whyNotSet(
  db: Queryable,
  { rosterId, state, timeZone }: Pick<RosterRow, "rosterId" | "state" | "timeZone">,
): Promise<OwnRefused> {
  if (state !== "draft") return new OwnRefused("place:published");
  const window = (await windowsOf(db, [rosterId])).get(rosterId);
  if (!window) return new OwnRefused("window:changed");
  const { dayAndClock } = timeFormat(timeZone);
  const [opens, closes] = [window.opensAt, window.closesAt].map((at) => dayAndClock(at.getTime()));
  const detail = `${window.setBy ?? "Somebody"} has set it from ${opens} to ${closes}.`;
  return new OwnRefused("window:changed", { detail });
}
