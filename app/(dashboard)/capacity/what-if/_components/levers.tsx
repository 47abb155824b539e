"use client";

import { Slider } from "@mantine/core";
import { type Lever, LEVERS, AS_PLANNED, type ScenarioDraft } from "../scenario-draft";
import { change, daysLater } from "../scenario-phrases";
import classes from "./levers.module.css";

interface Props {
  draft: ScenarioDraft;
  onPull: (lever: Lever, value: number) => void;
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
export const Levers = ({ draft, onPull }: Readonly<Props>) => (
  <div className={classes.levers}>
    {ORDER.map((lever) => {
      const { label, say } = WORDS[lever];
      const value = draft[lever];
      const { min, max, step } = LEVERS[lever];
      return (
        <div key={lever} className={classes.lever}>
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
            onChange={(moved) => onPull(lever, moved)}
            marks={[{ value: AS_PLANNED[lever] }]}
            size="sm"
          />
        </div>
      );
    })}
  </div>
);
