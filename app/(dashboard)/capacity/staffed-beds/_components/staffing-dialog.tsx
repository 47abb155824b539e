"use client";

import { Button, Group, Modal, NumberInput, Radio, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { formatLocal } from "#models/shared/hospital-instant";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import type { StaffedUnit } from "../staffing";

export interface NewStaffing {
  staffedBeds: number;
  /** A reading of the hospital's clocks; absent: from now on. */
  validFrom?: string;
}

interface Props {
  unit: StaffedUnit;
  isBusy: boolean;
  onSave: (staffing: NewStaffing) => void;
  onClose: () => void;
}

interface Fields {
  beds: number | string;
  when: string;
  from: string;
}

/** Asks how many beds, and from when. */
export function StaffingDialog({ unit, isBusy, onSave, onClose }: Readonly<Props>) {
  const { timeZone } = useHospitalTime();
  const form = useForm<Fields>({
    initialValues: { beds: unit.staffedBeds, when: "now", from: "" },
    validate: {
      beds: (beds) =>
        beds === "" || !Number.isInteger(Number(beds))
          ? "A whole number of beds is needed."
          : Number(beds) > unit.licensedBeds
            ? `The unit has ${unit.licensedBeds} beds.`
            : null,
      from: (from, { when }) =>
        when === "later" && from === "" ? "Enter a date and a time." : null,
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Staffed beds of ${unit.name}`}>
      <form
        noValidate
        onSubmit={form.onSubmit(({ beds, when, from }) =>
          onSave({ staffedBeds: Number(beds), ...(when === "later" && { validFrom: from }) }),
        )}
      >
        <NumberInput
          label="Staffed beds"
          description={`Now ${unit.staffedBeds}; at most the ${unit.licensedBeds} licensed.`}
          min={0}
          max={unit.licensedBeds}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          data-autofocus
          {...form.getInputProps("beds")}
        />
        <Radio.Group label="From" mt="sm" {...form.getInputProps("when")}>
          <Group gap="lg" mt={4}>
            <Radio value="now" label="Now" />
            <Radio value="later" label="A later time" />
          </Group>
        </Radio.Group>
        {form.values.when === "later" && (
          <TextInput
            type="datetime-local"
            label="Date and time"
            description={`On the hospital’s clocks (${timeZone}).`}
            min={formatLocal(new Date(), timeZone)}
            mt="sm"
            {...form.getInputProps("from")}
          />
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            Set
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
