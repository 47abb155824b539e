"use client";

import { Button, Group, Modal, NumberInput, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import {
  LONGEST_TOKEN_LIFETIME_DAYS,
  LONGEST_TOKEN_OVERLAP_HOURS,
  TOKEN_LIFETIME_DAYS,
  TOKEN_OVERLAP_HOURS,
} from "#models/access/gateway-token";

export interface GatewayFormValues {
  name: string;
  lifetimeDays: number;
  overlapHours: number;
}

interface Props {
  /** Whose token is replaced; absent for a new gateway. */
  rotating?: string;
  isBusy: boolean;
  onSubmit: (values: GatewayFormValues) => Promise<void>;
  onClose: () => void;
}

const isBetween = (low: number, high: number) => (value: unknown) =>
  typeof value === "number" && value >= low && value <= high ? null : `From ${low} to ${high}.`;

export function GatewayForm({ rotating, isBusy, onSubmit, onClose }: Readonly<Props>) {
  const form = useForm<GatewayFormValues>({
    initialValues: {
      name: rotating ?? "",
      lifetimeDays: TOKEN_LIFETIME_DAYS,
      overlapHours: TOKEN_OVERLAP_HOURS,
    },
    validate: {
      name: (name) => (name.trim() ? null : "A name is needed."),
      lifetimeDays: isBetween(1, LONGEST_TOKEN_LIFETIME_DAYS),
      overlapHours: isBetween(0, LONGEST_TOKEN_OVERLAP_HOURS),
    },
  });

  return (
    <Modal opened onClose={onClose} title={rotating ? `New token for ${rotating}` : "New gateway"}>
      <form onSubmit={form.onSubmit((values) => void onSubmit(values))}>
        {rotating ? (
          <>
            <Text>The gateway gets a second token. Change it there before the first one ends.</Text>
            <NumberInput
              label="The old token goes on for"
              description="Zero ends it at once: do that when it may be known to somebody."
              suffix=" hours"
              min={0}
              max={LONGEST_TOKEN_OVERLAP_HOURS}
              allowDecimal={false}
              mt="md"
              data-autofocus
              {...form.getInputProps("overlapHours")}
            />
          </>
        ) : (
          <TextInput
            label="Name"
            description="As people call it. It cannot be changed or used again later."
            data-autofocus
            maxLength={80}
            {...form.getInputProps("name")}
          />
        )}
        <NumberInput
          label="The new token ends after"
          suffix=" days"
          min={1}
          max={LONGEST_TOKEN_LIFETIME_DAYS}
          allowDecimal={false}
          mt="md"
          {...form.getInputProps("lifetimeDays")}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            {rotating ? "Issue token" : "Add gateway"}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
