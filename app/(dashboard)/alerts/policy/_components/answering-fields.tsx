"use client";

import { FieldGroup, PriorityFields } from "./policy-fields";

export const AnsweringFields = () => (
  <FieldGroup
    title="Once it is answered"
    about="Acknowledging is not resolving: whoever answers has a time to get on with it, after which the next in the ladder is asked."
  >
    <PriorityFields
      path="inHandWithinMinutes"
      label="In hand within"
      about="From the acknowledgement until somebody takes it in hand."
    />
    <PriorityFields
      path="outcomeWithinMinutes"
      label="Outcome within"
      about="From taking it in hand until somebody says what was found."
    />
    <PriorityFields
      path="snoozeLimitMinutes"
      label="Snooze for at most"
      about="Always with a reason, and ended by worsening. 0: may not be snoozed."
    />
  </FieldGroup>
);
