"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { Candidate } from "#models/rostering/candidates";
import classes from "./cell-drawer.module.css";
import { GRADE_WORDS } from "./person-name";
import { usePlanner } from "./use-planner";
import { factsInWords, WHAT_A_POINT_IS } from "../../_components/candidate-facts";

interface Props {
  candidates: readonly Candidate[];
  /** Absent for somebody who may only look. */
  give: ((candidate: Candidate) => void) | undefined;
}

/** As many as one compares; the rest is asked for. */
const FIRST = 8;

/** Who could take a shift, the best first; under them those who cannot, and why. */
export function CandidateList({ candidates, give }: Readonly<Props>) {
  const [isWhole, setWhole] = useState(false);
  const legal = candidates.filter(({ isLegal }) => isLegal);
  const illegal = candidates.filter(({ isLegal }) => !isLegal);
  const shown = isWhole ? candidates : legal.slice(0, FIRST);
  return (
    <>
      {legal.length === 0 && (
        <p className={classes.none}>Nobody could take it without breaking a hard rule.</p>
      )}
      <p className={classes.about}>{WHAT_A_POINT_IS}</p>
      <ul className={classes.candidates} aria-label="Who could take it">
        {shown.map((candidate) => (
          <CandidateLine key={candidate.personId} candidate={candidate} give={give} />
        ))}
      </ul>
      {!isWhole && shown.length < candidates.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setWhole(true)}>
          {legal.length - shown.length > 0 && `${legal.length - shown.length} more, `}
          {illegal.length} who cannot, and why
        </Button>
      )}
    </>
  );
}

interface LineProps {
  candidate: Candidate;
  give: Props["give"];
}

function CandidateLine({ candidate, give }: Readonly<LineProps>) {
  const person = usePlanner((view) => view.index.people.get(candidate.personId));
  const { isLegal, newCharges, text } = candidate;
  return (
    <li className={classes.candidate} data-legal={isLegal}>
      <div>
        <strong>{person?.name ?? "Somebody"}</strong>{" "}
        <span className={classes.quiet}>{person && GRADE_WORDS[person.grade]}</span>
        <p>{text}</p>
        <p className={classes.quiet}>{factsInWords(candidate)}</p>
        {!isLegal && newCharges.length > 0 && (
          <ul className={classes.facts}>
            {newCharges
              .filter(({ isHard }) => isHard)
              .slice(0, 3)
              .map(({ ruleId, fromDay, text: why }) => (
                <li key={`${ruleId} ${fromDay} ${why}`}>{why}</li>
              ))}
          </ul>
        )}
      </div>
      {give && isLegal && (
        <Button size="compact-sm" variant="default" flex="none" onClick={() => give(candidate)}>
          Give
        </Button>
      )}
    </li>
  );
}
