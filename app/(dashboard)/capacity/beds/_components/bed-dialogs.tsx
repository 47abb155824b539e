"use client";

import { useState } from "react";
import type { BedCommand, BedOnBoard, SeenBed } from "#models/realtime/bed-board";
import type { BedId } from "#models/shared/ids";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { AssignDialog } from "./assign-dialog";
import { BlockDialog } from "./block-dialog";
import { bedName } from "./boarding-queue";
import type { BoardState } from "./board-state";
import { describeWho } from "./person-words";
import { describePlaced } from "./placed-person";
import { fitOf, placeBoarding, type Placement } from "./placement";
import { PlaceDialog } from "./place-dialog";
import { RequestDialog } from "./request-dialog";
import { ReserveDialog } from "./reserve-dialog";
import { TagsDialog } from "./tags-dialog";
import type { Viewer } from "./viewer";

/** What a dialogue about one bed has. */
export interface BedDialogProps {
  /** "MICU 04". */
  name: string;
  /** The bed as it was when the question came up. */
  seen: SeenBed;
  areNamesHidden: boolean;
  give: (command: BedCommand) => void;
  close: () => void;
}

export type OpenDialog =
  | {
      type: "assign" | "reserve" | "block" | "set-tags" | "request-bed" | "discharge";
      bedId: BedId;
    }
  | { type: "place"; placement: Placement; bedId: BedId };

interface Props {
  dialog: OpenDialog;
  state: BoardState;
  viewer: Viewer;
  areNamesHidden: boolean;
  give: (command: BedCommand) => void;
  open: (dialog: OpenDialog) => void;
  close: () => void;
}

/** The question that a command asks first, about the bed as it is now. */
export function BedDialogs(props: Readonly<Props>) {
  const { dialog, state, give, close } = props;
  const bed = state.beds.get(dialog.bedId);
  const [seen] = useState(bed && { bedId: bed.bedId, version: bed.version });
  if (!bed || !seen) return null;
  const name = bedName(state, bed.bedId);
  const common = {
    ...{ name, seen, give, close },
    areNamesHidden: props.areNamesHidden,
  };

  switch (dialog.type) {
    case "assign":
      return <Assign {...props} bed={bed} name={name} />;
    case "reserve":
      return <ReserveDialog {...common} patients={state.boarding} />;
    case "block":
      return <BlockDialog {...common} />;
    case "set-tags":
      return <TagsDialog {...common} tags={bed.tags} />;
    case "request-bed":
      return bed.occupant ? (
        <RequestDialog {...common} encounterId={bed.occupant.encounterId} />
      ) : null;
    case "discharge":
      return (
        <ConfirmDialog
          title={`Discharge the patient of ${name}?`}
          consequence={`${bed.occupant ? describeWho(bed.occupant.person, props.areNamesHidden) : "The patient"} leaves the hospital, and the bed is left. This cannot be taken back here.`}
          confirmLabel="Discharge"
          isBusy={false}
          onConfirm={() => give({ type: "discharge", bed: seen })}
          onClose={close}
        />
      );
    case "place":
      return <Place {...props} placement={dialog.placement} to={bed} name={name} />;
  }
}

function Assign({
  bed,
  name,
  state,
  viewer,
  areNamesHidden,
  open,
  close,
}: Readonly<Props & { bed: BedOnBoard; name: string }>) {
  const unit = state.units.find(({ unitId }) => unitId === bed.unitId);
  if (!unit) return null;
  const candidates = state.boarding.map((patient) => ({
    patient,
    fit: fitOf(placeBoarding(patient), { bed, unit, viewer }),
    from: patient.bedId ? bedName(state, patient.bedId) : "Emergency",
  }));
  return (
    <AssignDialog
      {...{ name, candidates, areNamesHidden, close }}
      choose={(patient) =>
        open({ type: "place", placement: placeBoarding(patient), bedId: bed.bedId })
      }
    />
  );
}

function Place({
  placement,
  to,
  name,
  state,
  viewer,
  areNamesHidden,
  give,
  close,
}: Readonly<Props & { placement: Placement; to: BedOnBoard; name: string }>) {
  const unit = state.units.find(({ unitId }) => unitId === to.unitId);
  if (!unit) return null;
  return (
    <PlaceDialog
      {...{ placement, to, give, close }}
      fit={fitOf(placement, { bed: to, unit, viewer })}
      from={placement.from && state.beds.get(placement.from)}
      who={describePlaced(state, placement, areNamesHidden)}
      other={to.occupant && describeWho(to.occupant.person, areNamesHidden)}
      names={{ from: placement.from ? bedName(state, placement.from) : "Emergency", to: name }}
    />
  );
}
