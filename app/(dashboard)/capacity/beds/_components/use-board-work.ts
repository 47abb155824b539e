"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { BedCommand, BedOnBoard, BoardingPatient, SeenBed } from "#models/realtime/bed-board";
import type { BedId } from "#models/shared/ids";
import { BED_ACTIONS, type BedActionId, possibleActions } from "./bed-actions";
import type { OpenDialog } from "./bed-dialogs";
import { bedName } from "./boarding-queue";
import type { BoardState } from "./board-state";
import { fitOf, placeBoarding, placeOccupant, type Placement } from "./placement";
import { focusTile } from "./tile-element";
import type { GiveCommand } from "./use-bed-command";
import { mayManage, type Viewer } from "./viewer";

interface Board {
  state: BoardState;
  viewer: Viewer;
  /** Nothing can be done while the server is away. */
  isAway: boolean;
  give: GiveCommand;
}

/** What is open over the board, and what a press or a key on a bed leads to. */
export function useBoardWork({ state, viewer, isAway, give }: Board) {
  const [menuOf, setMenuOf] = useState<BedId>();
  const [dialog, setDialog] = useState<OpenDialog>();
  const [placement, setPlacement] = useState<Placement>();

  const unitOf = (bed: BedOnBoard) => state.units.find(({ unitId }) => unitId === bed.unitId);

  function actionsOf(bed: BedOnBoard): BedActionId[] {
    if (isAway || state.pending.has(bed.bedId) || !mayManage(viewer, bed.unitId)) return [];
    return possibleActions(bed, {
      isEmergency: unitOf(bed)?.kind === "emergency",
      isBoarding: state.boarding.some(
        ({ encounterId }) => encounterId === bed.occupant?.encounterId,
      ),
      isAnybodyBoarding: state.boarding.length > 0,
    });
  }

  const keptFor = (encounterId: Placement["encounterId"]): BedId | undefined =>
    [...state.beds.values()].find(({ reservation }) => reservation?.encounterId === encounterId)
      ?.bedId;

  function begin(begun: Placement | undefined): void {
    setMenuOf(undefined);
    setDialog(undefined);
    setPlacement(begun);
  }

  const settle = async (command: BedCommand, bedId: BedId): Promise<void> => {
    setDialog(undefined);
    setMenuOf(undefined);
    focusTile(bedId);
    const isDone = await give(command);
    // Refused: the search goes on, among the beds as they are now.
    if (isDone) setPlacement(undefined);
  };

  function choose(action: BedActionId, bed: BedOnBoard): void {
    setMenuOf(undefined);
    const { bedId, version, occupant } = bed;
    const at: SeenBed = { bedId, version };
    switch (action) {
      case "transfer":
      case "swap":
        if (occupant) begin(placeOccupant(action, bed, keptFor(occupant.encounterId)));
        return focusTile(bedId);
      case "assign":
      case "reserve":
      case "block":
      case "set-tags":
      case "request-bed":
      case "discharge":
        return setDialog({ type: action, bedId });
      case "cancel-request":
        if (occupant) void settle({ type: action, encounterId: occupant.encounterId }, bedId);
        return;
      default:
        return void settle({ type: action, bed: at }, bedId);
    }
  }

  function press(bedId: BedId): void {
    const bed = state.beds.get(bedId);
    const unit = bed && unitOf(bed);
    if (!bed || !unit) return;
    if (!placement) return setMenuOf(bedId);
    const fit = fitOf(placement, { bed, unit, viewer });
    if (isAway) refuse("Not possible while the connection is away.");
    else if (state.pending.has(bedId)) refuse(`${bedName(state, bedId)} waits for the server.`);
    else if (fit.verdict === "impossible")
      refuse(`${bedName(state, bedId)} cannot be chosen: ${fit.why.join(", ").toLowerCase()}.`);
    else setDialog({ type: "place", placement, bedId });
  }

  function pressKey(key: string, bedId: BedId): void {
    const bed = state.beds.get(bedId);
    if (!bed || placement) return;
    const action = actionsOf(bed).find((each) => BED_ACTIONS[each].key === key);
    if (action) choose(action, bed);
    else refuse(`Not possible for ${bedName(state, bedId)} now. Enter shows what is.`);
  }

  return {
    menu: { of: menuOf, close: () => closeTo(menuOf, () => setMenuOf(undefined)) },
    dialog: {
      open: dialog,
      show: setDialog,
      close: () => closeTo(dialog?.bedId, () => setDialog(undefined)),
    },
    placement,
    actionsOf,
    choose,
    press,
    pressKey,
    settle,
    place: (patient: BoardingPatient) => begin(placeBoarding(patient)),
    cancel: () => closeTo(placement?.from, () => begin(undefined)),
  };
}

/** The bed has the focus again, so that the keys go on working. */
function closeTo(bedId: BedId | undefined, close: () => void): void {
  close();
  if (bedId) focusTile(bedId);
}

const refuse = (message: string) =>
  notifications.show({ message, color: "yellow", autoClose: 6_000 });
