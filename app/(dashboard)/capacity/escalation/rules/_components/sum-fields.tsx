"use client";

import { NumberInput } from "@mantine/core";
import { useRulesForm } from "./rules-form";
import classes from "./rules-editor.module.css";

/** From which sum on it is which level, and how a level ends. */
export function SumFields() {
  const form = useRulesForm();
  const whole = { clampBehavior: "none", allowNegative: false, allowDecimal: false } as const;
  return (
    <section className={classes.card} aria-label="What the points make">
      <p className={classes.about}>
        A higher level counts at once. A lower one counts when the points stayed below by the margin
        for the whole time, so that the level does not go up and down with every patient.
      </p>
      <div className={classes.row}>
        {([2, 3, 4] as const).map((level) => (
          <NumberInput
            key={level}
            label={`Level ${level} from`}
            suffix=" points"
            {...whole}
            {...form.getInputProps(`pointsFor.${level}`)}
          />
        ))}
        <NumberInput
          label="Margin to fall"
          suffix=" points"
          {...whole}
          {...form.getInputProps("fallMargin")}
        />
        <NumberInput
          label="Falls after"
          suffix=" min"
          {...whole}
          {...form.getInputProps("fallAfterMinutes")}
        />
      </div>
    </section>
  );
}
