"use client";

import { Checkbox, Group, NumberInput, Radio } from "@mantine/core";
import { useState } from "react";
import { type RosterSolve } from "#models/realtime/roster";
import type { RosterId } from "#models/rostering/roster-ids";
import { DialogFrame } from "@/_components/ui/dialog-frame";
import type { PlannedSquare } from "./planned-rows";

interface Props {
  rosterId: RosterId;
  /** What is selected in the grid, and who is shown by the filter. */
  selected: readonly PlannedSquare[];
  shown: readonly PlannedSquare["personId"][];
  isFiltered: boolean;
  solve: (asked: RosterSolve) => void;
  close: () => void;
}

type Scope = "everything" | "shown" | "selected";

/** What the solver may change, how long it may take, and the number its chance begins with. */
export function SolveDialog(props: Readonly<Props>) {
  const { rosterId, selected, shown, isFiltered, solve, close } = props;
  const [scope, setScope] = useState<Scope>(selected.length > 1 ? "selected" : "everything");
  const [seconds, setSeconds] = useState<number | string>(30);
  const [seed, setSeed] = useState<number | string>(1);
  const [keepsPast, setKeepsPast] = useState(true);

  const confirm = () =>
    solve({
      ...{ rosterId, keepsPast, seconds: Number(seconds), seed: Number(seed) },
      ...scopeOf(scope, selected, shown),
    });

  return (
    <DialogFrame
      title="Let the solver fill the roster"
      confirmLabel="Solve"
      isIncomplete={typeof seconds !== "number" || typeof seed !== "number"}
      onConfirm={confirm}
      onClose={close}
    >
      <Radio.Group
        label="What may change"
        description="Everything outside stays as it is, and so do pins and published past."
        value={scope}
        onChange={(value) =>
          setScope(value === "shown" || value === "selected" ? value : "everything")
        }
      >
        <Radio value="everything" label="The whole roster" mt={8} />
        <Radio
          value="shown"
          label={`The ${shown.length} people of the filter`}
          disabled={!isFiltered || shown.length === 0}
          mt={6}
        />
        <Radio
          value="selected"
          label={`The selection (${selected.length} ${selected.length === 1 ? "square" : "squares"})`}
          disabled={selected.length < 2}
          mt={6}
        />
      </Radio.Group>
      <Group grow align="flex-start">
        <NumberInput
          label="Time limit, seconds"
          value={seconds}
          onChange={setSeconds}
          min={1}
          max={3_600}
          allowDecimal={false}
          clampBehavior="strict"
          data-autofocus
        />
        <NumberInput
          label="Seed"
          description="The same gives the same roster"
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={seed}
          onChange={setSeed}
          min={0}
          max={2_147_483_647}
          allowDecimal={false}
          clampBehavior="strict"
        />
      </Group>
      <Checkbox
        label="Leave shifts that have begun as they are"
        checked={keepsPast}
        onChange={(event) => setKeepsPast(event.currentTarget.checked)}
      />
    </DialogFrame>
  );
}

function scopeOf(
  scope: Scope,
  selected: readonly PlannedSquare[],
  shown: readonly PlannedSquare["personId"][],
): Pick<RosterSolve, "personIds" | "fromDay" | "toDay"> {
  if (scope === "shown") return { personIds: [...shown] };
  if (scope === "everything") return {};
  const days = selected.map(({ day }) => day);
  return {
    personIds: [...new Set(selected.map(({ personId }) => personId))],
    fromDay: Math.min(...days),
    toDay: Math.max(...days),
  };
}
