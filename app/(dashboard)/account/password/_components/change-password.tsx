"use client";

import { Button, List, Paper, PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { PASSWORD_LENGTH, PASSWORD_RULES } from "#models/access/password-policy";
import { useAction } from "@/_components/ui/use-action";
import { SectionHeading } from "../../../admin/_components/section-heading";
import { changePassword } from "../actions";
import classes from "./change-password.module.css";

const RULES_ID = "password-rules";
const TOGGLE = { "aria-label": "Show or hide the password" };

const characters = (text: string): number => [...text].length;

export function ChangePassword({ email }: Readonly<{ email: string }>) {
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

  const change = async ({ current, next }: typeof form.values) => {
    const done = await run(() => changePassword({ current, next }));
    if (!done) return;
    form.reset();
    notifications.show({ title: "Password changed", message: consequence(done.value) });
  };

  return (
    <section aria-label="Password">
      <SectionHeading title="Password">
        A new password ends your other sessions. It does not expire; change it when somebody else
        may know it.
      </SectionHeading>
      <Paper withBorder p="lg" className={classes.card}>
        <List size="sm" spacing={4} mb="lg" id={RULES_ID} className={classes.rules}>
          {PASSWORD_RULES.map((rule) => (
            <List.Item key={rule}>{rule}</List.Item>
          ))}
        </List>
        <form method="post" onSubmit={form.onSubmit((values) => void change(values))}>
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
            label="Current password"
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
          <Button type="submit" mt="lg" loading={isBusy}>
            Change password
          </Button>
        </form>
      </Paper>
    </section>
  );
}

/** The one rule that is told before it is sent; the server knows the others. */
function tooShort(next: string): string | null {
  if (next === "") return "Type a new password.";
  if (characters(next) >= PASSWORD_LENGTH.min) return null;
  return `At least ${PASSWORD_LENGTH.min} characters; these are ${characters(next)}.`;
}

function consequence({ endedSessions }: { endedSessions: number }): string {
  if (endedSessions === 0) return "You were signed in nowhere else.";
  return `${endedSessions === 1 ? "Your other session has" : `Your ${endedSessions} other sessions have`} ended.`;
}
