"use client";

import { NumberInput, Select, Switch } from "@mantine/core";
import { EscalationLevel } from "#models/escalation/escalation-level";
import {
  ESCALATION_PARAMETER_LIST,
  ESCALATION_PARAMETERS,
  type EscalationParameter,
  type ParameterUnit,
} from "#models/escalation/escalation-parameter";
import { useRulesForm } from "./rules-form";
import classes from "./rules-editor.module.css";

const SUFFIXES: Readonly<Record<ParameterUnit, string>> = {
  percent: " %",
  beds: " beds",
  patients: " patients",
  hours: " h",
};

const LIFTS = [
  { value: "1", label: "No level" },
  { value: "2", label: "Level 2 at least" },
  { value: "3", label: "Level 3 at least" },
  { value: "4", label: "Level 4" },
];

export const ParameterFields = () =>
  ESCALATION_PARAMETER_LIST.map((parameter) => (
    <ParameterCard key={parameter} parameter={parameter} />
  ));

/** One parameter: whether it counts, from where on, and how much. */
function ParameterCard({ parameter }: Readonly<{ parameter: EscalationParameter }>) {
  const form = useRulesForm();
  const { title, meaning, unit, worse, least } = ESCALATION_PARAMETERS[parameter];
  const path = `parameters.${parameter}`;
  const { isOn, liftsTo } = form.values.parameters[parameter];
  return (
    <section className={classes.card} aria-label={title}>
      <header className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        <Switch
          label="Counts"
          aria-label={`${title} counts`}
          checked={isOn}
          onChange={({ currentTarget }) =>
            form.setFieldValue(`${path}.isOn`, currentTarget.checked)
          }
        />
      </header>
      <p className={classes.about}>{meaning}</p>
      <div className={classes.row}>
        {([2, 3, 4] as const).map((level) => (
          <NumberInput
            key={level}
            label={`Level ${level}: ${worse === "higher" ? "at least" : "at most"}`}
            suffix={SUFFIXES[unit]}
            // What is out of bounds is said, not put right behind one's back.
            clampBehavior="none"
            allowNegative={least < 0}
            decimalScale={1}
            {...form.getInputProps(`${path}.thresholds.${level}`)}
          />
        ))}
        <NumberInput
          label="Points per level"
          clampBehavior="none"
          allowNegative={false}
          allowDecimal={false}
          {...form.getInputProps(`${path}.weight`)}
        />
        <Select
          label="At level 4 it makes by itself"
          data={LIFTS}
          allowDeselect={false}
          value={String(liftsTo)}
          onChange={(chosen) =>
            form.setFieldValue(`${path}.liftsTo`, EscalationLevel.parse(Number(chosen)))
          }
        />
      </div>
    </section>
  );
}
