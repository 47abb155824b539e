"use client";

import {
  Button,
  Group,
  Modal,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Text,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ListedWallDisplay } from "#db/wall-displays";
import { SECONDS_PER_UNIT, WallSettings } from "#models/access/wall-display";
import type { UnitId } from "#models/shared/ids";

interface Props {
  /** Absent for a new one. */
  display?: ListedWallDisplay;
  units: readonly { unitId: UnitId; name: string }[];
  isBusy: boolean;
  onSubmit: (settings: WallSettings) => Promise<void>;
  onClose: () => void;
}

const SCHEMES = [
  { value: "dark", label: "Dark" },
  { value: "light", label: "Light" },
];

/** What the field's own words do not say. */
const problemOf = (field: keyof WallSettings) => (value: unknown) => {
  const parsed = WallSettings.shape[field].safeParse(value);
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? "Not valid.");
};

export function DisplayForm({ display, units, isBusy, onSubmit, onClose }: Readonly<Props>) {
  const form = useForm<WallSettings>({
    initialValues: {
      name: display?.name ?? "",
      unitIds: display?.unitIds ?? (units.length === 1 ? units.map(({ unitId }) => unitId) : []),
      secondsPerUnit: display?.secondsPerUnit ?? SECONDS_PER_UNIT,
      colorScheme: display?.colorScheme ?? "dark",
    },
    validate: {
      name: problemOf("name"),
      unitIds: problemOf("unitIds"),
      secondsPerUnit: (value) =>
        WallSettings.shape.secondsPerUnit.safeParse(value).success ? null : "From 5 to 600.",
    },
  });

  return (
    <Modal opened onClose={onClose} title={display ? `Change ${display.name}` : "New display"}>
      <form onSubmit={form.onSubmit((settings) => void onSubmit(settings))}>
        <TextInput
          label="Name"
          description="Where it hangs, so that others know which screen it is."
          data-autofocus
          maxLength={60}
          {...form.getInputProps("name")}
        />
        <MultiSelect
          label="Units"
          description="Shown one after the other, in the order in which you choose them."
          mt="md"
          data={units.map(({ unitId, name }) => ({ value: unitId, label: name }))}
          clearable
          hidePickedOptions
          {...form.getInputProps("unitIds")}
        />
        <NumberInput
          label="Seconds for each unit"
          description="A unit with an unanswered high-priority alert is shown at once and three times as long."
          mt="md"
          min={5}
          max={600}
          allowDecimal={false}
          {...form.getInputProps("secondsPerUnit")}
        />
        <Text component="div" fw={500} size="sm" mt="md" mb={4} id="wall-colours">
          Colours
        </Text>
        <SegmentedControl
          aria-labelledby="wall-colours"
          data={SCHEMES}
          {...form.getInputProps("colorScheme")}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            {display ? "Save" : "Create display"}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
