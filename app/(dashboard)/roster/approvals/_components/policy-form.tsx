"use client";

import { Button, NativeSelect, NumberInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { UnitPolicyOnWire } from "#models/realtime/my-shifts";
import { UnitPolicy } from "#models/rostering/unit-policy";
import part from "../../../my-shifts/_components/part.module.css";
import type { ApprovalWork } from "./use-approvals";

const NUMBERS = [
  { name: "wishPointsPerWeek", label: "Wish points a week", max: 100, step: 1 },
  { name: "priceOfPoint", label: "Price of a point not met", max: 10_000, step: 5 },
  { name: "mostOnLeave", label: "Most on leave at once", max: 500, step: 1 },
  { name: "leaveWeeksPerYear", label: "Leave, weeks a year", max: 52, step: 0.1 },
] as const;

const SWAP_APPROVALS: Readonly<Record<UnitPolicy["swapApproval"], string>> = {
  "same-skill": "At once between same skills",
  always: "Always approved by somebody",
};

/** What one unit has decided about its people's own wishes. */
export function PolicyForm({
  policy: { unitId, unitName, version, policy },
  work,
}: Readonly<{ policy: UnitPolicyOnWire; work: ApprovalWork }>) {
  const [draft, setDraft] = useState<Record<keyof UnitPolicy, string | number>>(policy);
  const parsed = UnitPolicy.safeParse(draft);

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!parsed.success) return;
    void work.decide(
      { type: "set-policy", unitId, version, policy: parsed.data },
      `The policy of ${unitName} holds from now on.`,
    );
  };

  return (
    <details className={part.fold}>
      <summary>
        {unitName}
        <span className={part.quiet}>
          Swaps: {SWAP_APPROVALS[policy.swapApproval].toLowerCase()}. {policy.wishPointsPerWeek}{" "}
          wish points a week, {policy.mostOnLeave} on leave at once
        </span>
      </summary>
      <form className={part.form} onSubmit={save} aria-label={`Policy of ${unitName}`}>
        <div className={`${part.pair} ${part.level}`}>
          <NativeSelect
            className={part.whole ?? ""}
            label="Swaps"
            value={draft.swapApproval}
            onChange={({ currentTarget }) =>
              setDraft({ ...draft, swapApproval: currentTarget.value })
            }
            data={UnitPolicy.shape.swapApproval.options.map((value) => ({
              value,
              label: SWAP_APPROVALS[value],
            }))}
          />
          {NUMBERS.map(({ name, label, max, step }) => (
            <NumberInput
              key={name}
              label={label}
              min={0}
              max={max}
              step={step}
              value={draft[name]}
              onChange={(value) => setDraft({ ...draft, [name]: value })}
            />
          ))}
        </div>
        <Button type="submit" variant="default" loading={work.isBusy} disabled={!parsed.success}>
          Save the policy
        </Button>
      </form>
    </details>
  );
}
