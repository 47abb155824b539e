"use client";

import { Button, Group, Menu, Paper, Text, TextInput, Title, UnstyledButton } from "@mantine/core";
import { type FormEvent, useOptimistic, useState, useTransition } from "react";
import type { BedPlace, Unit } from "#db/units";
import type { BedId } from "#models/shared/ids";
import { showUndo } from "@/_components/ui/undo-notice";
import { useAction } from "@/_components/ui/use-action";
import { closeBed, createBed, reopenBed } from "../actions";
import { UNIT_KIND_TITLES } from "@/_components/ui/unit-kind-title";
import classes from "./unit-card.module.css";

interface Props {
  unit: Unit;
  beds: readonly BedPlace[];
}

const describe = ({ inUse, isOccupied }: BedPlace): string => {
  if (!inUse) return "out of use";
  return isOccupied ? "occupied" : "empty";
};

export function UnitCard({ unit, beds }: Readonly<Props>) {
  const [label, setLabel] = useState("");
  const { isBusy, run } = useAction();
  const [, startTransition] = useTransition();
  // Shown at once; if the server refuses, the page's own rows come back.
  const [shown, show] = useOptimistic(beds, (now, change: { bedId: BedId; inUse: boolean }) =>
    now.map((bed) => (bed.bedId === change.bedId ? { ...bed, inUse: change.inUse } : bed)),
  );
  const inUse = shown.filter((bed) => bed.inUse).length;
  const heading = `unit-${unit.unitId}`;

  const reopen = (bed: BedPlace) =>
    startTransition(async () => {
      show({ bedId: bed.bedId, inUse: true });
      await run(() => reopenBed({ bedId: bed.bedId }));
    });

  const close = (bed: BedPlace) =>
    startTransition(async () => {
      show({ bedId: bed.bedId, inUse: false });
      const done = await run(() => closeBed({ bedId: bed.bedId }));
      if (done) showUndo(`${unit.name}: bed ${bed.label} is out of use.`, () => reopen(bed));
    });

  const add = async (event: FormEvent) => {
    event.preventDefault();
    const added = await run(() => createBed({ unitId: unit.unitId, label }));
    if (added) setLabel("");
  };

  return (
    <Paper withBorder p="md" component="section" aria-labelledby={heading}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={3} size="h5" id={heading}>
            {unit.name}
          </Title>
          <Text size="sm" c="dimmed">
            {unit.code} · {UNIT_KIND_TITLES[unit.kind]} · {unit.siteName}
          </Text>
        </div>
        <Text size="sm" ta="right" className={classes.count}>
          {inUse} of {shown.length} beds in use
        </Text>
      </Group>
      {shown.length === 0 ? (
        <Text size="sm" c="dimmed" mt="md">
          No beds yet.
        </Text>
      ) : (
        <ul className={classes.beds}>
          {shown.map((bed) => (
            <li key={bed.bedId}>
              <Menu position="bottom-start" withArrow>
                <Menu.Target>
                  <UnstyledButton
                    className={classes.bed}
                    data-state={describe(bed)}
                    aria-label={`Bed ${bed.label}, ${describe(bed)}`}
                  >
                    {bed.label}
                  </UnstyledButton>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Label>
                    Bed {bed.label}, {describe(bed)}
                  </Menu.Label>
                  {bed.inUse ? (
                    <Menu.Item disabled={bed.isOccupied} onClick={() => close(bed)}>
                      {bed.isOccupied ? "Only an empty bed can be taken out" : "Take out of use"}
                    </Menu.Item>
                  ) : (
                    <Menu.Item onClick={() => reopen(bed)}>Return to use</Menu.Item>
                  )}
                </Menu.Dropdown>
              </Menu>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={(event) => void add(event)} className={classes.add}>
        <TextInput
          size="xs"
          aria-label={`Label of a new bed in ${unit.name}`}
          placeholder="New bed, for example 25"
          value={label}
          maxLength={20}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" type="submit" disabled={!label.trim()} loading={isBusy}>
          Add bed
        </Button>
      </form>
    </Paper>
  );
}
