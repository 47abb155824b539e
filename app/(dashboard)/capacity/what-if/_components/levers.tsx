"use client";

import { Slider } from "@mantine/core";
import { type Dispatch, memo } from "react";
import {
  AS_PLANNED,
  type DraftAction,
  type Lever,
  LEVERS,
  type ScenarioDraft,
} from "../scenario-draft";
import { change, daysLater } from "../scenario-phrases";
import classes from "./levers.module.css";

interface Props {
  draft: ScenarioDraft;
  dispatch: Dispatch<DraftAction>;
}

interface LeverWords {
  label: string;
  say: (value: number) => string;
}

const wholePercent = (value: number): string => `${Math.round(value * 100)} %`;

const WORDS: Readonly<Record<Lever, LeverWords>> = {
  laterDays: { label: "Flu wave comes", say: daysLater },
  waveFactor: {
    label: "Flu admissions",
    say: (value) => (value === 1 ? "as expected" : `${wholePercent(value)} of expected`),
  },
  lengthOfStayFactor: {
    label: "Length of stay",
    say: (value) => (value === 1 ? "as now" : change(value, "longer", "shorter")),
  },
  electivePostponedShare: {
    label: "Elective surgery postponed",
    say: (value) => (value === 0 ? "none" : wholePercent(value)),
  },
  staffingFactor: {
    label: "Nurses",
    say: (value) => (value === 1 ? "as planned" : `${wholePercent(value)} of planned`),
  },
};

const ORDER: readonly Lever[] = [
  "laterDays",
  "waveFactor",
  "lengthOfStayFactor",
  "electivePostponedShare",
  "staffingFactor",
];

/** What may be otherwise in the whole hospital. A mark shows where a lever stands as planned. */
export const Levers = ({ draft, dispatch }: Readonly<Props>) => (
  <div className={classes.levers}>
    {ORDER.map((lever) => (
      <OneLever key={lever} lever={lever} value={draft[lever]} dispatch={dispatch} />
    ))}
  </div>
);

/** Drawn again only when it moves itself: what a move would do must not wait for the other levers. */
const OneLever = memo(function OneLever({
  lever,
  value,
  dispatch,
}: Readonly<{ lever: Lever; value: number; dispatch: Dispatch<DraftAction> }>) {
  const { label, say } = WORDS[lever];
  const { min, max, step } = LEVERS[lever];
  return (
    <div className={classes.lever}>
      <div className={classes.words}>
        <span>{label}</span>
        <span className={classes.value} data-changed={value !== AS_PLANNED[lever] || undefined}>
          {say(value)}
        </span>
      </div>
      <Slider
        thumbLabel={label}
        thumbProps={{ "aria-valuetext": say(value) }}
        label={null}
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={(moved) => dispatch({ type: "pulled", lever, value: moved })}
        marks={[{ value: AS_PLANNED[lever] }]}
        size="sm"
      />
    </div>
  );
});
