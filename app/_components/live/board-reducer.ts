import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import type { BedDelta, BedFrame, BedState, LiveSigns, UnitSnapshot } from "#models/realtime/board";
import { type Cadence, noteReceipt } from "#models/realtime/feed-freshness";
import type { BedId, UnitId } from "#models/shared/ids";
import { VITAL_SIGN_KINDS } from "#models/vitals/vital-sign";

/** A bed with what this tab has learned of how often its feed speaks. */
export interface BoardBed {
  state: BedState;
  cadence: Cadence;
}

export interface UnitBoard {
  unitId: UnitId;
  /** In the order the server gave them: the order of the beds in the unit. */
  bedIds: readonly BedId[];
  beds: ReadonlyMap<BedId, BoardBed>;
  /** The unit's own technical alarms; undefined until the socket has spoken. */
  technical: readonly TechnicalAlarm[] | undefined;
}

/** The unit as the server says it stands; only what we learned of each feed's cadence is kept. */
export function applySnapshot(
  board: UnitBoard | undefined,
  { unitId, beds, technical }: Pick<UnitSnapshot, "unitId" | "beds"> & Partial<UnitSnapshot>,
): UnitBoard {
  return {
    unitId,
    bedIds: beds.map((bed) => bed.bedId),
    beds: new Map(beds.map((bed) => [bed.bedId, replaceBed(board?.beds.get(bed.bedId), bed)])),
    technical,
  };
}

/**
 * Merges one frame. Beds that did not change keep their identity, so that only the cards of the
 * others draw again; beds we do not know wait for the next snapshot.
 */
export function applyFrame(
  board: UnitBoard,
  frame: Pick<BedFrame, "beds" | "technical">,
): UnitBoard {
  const known = frame.beds.flatMap((delta) => {
    const bed = board.beds.get(delta.bedId);
    return bed ? [[delta.bedId, mergeBed(bed, delta)] as const] : [];
  });
  if (known.length === 0 && !frame.technical) return board;
  return {
    ...board,
    beds: known.length === 0 ? board.beds : new Map([...board.beds, ...known]),
    technical: frame.technical ?? board.technical,
  };
}

/** A bed as the server says it stands, with what we learned of its feed. */
export function replaceBed(before: BoardBed | undefined, state: BedState): BoardBed {
  const isSameFeed = before?.state.occupant?.encounterId === state.occupant?.encounterId;
  const cadence = before && isSameFeed ? before.cadence : {};
  return { state, cadence: noteReceipt(cadence, state.receivedAt) };
}

function mergeBed(bed: BoardBed, delta: BedDelta): BoardBed {
  // The delta of another patient rests on nothing we know of the one before.
  const isSamePatient = delta.encounterId === bed.state.occupant?.encounterId;
  const before = isSamePatient ? bed.state : vacated(bed.state);
  const { encounterId: _encounterId, signs, score, risk, acuity, ...changed } = delta;

  const state: BedState = {
    ...before,
    ...changed,
    signs: signs ? mergeSigns(before.signs, signs) : before.signs,
    // Absent is unchanged, null is no longer known.
    score: score === undefined ? before.score : (score ?? undefined),
    risk: risk === undefined ? before.risk : (risk ?? undefined),
    acuity: acuity === undefined ? before.acuity : (acuity ?? undefined),
  };
  const cadence = isSamePatient ? bed.cadence : {};
  return { state, cadence: noteReceipt(cadence, state.receivedAt) };
}

/** A sign that was withdrawn, and has no value before it, is shown no longer. */
function mergeSigns(before: LiveSigns, changed: NonNullable<BedDelta["signs"]>): LiveSigns {
  const merged: LiveSigns = {};
  for (const kind of VITAL_SIGN_KINDS) {
    const sign = changed[kind] === undefined ? before[kind] : changed[kind];
    if (sign) merged[kind] = sign;
  }
  return merged;
}

const vacated = ({ bedId, label, feedOffsetMs }: BedState): BedState => ({
  bedId,
  label,
  feedOffsetMs,
  occupant: undefined,
  signs: {},
  trend: [],
  score: undefined,
  risk: undefined,
  receivedAt: undefined,
  technical: [],
});
