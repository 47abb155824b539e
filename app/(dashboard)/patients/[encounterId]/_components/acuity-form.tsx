"use client";

import { Button, Chip, Group, Input, Modal, SegmentedControl, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type ReactNode, useId } from "react";
import { ACUITY_CLASS_LIST, ACUITY_CLASSES, AcuityClass } from "#models/acuity/acuity-class";
import {
  ACUITY_OVERRIDE_REASONS,
  AcuityOverrideReason,
  OVERRIDE_HOURS,
  USUAL_OVERRIDE_HOURS,
} from "#models/acuity/acuity-override";
import type { EncounterId } from "#models/shared/ids";
import { describeClass } from "@/_components/live/acuity-view";
import { showUndo } from "@/_components/ui/undo-notice";
import { useAction } from "@/_components/ui/use-action";
import { overrideAcuity, withdrawOverride } from "../acuity-actions";
import classes from "./acuity-form.module.css";

const DURATIONS = OVERRIDE_HOURS.toSorted((a, b) => a - b).map((hours) => ({
  value: String(hours),
  label: `${hours} h`,
}));
const CLASSES = ACUITY_CLASS_LIST.map((each) => ({
  value: String(each),
  label: `${each} ${ACUITY_CLASSES[each].title}`,
}));
const REASONS = AcuityOverrideReason.options.map((value) => ({
  value,
  label: ACUITY_OVERRIDE_REASONS[value],
}));

interface Props {
  encounterId: EncounterId;
  /** The class that counts now. */
  current: AcuityClass | undefined;
  isOpen: boolean;
  close: () => void;
}

/** Another class than the computed one: which, why, and for how long. */
export function AcuityForm({ encounterId, current, isOpen, close }: Readonly<Props>) {
  const { isBusy, run } = useAction();
  const form = useForm({
    initialValues: { acuityClass: "", reason: "", hours: String(USUAL_OVERRIDE_HOURS) },
    validate: {
      acuityClass: (chosen) => (parseClass(chosen) ? null : "Choose a class."),
      reason: (chosen) =>
        AcuityOverrideReason.safeParse(chosen).success ? null : "Choose what fits best.",
    },
  });
  const chosen = parseClass(form.values.acuityClass);

  const leave = () => {
    close();
    form.reset();
  };
  const set = form.onSubmit(async ({ reason, hours }) => {
    if (!chosen) return;
    const request = {
      encounterId,
      acuityClass: chosen,
      reason: AcuityOverrideReason.parse(reason),
      hours: Number(hours),
    };
    const answer = await run(() => overrideAcuity(request));
    if (!answer) return;
    leave();
    showUndo(`Class ${chosen} for ${hours} hours.`, () => {
      void run(() => withdrawOverride({ encounterId, acuityOverrideId: answer.value }));
    });
  });

  return (
    <Modal opened={isOpen} onClose={leave} title="Set the acuity class">
      <form onSubmit={set}>
        <Stack gap="md">
          <Choice
            label={current ? `Class, now ${current}` : "Class"}
            options={CLASSES}
            description={chosen && `${describeClass(chosen)}.`}
            {...form.getInputProps("acuityClass")}
          />
          <Choice label="Reason" options={REASONS} {...form.getInputProps("reason")} />
          <Input.Wrapper
            label="For how long?"
            description="It ends by itself, and can be taken back before. Your name and the time are recorded."
            inputWrapperOrder={["label", "input", "description"]}
            labelElement="div"
          >
            <SegmentedControl
              fullWidth
              aria-label="For how long?"
              data={DURATIONS}
              mb={4}
              {...form.getInputProps("hours")}
            />
          </Input.Wrapper>
        </Stack>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={leave}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            {chosen ? `Set class ${chosen}` : "Set the class"}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

const parseClass = (chosen: string): AcuityClass | undefined =>
  AcuityClass.safeParse(Number(chosen)).data;

interface ChoiceProps {
  label: string;
  options: readonly { value: string; label: string }[];
  description?: string | undefined;
  value?: string;
  error?: ReactNode;
  onChange?: (value: string) => void;
}

/** One of a few, all in sight: a single tap. */
function Choice({
  label,
  options,
  description,
  value = "",
  error,
  onChange,
}: Readonly<ChoiceProps>) {
  const id = useId();
  return (
    <div role="radiogroup" aria-labelledby={id}>
      <Input.Label id={id} labelElement="div" required>
        {label}
      </Input.Label>
      <Chip.Group value={value} onChange={(chosen) => onChange?.(chosen)}>
        <Group gap={8} mt={4}>
          {options.map((option) => (
            <Chip
              key={option.value}
              value={option.value}
              variant="outline"
              radius="sm"
              classNames={{ label: classes.chip ?? "" }}
            >
              {option.label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {description && (
        <Text size="sm" c="dimmed" mt={6}>
          {description}
        </Text>
      )}
      {error && (
        <Input.Error mt={6} role="alert">
          {error}
        </Input.Error>
      )}
    </div>
  );
}
