"use client";

import { Checkbox, Text } from "@mantine/core";
import { useOptimistic, useTransition } from "react";
import type { IncidentId } from "#models/shared/ids";
import { useAction } from "@/_components/ui/use-action";
import { tickStep } from "../../actions";
import classes from "./incident.module.css";

export interface ChecklistStep {
  id: string;
  text: string;
  /** Who did it and when, in words; undefined while nobody has. */
  done: string | undefined;
}

interface Props {
  incidentId: IncidentId;
  harmlessWhen: string;
  steps: readonly ChecklistStep[];
  isReadOnly: boolean;
}

/** What to do, step by step; each tick is stored with who and when. */
export function RunbookChecklist({ incidentId, harmlessWhen, steps, isReadOnly }: Readonly<Props>) {
  const { run } = useAction();
  const [isPending, startTransition] = useTransition();
  const [shown, showTick] = useOptimistic(
    steps,
    (before, { id, isDone }: { id: string; isDone: boolean }) =>
      before.map((step) => (step.id === id ? { ...step, done: isDone ? "now" : undefined } : step)),
  );

  const tick = (id: string, isDone: boolean) =>
    startTransition(async () => {
      showTick({ id, isDone });
      await run(() => tickStep({ incidentId, stepId: id, isDone }));
    });

  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        It is harmless when {harmlessWhen}
      </Text>
      <ol className={classes.steps}>
        {shown.map(({ id, text, done }) => (
          <li key={id}>
            <Checkbox
              checked={done !== undefined}
              disabled={isReadOnly || isPending}
              label={text}
              description={done}
              onChange={({ currentTarget }) => tick(id, currentTarget.checked)}
            />
          </li>
        ))}
      </ol>
    </>
  );
}
