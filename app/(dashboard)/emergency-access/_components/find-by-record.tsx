"use client";

import { Button, Paper, Text, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { EmergencyPlace } from "#db/emergency-places";
import type { UnitId } from "#models/shared/ids";
import { LinkButton } from "@/_components/ui/link-button";
import { useAction } from "@/_components/ui/use-action";
import { findByRecord } from "../actions";
import classes from "./find.module.css";

/** By the exact number, as on the wristband: there is no searching through names. */
export function FindByRecord({ ownUnitIds }: Readonly<{ ownUnitIds: readonly UnitId[] }>) {
  const { isBusy, run } = useAction();
  const [record, setRecord] = useState("");
  const [places, setPlaces] = useState<readonly EmergencyPlace[]>();

  const find = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await run(() => findByRecord({ record }));
    setPlaces(answer?.value);
  };

  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="by-record">
      <Title order={2} size="h4" id="by-record">
        By record number
      </Title>
      <form onSubmit={(event) => void find(event)} className={classes.form}>
        <TextInput
          className={classes.field}
          label="Record number"
          description="The whole number, as on the wristband."
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          value={record}
          onChange={(event) => {
            setRecord(event.currentTarget.value);
            setPlaces(undefined);
          }}
        />
        <Button type="submit" loading={isBusy} disabled={record.trim() === ""}>
          Find
        </Button>
      </form>
      <div role="status">
        {places?.length === 0 && (
          <Text mt="sm" size="sm">
            No patient in a bed has this number. Check every character, or go by unit and bed.
          </Text>
        )}
        {places?.map((place) => (
          <Found key={place.encounterId} place={place} isOwn={ownUnitIds.includes(place.unitId)} />
        ))}
      </div>
    </Paper>
  );
}

function Found({ place, isOwn }: Readonly<{ place: EmergencyPlace; isOwn: boolean }>) {
  const where = `${place.unitName}, bed ${place.bedLabel}`;
  return (
    <div className={classes.found}>
      <Text>
        {where}
        {isOwn && ": one of your units, no emergency access is needed"}
      </Text>
      <LinkButton
        size="sm"
        href={
          isOwn
            ? `/patients/${place.encounterId}`
            : `/emergency-access?encounter=${place.encounterId}`
        }
        aria-label={isOwn ? `Open the patient in ${where}` : `Continue with ${where}`}
      >
        {isOwn ? "Open the patient" : "Continue"}
      </LinkButton>
    </div>
  );
}
