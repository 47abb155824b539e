"use client";

import { QUIET_AFTER, quietTitle } from "#models/alerts/policy-phrases";
import { FieldGroup, FieldRow, NumberField } from "./policy-fields";

export const EndingFields = () => (
  <>
    <FieldGroup
      title="Recovery and expiry"
      about="How long a patient must stay better before an alert steps down or ends. A sensor taken off is no recovery, so fewer inputs take longer."
    >
      <FieldRow>
        <NumberField path="recoveryMinutes" label="Better for" unit="min" />
        <NumberField
          path="recoveryFromFewerInputsMinutes"
          label="Better for, from fewer inputs"
          unit="min"
        />
        <NumberField path="expiryHours" label="Expires when not assessed for" unit="h" />
      </FieldRow>
    </FieldGroup>
    <FieldGroup
      title="Quiet after an end"
      about="How long the same cause raises no new alert, by what was found. One that is worse than before is raised all the same."
    >
      <FieldRow>
        {QUIET_AFTER.map((after) => (
          <NumberField
            key={after}
            path={`quietMinutes.${after}`}
            label={quietTitle(after)}
            unit="min"
          />
        ))}
      </FieldRow>
    </FieldGroup>
  </>
);
