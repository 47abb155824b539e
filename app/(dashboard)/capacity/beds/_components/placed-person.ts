import type { BoardState } from "./board-state";
import { describeWho } from "./person-words";
import type { Placement } from "./placement";

/** Whom a bed is looked for: as far as the viewer may know it, and "The patient" of somebody who has left meanwhile. */
export function describePlaced(
  { beds, boarding }: Pick<BoardState, "beds" | "boarding">,
  { encounterId, from }: Placement,
  areNamesHidden: boolean,
): string {
  const waiting = boarding.find((each) => each.encounterId === encounterId);
  const occupant = from && beds.get(from)?.occupant;
  const person =
    waiting?.person ?? (occupant?.encounterId === encounterId ? occupant.person : undefined);
  return person ? describeWho(person, areNamesHidden) : "The patient";
}
