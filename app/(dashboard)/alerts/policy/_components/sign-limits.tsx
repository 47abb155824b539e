"use client";

import { ActionIcon, Button, NumberInput, Select } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useRef } from "react";
import { unitOf } from "#models/alerts/policy-phrases";
import { VITAL_SIGN_KINDS, VITAL_SIGNS, type VitalSignKind } from "#models/vitals/vital-sign";
import type { LimitDraft } from "../policy-draft";
import { usePolicyForm, useProblemAt, useReference } from "./policy-context";
import { FieldGroup, FieldRow, NumberField, PRIORITY_OPTIONS } from "./policy-fields";
import classes from "./sign-limits.module.css";

const LIMITS = "singleSign.limits";
const MOST = 20;

/** Consciousness is coded, not measured: NEWS2 scores anything but alert 3. */
const KINDS = VITAL_SIGN_KINDS.filter((kind) => kind !== "consciousness");
const optionOf = (kind: VitalSignKind) => ({ value: kind, label: VITAL_SIGNS[kind].label });

const isSame = (one: LimitDraft, other: LimitDraft): boolean =>
  one.kind === other.kind &&
  one.low === other.low &&
  one.high === other.high &&
  one.priority === other.priority;

export function SignLimits() {
  const form = usePolicyForm();
  const { base } = useReference();
  const addButton = useRef<HTMLButtonElement>(null);
  const { limits } = form.values.singleSign;

  const add = () => {
    const free = KINDS.find((kind) => limits.every((limit) => limit.kind !== kind)) ?? "heartRate";
    form.insertListItem(LIMITS, { kind: free, low: "", high: "", priority: "medium" });
  };
  const remove = (at: number) => {
    form.removeListItem(LIMITS, at);
    // The button that was pressed is gone, and the keyboard with it.
    addButton.current?.focus();
  };

  return (
    <FieldGroup
      title="Single signs"
      about="A sign outside a limit, for what NEWS2 does not see soon enough. Without one, bedside monitors remain the alarm for it. A sign older than an hour counts for nothing."
      isOn="singleSign.isOn"
    >
      {limits.length === 0 ? (
        <p className={classes.none}>No limit yet.</p>
      ) : (
        <ol className={classes.limits} aria-label="Limits">
          {limits.map((limit, at) => (
            // A limit has no name but its place: nothing of it outlives a removal.
            <Limit
              key={at}
              at={at}
              limit={limit}
              isNew={!base.singleSign.limits.some((other) => isSame(other, limit))}
              remove={() => remove(at)}
            />
          ))}
        </ol>
      )}
      <Button
        ref={addButton}
        variant="default"
        size="compact-md"
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        onClick={add}
        disabled={limits.length >= MOST}
        mb="md"
      >
        Add a limit
      </Button>
      <FieldRow>
        <NumberField
          path="singleSign.persistenceMinutes"
          label="Must last (0: at once)"
          unit="min"
        />
      </FieldRow>
    </FieldGroup>
  );
}

interface LimitProps {
  at: number;
  limit: LimitDraft;
  isNew: boolean;
  remove: () => void;
}

function Limit({ at, limit, isNew, remove }: Readonly<LimitProps>) {
  const form = usePolicyForm();
  const problemAt = useProblemAt();
  const { label, min, max } = VITAL_SIGNS[limit.kind];
  const kinds = KINDS.some((kind) => kind === limit.kind) ? KINDS : [...KINDS, limit.kind];
  const name = `limit ${at + 1}, ${label}`;
  const side = (key: "low" | "high", title: string) => (
    <NumberInput
      {...form.getInputProps(`${LIMITS}.${at}.${key}`)}
      error={problemAt(`${LIMITS}.${at}.${key}`)}
      label={title}
      aria-label={`${title}, ${name}`}
      placeholder="none"
      suffix={unitOf(limit.kind)}
      clampBehavior="none"
      decimalScale={1}
      min={min}
      max={max}
    />
  );

  return (
    <li className={classes.limit} data-changed={isNew || undefined}>
      <Select
        {...form.getInputProps(`${LIMITS}.${at}.kind`)}
        label="Sign"
        aria-label={`Sign, limit ${at + 1}`}
        data={kinds.map(optionOf)}
        allowDeselect={false}
      />
      {side("low", "Below")}
      {side("high", "Above")}
      <Select
        {...form.getInputProps(`${LIMITS}.${at}.priority`)}
        label="Priority"
        aria-label={`Priority, ${name}`}
        data={PRIORITY_OPTIONS}
        allowDeselect={false}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        className={classes.remove ?? ""}
        aria-label={`Remove ${name}`}
        onClick={remove}
      >
        <IconTrash size={18} aria-hidden="true" />
      </ActionIcon>
      {isNew && <span className={classes.changed}>Changed</span>}
    </li>
  );
}
