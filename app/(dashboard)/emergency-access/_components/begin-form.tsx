"use client";

import {
  Button,
  Group,
  Paper,
  Radio,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useRouter } from "next/navigation";
import type { EmergencyPlace } from "#db/emergency-places";
import {
  EMERGENCY_CATEGORIES,
  EMERGENCY_DURATIONS,
  EmergencyAccessRequest,
  EmergencyCategory,
  EXPLANATION_LENGTH,
} from "#models/access/emergency-access";
import { Facts } from "@/_components/ui/facts";
import { LinkButton } from "@/_components/ui/link-button";
import { useAction } from "@/_components/ui/use-action";
import { beginAccess } from "../actions";
import classes from "./begin-form.module.css";

const DURATIONS = EMERGENCY_DURATIONS.map((minutes) => ({
  value: String(minutes),
  label: `${minutes} minutes`,
}));

/** Why, and for how long; and what it sets in motion, before it does. */
export function BeginForm({ place }: Readonly<{ place: EmergencyPlace }>) {
  const router = useRouter();
  const { isBusy, run } = useAction();
  const form = useForm({
    initialValues: { category: "", reason: "", minutes: "30" },
    validate: {
      category: (category) =>
        EmergencyCategory.safeParse(category).success ? null : "Choose what fits best.",
      reason: (reason) => {
        const { min, max } = EXPLANATION_LENGTH;
        const { length } = reason.trim();
        if (length < min) return `Write at least ${min} characters: a reviewer reads this.`;
        return length > max ? `Write at most ${max} characters.` : null;
      },
    },
  });

  const begin = form.onSubmit(async ({ category, reason, minutes }) => {
    const request = EmergencyAccessRequest.parse({
      encounterId: place.encounterId,
      category,
      reason,
      minutes: Number(minutes),
    });
    const answer = await run(() => beginAccess(request));
    if (answer) router.push(`/patients/${answer.value.encounterId}`);
  });

  return (
    <Paper withBorder p="lg" mt="lg" component="section" aria-label="Reason">
      <Facts
        facts={[
          { term: "Unit", description: place.unitName },
          { term: "Bed", description: place.bedLabel },
        ]}
      />
      <form onSubmit={begin}>
        <Stack gap="lg" mt="lg">
          <Radio.Group label="What is it?" withAsterisk {...form.getInputProps("category")}>
            <Stack gap="sm" mt="xs">
              {Object.entries(EMERGENCY_CATEGORIES).map(([value, label]) => (
                <Radio key={value} value={value} label={label} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label="Reason"
            description={`In your words, ${EXPLANATION_LENGTH.min} to ${EXPLANATION_LENGTH.max} characters. It is kept encrypted and read by the reviewer.`}
            withAsterisk
            autosize
            minRows={3}
            maxLength={EXPLANATION_LENGTH.max}
            {...form.getInputProps("reason")}
          />
          <div>
            <Text size="sm" fw={500} id="duration" mb={6}>
              For how long?
            </Text>
            <SegmentedControl
              aria-labelledby="duration"
              data={DURATIONS}
              {...form.getInputProps("minutes")}
            />
            <Text size="xs" c="dimmed" mt={6}>
              It ends by itself and is not extended. You can end it earlier at any time.
            </Text>
          </div>
          <WhatHappens unitName={place.unitName} />
        </Stack>
        <Group justify="flex-end" mt="lg">
          <LinkButton href="/emergency-access" variant="default">
            Back
          </LinkButton>
          <Button type="submit" loading={isBusy}>
            Open the patient
          </Button>
        </Group>
      </form>
    </Paper>
  );
}

const WhatHappens = ({ unitName }: Readonly<{ unitName: string }>) => (
  <section className={classes.consequences} aria-labelledby="what-happens">
    <h2 id="what-happens" className={classes.title}>
      What will happen
    </h2>
    <ul>
      <li>
        The charge nurses of {unitName} and the security officers are told now: your name, the bed
        and what it is.
      </li>
      <li>
        You see this one patient, live. You cannot prescribe, answer alerts, export, or see others
        of the unit.
      </li>
      <li>What you look at is recorded, and somebody else reviews it afterwards.</li>
    </ul>
  </section>
);
