import { actingAs } from "#db/acting";
import { allUnits } from "#db/units";
import { findRoster } from "#db/rosters";
import { holderOfLeave } from "#db/leave-applications";
import type { LiveSession } from "#db/sessions";
import { findSwap } from "#db/shift-swaps";
import { can, type Permission } from "#models/access/permission";
import type { AuditEvent } from "#models/audit/audit-event";
import { ApprovalCommand, type Approvals, approvalsRoom } from "#models/realtime/my-shifts";
import { mayRepairIn } from "#models/rostering/roster-rights";
import { AppError } from "#models/shared/errors";
import type { UnitId } from "#models/shared/ids";
import type { RealtimeSocket } from "../realtime/session-watch";
import { ofSocket } from "../realtime/watch-records";
import { answerRefusals } from "./answer-refusals";
import { carryOutApproval } from "./carry-out-approval";
import type { MyShiftsChannelOptions } from "./my-shifts-channel";
import { OwnRefused } from "./own-refused";
import { readApprovals } from "./read-approvals";

/** What one screen of somebody who approves asks and decides. */
export function createApprovalCommands(
  socket: RealtimeSocket,
  requireSession: () => LiveSession,
  { pool, people, judge, trail, log, now }: MyShiftsChannelOptions,
) {
  async function refuse(permission: Permission, unitId?: UnitId): Promise<never> {
    const { userId } = requireSession();
    log.warn({ userId, unitId, permission }, "refused by access rights");
    const refusal = { action: "access:refused", outcome: "refused", permission } as const;
    await trail.record({ ...ofSocket(socket, now()), ...refusal, unitId });
    throw new AppError("forbidden", unitId ? `unit ${unitId}` : "approvals");
  }

  async function requireApprover(): Promise<LiveSession> {
    const session = requireSession();
    return can(session.role, "roster:repair") ? session : refuse("roster:repair");
  }

  /** Swaps in the own units, or wherever one plans; all else is the planner's. */
  async function requireRight(command: ApprovalCommand): Promise<Scope> {
    const session = await requireApprover();
    if ("swapId" in command) {
      const swap = await findSwap(pool, command.swapId);
      if (!swap) throw new AppError("not-found", `swap ${command.swapId}`);
      const { unitId } = swap.gives.assignment;
      if (!mayRepairIn(session, unitId)) await refuse("roster:repair", unitId);
      return { session, permission: "roster:repair", unitId };
    }
    if (!can(session.role, "roster:plan")) await refuse("roster:plan");
    return { session, permission: "roster:plan", unitId: await unitOf(command) };
  }

  async function unitOf(command: ApprovalCommand): Promise<UnitId | undefined> {
    if ("unitId" in command) return command.unitId;
    if ("leaveId" in command) return (await holderOfLeave(pool, command.leaveId))?.unitId;
    if ("rosterId" in command) return (await findRoster(pool, command.rosterId))?.units[0]?.unitId;
    return undefined;
  }

  async function read(session: LiveSession): Promise<Approvals> {
    const units = await actingAs(people, session.userId, allUnits);
    const decides = units.map(({ unitId }) => unitId).filter((id) => mayRepairIn(session, id));
    // Join before reading: news from the moment between arrives twice rather than never.
    await socket.join(decides.map(approvalsRoom));
    return readApprovals({ people, pool, judge }, session, now());
  }

  async function act(command: ApprovalCommand): Promise<Approvals> {
    const scope = await requireRight(command);
    const record = auditOf(command, scope, socket, now());
    // First: what cannot be recorded is not done.
    await trail.record(record);
    try {
      // Recording may take seconds, in which the right may have been taken away.
      const { session } = await requireRight(command);
      await carryOutApproval({ people, pool, judge }, session, command, now());
      return await read(session);
    } catch (cause) {
      const reason = cause instanceof OwnRefused ? { reason: cause.reason } : {};
      const details = { ...record.details, ...reason };
      trail.note({ ...record, occurredAt: now(), outcome: "failed", details });
      throw cause;
    }
  }

  return {
    watch: async (): Promise<Approvals> => read(await requireApprover()),
    act: answerRefusals<ApprovalCommand, Approvals>(log, ApprovalCommand, act),
  };
}

interface Scope {
  session: LiveSession;
  permission: Permission;
  unitId: UnitId | undefined;
}

function auditOf(
  command: ApprovalCommand,
  { session, permission, unitId }: Scope,
  socket: RealtimeSocket,
  at: Date,
): AuditEvent {
  return {
    ...ofSocket(socket, at),
    action: "roster-approval:decided",
    permission,
    basis: can(session.role, "roster:plan") ? "role" : "own-unit",
    unitId,
    details: {
      command: command.type,
      ...("swapId" in command && { swapId: command.swapId }),
      ...("leaveId" in command && { leaveId: command.leaveId }),
      ...("rosterId" in command && { rosterId: command.rosterId }),
    },
  };
}
