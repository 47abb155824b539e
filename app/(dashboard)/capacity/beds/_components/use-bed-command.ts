"use client";

import { notifications } from "@mantine/notifications";
import type { BedCommand, BedOnBoard } from "#models/realtime/bed-board";
import type { BedId } from "#models/shared/ids";
import { useLive } from "@/_components/live/live-provider";
import { showUndo } from "@/_components/ui/undo-notice";
import { bedIdsOf, describeDone, describeFailure } from "./bed-command-words";
import { undoOf } from "./bed-undo";
import type { BoardAction, BoardState } from "./board-state";

export type GiveCommand = (command: BedCommand) => Promise<boolean>;

/**
 * Gives a command and waits: only the answer changes a bed. Says what was done, with the way back where
 * there is one, or why it was not done and what to do now. True when it was done.
 */
export function useBedCommand(
  { beds, units }: BoardState,
  dispatch: (action: BoardAction) => void,
): GiveCommand {
  const { client } = useLive();
  const nameOf = (bedId: BedId): string => {
    const bed = beds.get(bedId);
    const unit = units.find(({ unitId }) => unitId === bed?.unitId);
    return bed ? `${unit?.code ?? ""} ${bed.label}`.trim() : "the bed";
  };

  const give = async (command: BedCommand, canBeUndone: boolean): Promise<boolean> => {
    const bedIds = bedIdsOf(command);
    dispatch({ type: "asked", bedIds });
    const answer = await client.actOnBed(command);
    const told: readonly BedOnBoard[] = answer.ok
      ? answer.value.beds
      : "conflict" in answer.error
        ? (answer.error.conflict?.beds ?? [])
        : [];
    dispatch({ type: "answered", bedIds, beds: told });

    if (!answer.ok) {
      complain(describeFailure(answer.error));
      return false;
    }
    const undo = canBeUndone ? undoOf(command, { before: beds, after: told }) : undefined;
    const done = describeDone(command, nameOf);
    if (undo) showUndo(done, () => void give(undo, false));
    else notifications.show({ message: done, withBorder: true });
    return true;
  };
  return (command) => give(command, true);
}

/** Stays until it has been read: whoever was second must know what happened. */
const complain = (message: string) =>
  notifications.show({ title: "Not done", message, color: "red", autoClose: 20_000 });
