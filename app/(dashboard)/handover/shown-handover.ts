import type { Handover, Signature } from "#db/handovers";
import { NAME_NOT_OPENED, viewScore, type ScoreView } from "@/_components/live/bed-view";
import { viewRisk } from "@/_components/live/risk-view";
import type { EncounterId, UserId } from "#models/shared/ids";
import type { SheetSection } from "#models/handover/sheet";
import type { ShownSection } from "./_components/section-saver";
import type { ReadSheet } from "./read-handover";

// What the browser is given of a handover: plain values, and of a patient no more than is drawn.

export interface ShownSignature {
  userId: UserId;
  name: string;
  at: number;
}

export interface ShownSignatures {
  given: ShownSignature | undefined;
  received: ShownSignature | undefined;
}

export interface ShownSheet {
  encounterId: EncounterId;
  bedLabel: string;
  name: string;
  /** Undefined once it is signed, and of a patient who has left the bed. */
  state:
    | {
        score: ScoreView;
        risk: { level: string; text: string } | undefined;
        openAlerts: number;
        unanswered: number;
        due: readonly string[];
      }
    | undefined;
  sections: readonly (ShownSection & { changed: { by: string; at: number } | undefined })[];
}

/** The name of a patient who is no longer this person's to see. */
const NO_LONGER_HERE = "No longer a patient of this unit";

export const nameOfSheet = ({ name }: Pick<ReadSheet, "name">): string =>
  name === undefined ? NO_LONGER_HERE : (name ?? NAME_NOT_OPENED);

const shownSignature = (signature: Signature | undefined): ShownSignature | undefined =>
  signature && {
    userId: signature.userId,
    name: signature.name,
    at: signature.at.getTime(),
  };

export const shownSignatures = (handover: Handover | undefined): ShownSignatures => ({
  given: shownSignature(handover?.given),
  received: shownSignature(handover?.received),
});

export function shownSheet(sheet: ReadSheet): ShownSheet {
  const { encounterId, bedLabel, state, sections } = sheet;
  return {
    encounterId,
    bedLabel,
    name: nameOfSheet(sheet),
    state: state && {
      score: viewScore(state.score, state.occupant.age),
      risk: state.risk && viewRisk(state.risk),
      openAlerts: state.openAlerts,
      unanswered: state.unanswered,
      due: state.due,
    },
    sections: sections.map(shownSection),
  };
}

const shownSection = ({ changed, ...section }: SheetSection) => ({
  ...section,
  changed: changed && { by: changed.by, at: changed.at.getTime() },
});
