"use client";

import { NumberInput, Select, Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { PRIORITIES, upperFirst } from "#models/alerts/policy-phrases";
import { usePolicyField, useReference } from "./policy-context";
import classes from "./policy-fields.module.css";

interface NumberProps {
  path: string;
  label: string;
  unit?: string;
  /** Typed in percent, kept as a share of one. */
  isShare?: boolean;
  isDisabled?: boolean;
}

const BELOW = ["label", "input", "description", "error"] as const;

/** A number with its unit, what the house says, and what it was before it was changed. */
export function NumberField({
  path,
  label,
  unit,
  isShare = false,
  isDisabled = false,
}: Readonly<NumberProps>) {
  const { input, value, isChanged, was, house } = usePolicyField(path);
  const shown = (number: unknown): string =>
    typeof number === "number" ? `${isShare ? toPercent(number) : number}` : "none";
  const suffix = unit ? ` ${unit}` : "";

  return (
    <NumberInput
      {...input}
      label={label}
      className={classes.number ?? ""}
      data-changed={isChanged || undefined}
      value={isShare && typeof value === "number" ? toPercent(value) : input.value}
      onChange={(entered: number | string) =>
        input.onChange(isShare && typeof entered === "number" ? toShare(entered) : entered)
      }
      suffix={suffix}
      // What is out of bounds is said, not put right behind one's back.
      clampBehavior="none"
      allowNegative={false}
      decimalScale={2}
      disabled={isDisabled}
      inputWrapperOrder={[...BELOW]}
      description={
        <Compared house={shown(house)} was={isChanged ? shown(was) : undefined} unit={suffix} />
      }
    />
  );
}

const toPercent = (share: number): number => Math.round(share * 10_000) / 100;
const toShare = (percent: number): number => Math.round(percent * 100) / 10_000;

const Compared = ({
  house,
  was,
  unit = "",
}: Readonly<{ house: string; was: string | undefined; unit?: string }>) => (
  <>
    House: {house}
    {house === "none" ? "" : unit}
    {was !== undefined && (
      <span className={classes.was}>
        {" "}
        Changed, was {was}
        {was === "none" ? "" : unit}
      </span>
    )}
  </>
);

/** One number for each priority. */
export const PriorityFields = ({
  path,
  label,
  about,
  isDisabled = false,
}: Readonly<{ path: string; label: string; about?: string; isDisabled?: boolean }>) => (
  <fieldset className={classes.group}>
    <legend className={classes.legend}>{label}</legend>
    {about && <p className={classes.about}>{about}</p>}
    <div className={classes.three}>
      {PRIORITIES.map((priority) => (
        <NumberField
          key={priority}
          path={`${path}.${priority}`}
          label={upperFirst(priority)}
          unit="min"
          isDisabled={isDisabled}
        />
      ))}
    </div>
  </fieldset>
);

export const PRIORITY_OPTIONS = PRIORITIES.map((priority) => ({
  value: priority,
  label: upperFirst(priority),
}));

export function PriorityField({ path, label }: Readonly<{ path: string; label: string }>) {
  const { input, isChanged, was, house } = usePolicyField(path);
  return (
    <Select
      {...input}
      label={label}
      className={classes.number ?? ""}
      data-changed={isChanged || undefined}
      data={PRIORITY_OPTIONS}
      allowDeselect={false}
      inputWrapperOrder={[...BELOW]}
      description={<Compared house={String(house)} was={isChanged ? String(was) : undefined} />}
    />
  );
}

export function SwitchField({ path, label }: Readonly<{ path: string; label: string }>) {
  const { input, value, isChanged, was, house } = usePolicyField(path);
  const words = (on: unknown): string => (on === true ? "on" : "off");
  return (
    <Switch
      label={label}
      checked={value === true}
      onChange={({ currentTarget }) => input.onChange(currentTarget.checked)}
      data-changed={isChanged || undefined}
      description={<Compared house={words(house)} was={isChanged ? words(was) : undefined} />}
    />
  );
}

interface GroupProps {
  title: string;
  about: ReactNode;
  /** What switches it on; it is all there is to see of a group that is off. */
  isOn?: string;
  switchLabel?: string;
  children: ReactNode;
}

/** A card of fields that belong together. */
export function FieldGroup({ title, about, isOn, switchLabel, children }: Readonly<GroupProps>) {
  return (
    <section className={classes.card} aria-label={title}>
      <header className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        {isOn && <SwitchField path={isOn} label={switchLabel ?? "Raises alerts"} />}
      </header>
      <p className={classes.about}>{about}</p>
      {isOn ? <WhenOn path={isOn}>{children}</WhenOn> : children}
    </section>
  );
}

/** What is wrong is shown even where it is off: it could not be put right otherwise. */
function WhenOn({ path, children }: Readonly<{ path: string; children: ReactNode }>) {
  const { value } = usePolicyField(path);
  const { problems } = useReference();
  const own = path.slice(0, path.lastIndexOf("."));
  const isWrong = Object.keys(problems).some((wrong) => wrong.startsWith(`${own}.`));
  if (value === true || isWrong) return children;
  return <p className={classes.off}>Off: it raises no alert.</p>;
}

export const FieldRow = ({ children }: Readonly<{ children: ReactNode }>) => (
  <div className={classes.row}>{children}</div>
);
