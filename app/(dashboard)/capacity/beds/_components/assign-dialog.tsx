"use client";

import { Modal } from "@mantine/core";
import type { BoardingPatient } from "#models/realtime/bed-board";
import classes from "./assign-dialog.module.css";
import { describeWho } from "./person-words";
import type { Fit } from "./placement";

export interface Candidate {
  patient: BoardingPatient;
  fit: Fit;
  /** "ED 04". */
  from: string;
}

interface Props {
  name: string;
  /** The longest wait first. */
  candidates: readonly Candidate[];
  areNamesHidden: boolean;
  choose: (patient: BoardingPatient) => void;
  close: () => void;
}

/** Who of those that wait gets the bed, and for whom it is not right. */
export function AssignDialog({ name, candidates, areNamesHidden, choose, close }: Readonly<Props>) {
  const first = candidates.find(({ fit }) => fit.verdict !== "impossible");
  return (
    <Modal
      opened
      onClose={close}
      title={`Assign ${name} to`}
      closeButtonProps={{ "aria-label": "Close" }}
      returnFocus={false}
    >
      <ol className={classes.list} aria-label="Boarding patients, longest wait first">
        {candidates.map((candidate) => {
          const { patient, fit, from } = candidate;
          return (
            <li key={patient.bedRequestId}>
              <button
                type="button"
                className={classes.patient}
                data-autofocus={candidate === first || undefined}
                disabled={fit.verdict === "impossible"}
                onClick={() => choose(patient)}
              >
                <strong>
                  {describeWho(patient.person, areNamesHidden)} in {from}
                </strong>
                <span>
                  {fit.verdict === "suitable" ? "The bed suits." : `${fit.why.join(", ")}.`}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </Modal>
  );
}
