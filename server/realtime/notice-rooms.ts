import { can } from "#models/access/permission";
import { noticesOf } from "#models/access/emergency-access";
import { CAPACITY_ROOM, REVIEWERS_ROOM, unitChargeRoom, userRoom } from "#models/realtime/events";
import type { LiveSession } from "#db/sessions";
import type { RealtimeSocket } from "./session-watch";

/** Where somebody hears of emergency access and of forecasts, whichever page is open; nowhere once the session has ended. */
export function noticeRooms(session: LiveSession | undefined): string[] {
  if (!session) return [];
  const { userId, role, unitIds } = session;
  const told = noticesOf(role);
  return [
    userRoom(userId),
    ...(told === "own-units" ? unitIds.map(unitChargeRoom) : []),
    ...(told === "hospital" ? [REVIEWERS_ROOM] : []),
    ...(can(role, "capacity:read") ? [CAPACITY_ROOM] : []),
  ];
}

/** Follows a change of role or units: what is no longer one's own is no longer heard. */
export function changeNoticeRooms(
  sockets: ReadonlySet<RealtimeSocket>,
  rights: { before: LiveSession; after: LiveSession },
): void {
  const [before, after] = [noticeRooms(rights.before), noticeRooms(rights.after)];
  const left = before.filter((room) => !after.includes(room));
  const joined = after.filter((room) => !before.includes(room));
  for (const socket of sockets) {
    for (const room of left) void socket.leave(room);
    if (joined.length > 0) void socket.join(joined);
  }
}
