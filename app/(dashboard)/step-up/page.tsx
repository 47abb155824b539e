import { Paper, Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { STEP_UP_MINUTES } from "#models/access/step-up";
import { requireSession } from "@/_lib/access";
import { oneOf } from "@/_lib/search-parameter";
import { safeReturnPath } from "@/_lib/sign-in-path";
import { StepUpAndGoOn } from "./_components/step-up-and-go-on";
import classes from "./page.module.css";

export const metadata: Metadata = { title: "Confirm that it is you" };

interface Props {
  searchParams: Promise<{ returnTo?: string | string[] }>;
}

/** For an address that needs a fresh second factor and was opened by itself: asks, and goes on to it. */
export default async function StepUpPage({ searchParams }: Readonly<Props>) {
  await requireSession();
  const destination = safeReturnPath(oneOf((await searchParams).returnTo)) ?? "/";

  return (
    <Paper withBorder p="xl" className={classes.page}>
      <Title order={1} size="h2">
        Confirm that it is you
      </Title>
      <Text c="dimmed" mt={8} mb="lg">
        What you asked for needs a second factor of the last {STEP_UP_MINUTES} minutes.
      </Text>
      <StepUpAndGoOn destination={destination} />
    </Paper>
  );
}
