import type { BedCommand, BedOnBoard, SeenBed } from "#models/realtime/bed-board";
import type { BedId } from "#models/shared/ids";

/**
 * The command that takes this one back, on the beds as its answer left them. Undefined where there is
 * none: a bed that somebody left needs cleaning, and a patient who went is not called back by a button.
 */
export function undoOf(
  command: BedCommand,
  { before, after }: { before: ReadonlyMap<BedId, BedOnBoard>; after: readonly BedOnBoard[] },
): BedCommand | undefined {
  const seenNow = ({ bedId }: SeenBed): SeenBed | undefined => {
    const bed = after.find((each) => each.bedId === bedId);
    return bed && { bedId, version: bed.version };
  };
  if (command.type === "request-bed")
    return { type: "cancel-request", encounterId: command.encounterId };
  if (command.type === "set-housekeeping")
    return { ...command, hasHousekeeping: !command.hasHousekeeping };
  if (!("bed" in command)) return undefined;

  const bed = seenNow(command.bed);
  const was = before.get(command.bed.bedId);
  if (!bed || !was) return undefined;
  switch (command.type) {
    case "reserve":
      return { type: "cancel-reservation", bed };
    case "cancel-reservation":
      return reserveAgain(was, bed);
    case "swap": {
      const other = seenNow(command.with);
      return other && { type: "swap", bed, with: other };
    }
    case "expect-discharge":
      return { type: "undo-expect-discharge", bed };
    case "undo-expect-discharge":
      return { type: "expect-discharge", bed };
    case "block":
      return { type: "unblock", bed };
    case "unblock":
      return was.block && { type: "block", bed, ...was.block };
    case "set-tags":
      return { type: "set-tags", bed, tags: [...was.tags] };
    default:
      return undefined;
  }
}

function reserveAgain({ reservation }: BedOnBoard, bed: SeenBed): BedCommand | undefined {
  if (!reservation) return undefined;
  const { encounterId, reason, until } = reservation;
  if (encounterId) return { type: "reserve", bed, for: { encounterId }, until };
  return reason ? { type: "reserve", bed, for: { reason }, until } : undefined;
}
