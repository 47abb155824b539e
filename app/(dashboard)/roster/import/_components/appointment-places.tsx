"use client";

import {
  Button,
  Group,
  Modal,
  NumberInput,
  Select,
  TextInput,
  VisuallyHidden,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import type { AppointmentPlace } from "#db/appointments";
import { Skill } from "#models/rostering/roster-ids";
import type { UnitId } from "#models/shared/ids";
import { RecordTable } from "@/_components/ui/record-table";
import { useAction } from "@/_components/ui/use-action";
import { setPlace } from "../actions";

interface Props {
  places: readonly AppointmentPlace[];
  units: readonly { unitId: UnitId; name: string }[];
}

/** Every place that is booked or nursed, those that nobody is set to nurse first. */
export function AppointmentPlaces({ places, units }: Readonly<Props>) {
  const { isBusy, run } = useAction();
  const [chosen, setChosen] = useState<AppointmentPlace>();
  const nameOf = (unitId: UnitId) => units.find((unit) => unit.unitId === unitId)?.name ?? "";

  const save = async (place: string, nursed: AppointmentPlace["nursed"]): Promise<void> => {
    if (await run(() => setPlace({ place, nursed }))) setChosen(undefined);
  };

  return (
    <>
      <RecordTable
        caption="Places that appointments are booked in"
        rows={places}
        rowKey={({ place }) => place}
        empty="Nothing is booked, and no place is set. Places show here once an appointment names them."
        columns={[
          { title: "Place", isHeader: true, cell: ({ place }) => place },
          { title: "Booked from now on", cell: ({ bookedSlots }) => bookedSlots },
          {
            title: "Nursed by",
            cell: ({ nursed }) => (nursed ? nameOf(nursed.unitId) : "Nobody: asks for no nurse"),
          },
          { title: "Nurses at once", cell: ({ nursed }) => nursed?.nurses ?? "–" },
          { title: "Skill", cell: ({ nursed }) => nursed?.skill ?? "–" },
          {
            title: "Change",
            isTitleHidden: true,
            cell: (place) => (
              <Button size="compact-sm" variant="default" onClick={() => setChosen(place)}>
                {place.nursed ? "Change" : "Set unit"}
                <VisuallyHidden> of {place.place}</VisuallyHidden>
              </Button>
            ),
          },
        ]}
      />
      {chosen && (
        <PlaceDialog
          place={chosen}
          units={units}
          isBusy={isBusy}
          onSave={(nursed) => void save(chosen.place, nursed)}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
}

interface DialogProps {
  place: AppointmentPlace;
  units: Props["units"];
  isBusy: boolean;
  onSave: (nursed: AppointmentPlace["nursed"]) => void;
  onClose: () => void;
}

function PlaceDialog({ place, units, isBusy, onSave, onClose }: Readonly<DialogProps>) {
  const form = useForm<{ unitId: string | null; nurses: number | string; skill: string }>({
    initialValues: {
      unitId: place.nursed?.unitId ?? null,
      nurses: place.nursed?.nurses ?? 1,
      skill: place.nursed?.skill ?? "",
    },
    validate: {
      unitId: (unitId) => (unitId === null ? "Choose a unit." : null),
      nurses: (nurses) =>
        Number.isInteger(Number(nurses)) && Number(nurses) >= 1 && Number(nurses) <= 20
          ? null
          : "A whole number from 1 to 20.",
      skill: (skill) =>
        skill === "" || Skill.safeParse(skill).success
          ? null
          : "Small letters and hyphens, such as scrub.",
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Who nurses in ${place.place}`}>
      <form
        noValidate
        onSubmit={form.onSubmit(({ unitId, nurses, skill }) => {
          const unit = units.find((each) => each.unitId === unitId);
          if (unit)
            onSave({
              unitId: unit.unitId,
              nurses: Number(nurses),
              ...(skill !== "" && { skill: Skill.parse(skill) }),
            });
        })}
      >
        <Select
          label="Unit"
          data={units.map(({ unitId, name }) => ({ value: unitId, label: name }))}
          data-autofocus
          {...form.getInputProps("unitId")}
        />
        <NumberInput
          label="Nurses for each booking"
          description="In an operating room, California asks for one."
          mt="sm"
          min={1}
          max={20}
          allowDecimal={false}
          clampBehavior="none"
          {...form.getInputProps("nurses")}
        />
        <TextInput
          label="Skill"
          description="Empty: any nurse of the unit."
          mt="sm"
          {...form.getInputProps("skill")}
        />
        <Group justify="flex-end" mt="lg">
          {place.nursed && (
            <Button variant="subtle" color="red" onClick={() => onSave(null)} mr="auto">
              Nobody nurses there
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            Save
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
