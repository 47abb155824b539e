"use client";

import { Button, List, PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { PASSWORD_LENGTH, PASSWORD_RULES } from "#models/access/password-policy";
import { useAction } from "@/_components/ui/use-action";
import type { ActionResult } from "@/_lib/action-result";
import classes from "./password-form.module.css";

export interface Changed {
  endedSessions: number;
}

interface Props {
  email: string;
  currentLabel: string;
  submitLabel: string;
  /** The button takes the whole width, as on the pages of signing in. */
  isWide?: boolean;
  change: (given: { current: string; next: string }) => Promise<ActionResult<Changed>>;
  onChanged: (done: Changed) => void;
}

const RULES_ID = "password-rules";
const TOGGLE = { "aria-label": "Show or hide the password" };

const characters = (text: string): number => [...text].length;

/** Takes the password that somebody has and the one they want, under the rules that the server checks. */
export function PasswordForm({
  email,
  currentLabel,
  submitLabel,
  isWide = false,
  change,
  onChanged,
}: Readonly<Props>) {
  const { isBusy, run } = useAction();
  const form = useForm({
    initialValues: { current: "", next: "", repeated: "" },
    validate: {
      current: (current) => (current ? null : "Type your current password."),
      next: tooShort,
      repeated: (repeated, { next }) =>
        repeated === next ? null : "This is not the same as above.",
    },
  });

  const submit = async ({ current, next }: typeof form.values) => {
    const done = await run(() => change({ current, next }));
    if (!done) return;
    form.reset();
    onChanged(done.value);
  };

  return (
    <>
      <List size="sm" spacing={4} mb="lg" id={RULES_ID} className={classes.rules}>
        {PASSWORD_RULES.map((rule) => (
          <List.Item key={rule}>{rule}</List.Item>
        ))}
      </List>
      <form method="post" onSubmit={form.onSubmit((values) => void submit(values))}>
        {/* For password managers: whose password it is. */}
        <input
          type="email"
          name="email"
          value={email}
          autoComplete="username"
          readOnly
          hidden
          aria-hidden="true"
        />
        <PasswordInput
          label={currentLabel}
          autoComplete="current-password"
          visibilityToggleButtonProps={TOGGLE}
          {...form.getInputProps("current")}
        />
        <PasswordInput
          label="New password"
          autoComplete="new-password"
          aria-describedby={RULES_ID}
          mt="md"
          visibilityToggleButtonProps={TOGGLE}
          {...form.getInputProps("next")}
        />
        <PasswordInput
          label="New password, once more"
          autoComplete="new-password"
          mt="md"
          visibilityToggleButtonProps={TOGGLE}
          {...form.getInputProps("repeated")}
        />
        <Button type="submit" mt="lg" fullWidth={isWide} loading={isBusy}>
          {submitLabel}
        </Button>
      </form>
    </>
  );
}

/** The one rule that is told before it is sent; the server knows the others. */
function tooShort(next: string): string | null {
  if (next === "") return "Type a new password.";
  if (characters(next) >= PASSWORD_LENGTH.min) return null;
  return `At least ${PASSWORD_LENGTH.min} characters; these are ${characters(next)}.`;
}
