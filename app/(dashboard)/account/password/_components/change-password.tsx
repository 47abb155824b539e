"use client";

import { Paper } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type Changed, PasswordForm } from "@/_components/password/password-form";
import { SectionHeading } from "../../../admin/_components/section-heading";
import { changePassword } from "../actions";
import classes from "./change-password.module.css";

export const ChangePassword = ({ email }: Readonly<{ email: string }>) => (
  <section aria-label="Password">
    <SectionHeading title="Password">
      A new password ends your other sessions. It does not expire; change it when somebody else may
      know it.
    </SectionHeading>
    <Paper withBorder p="lg" className={classes.card}>
      <PasswordForm
        email={email}
        currentLabel="Current password"
        submitLabel="Change password"
        change={changePassword}
        onChanged={(done) =>
          notifications.show({ title: "Password changed", message: consequence(done) })
        }
      />
    </Paper>
  </section>
);

function consequence({ endedSessions }: Changed): string {
  if (endedSessions === 0) return "You were signed in nowhere else.";
  return `${endedSessions === 1 ? "Your other session has" : `Your ${endedSessions} other sessions have`} ended.`;
}
