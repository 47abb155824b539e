"use client";

import { Radio, Stack } from "@mantine/core";
import { percentInWords } from "#models/alerts/policy-phrases";
import { usePolicyField } from "./policy-context";
import { FieldGroup, FieldRow, NumberField, PriorityField, SwitchField } from "./policy-fields";
import classes from "./policy-fields.module.css";

export const ScoreFields = () => (
  <FieldGroup
    title="NEWS2"
    about="The sum of seven signs, 0 to 20. The Royal College of Physicians asks for an urgent assessment from 5 and an emergency one from 7."
    isOn="earlyWarningScore.isOn"
  >
    <FieldRow>
      <NumberField path="earlyWarningScore.mediumFrom" label="Medium alert from" unit="points" />
      <NumberField path="earlyWarningScore.highFrom" label="High alert from" unit="points" />
      <NumberField
        path="earlyWarningScore.persistenceMinutes"
        label="Must last (0: at once)"
        unit="min"
      />
      <NumberField path="earlyWarningScore.rearmMargin" label="Margin to better" unit="points" />
    </FieldRow>
    <div className={classes.after}>
      <SwitchField
        path="earlyWarningScore.redScoreCounts"
        label="A single parameter at 3 raises a medium alert"
      />
    </div>
  </FieldGroup>
);

/** The model's own level stands beside the choice where it is known. */
export function RiskFields({ modelThreshold }: Readonly<{ modelThreshold: number | undefined }>) {
  const { input, value, house, isChanged } = usePolicyField("deteriorationRisk.threshold");
  const own = modelThreshold === undefined ? "" : `: ${percentInWords(modelThreshold)} now`;
  // What the unit's own level begins at, when somebody asks for one.
  const beginning = modelThreshold ?? 0.05;

  return (
    <FieldGroup
      title="Predicted risk"
      about="How likely the model thinks deterioration is. A level below the model's own raises more alerts and misses fewer patients; try it on past patients first."
      isOn="deteriorationRisk.isOn"
    >
      <Radio.Group
        label="Level that raises a medium alert"
        description={`House: ${house === null ? "the model's own" : "the unit's own"}${isChanged ? ". Changed" : ""}`}
        value={value === null ? "model" : "unit"}
        onChange={(chosen) => input.onChange(chosen === "model" ? null : beginning)}
        mb="md"
      >
        <Stack gap={8} mt={8}>
          <Radio value="model" label={`The model's own${own}; a new model brings its own level`} />
          <Radio value="unit" label="The unit's own, whatever the model's is" />
        </Stack>
      </Radio.Group>
      <FieldRow>
        {value !== null && (
          <NumberField
            path="deteriorationRisk.threshold"
            label="The unit's level"
            unit="%"
            isShare
          />
        )}
        <NumberField
          path="deteriorationRisk.highFactor"
          label="High alert from"
          unit="× the level"
        />
        <NumberField
          path="deteriorationRisk.persistenceMinutes"
          label="Must last (0: at once)"
          unit="min"
        />
        <NumberField
          path="deteriorationRisk.rearmShare"
          label="Better counts below"
          unit="% of level"
          isShare
        />
      </FieldRow>
    </FieldGroup>
  );
}

export const RiseFields = () => (
  <FieldGroup
    title="Rise of NEWS2"
    about="A score that climbs, wherever it stands. Silent while NEWS2 itself has an alert of the same priority open."
    isOn="scoreRise.isOn"
  >
    <FieldRow>
      <NumberField path="scoreRise.points" label="Rise within an hour" unit="points" />
      <PriorityField path="scoreRise.priority" label="Priority" />
      <NumberField path="scoreRise.persistenceMinutes" label="Must last (0: at once)" unit="min" />
    </FieldRow>
  </FieldGroup>
);
