"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useAction } from "@/_components/ui/use-action";
import { keepScenario, replaceScenario } from "../actions";
import { type ListedScenario, scenarioHref } from "../listed-scenario";
import { countChanges, isSameScenario, scenarioOf, type ScenarioDraft } from "../scenario-draft";
import { CopyLink } from "./copy-link";
import { NameDialog } from "./name-dialog";
import classes from "./scenario-bar.module.css";

interface Props {
  opened: ListedScenario | undefined;
  /** As it is kept; as planned for one that is not. */
  kept: ScenarioDraft;
  draft: ScenarioDraft;
  mayPlan: boolean;
  onReset: () => void;
  onSaved: (version: number) => void;
}

/** What is open, whether it is saved, and what can be done with it. Always in sight above the results. */
export function ScenarioBar({ opened, kept, draft, mayPlan, onReset, onSaved }: Readonly<Props>) {
  const router = useRouter();
  const { isBusy, run } = useAction();
  const [isNaming, setNaming] = useState(false);
  const isDirty = !isSameScenario(draft, kept);
  const changes = countChanges(draft);

  const saveNew = async (words: { name: string; note: string }) => {
    const saved = await run(() => keepScenario({ ...words, scenario: scenarioOf(draft) }));
    if (!saved) return;
    setNaming(false);
    router.push(scenarioHref(saved.value.scenarioId));
  };
  const saveChanges = async () => {
    if (!opened) return;
    const { scenarioId, version, name, note } = opened;
    const saved = await run(() =>
      replaceScenario({ scenarioId, version, name, note, scenario: scenarioOf(draft) }),
    );
    if (saved) onSaved(saved.value.version);
  };

  return (
    <div className={classes.bar}>
      <div className={classes.words}>
        <strong>{opened?.name ?? "Not saved yet"}</strong>
        <span role="status">
          {stateOf({ isDirty, changes, isKept: opened !== undefined, mayPlan })}
        </span>
      </div>
      <Button variant="default" size="compact-md" disabled={!isDirty} onClick={onReset}>
        {opened ? "Back to saved" : "Back to plan"}
      </Button>
      {opened && !isDirty && <CopyLink scenarioId={opened.scenarioId} />}
      {mayPlan && opened && (
        <Button
          size="compact-md"
          variant="default"
          disabled={!isDirty}
          loading={isBusy && !isNaming}
          onClick={() => void saveChanges()}
        >
          Save
        </Button>
      )}
      {mayPlan && (
        <Button size="compact-md" disabled={changes === 0} onClick={() => setNaming(true)}>
          Save as new
        </Button>
      )}
      {isNaming && (
        <NameDialog
          title="Save the scenario"
          initial={{ name: "", note: "" }}
          saveLabel="Save"
          isBusy={isBusy}
          onSave={(words) => void saveNew(words)}
          onClose={() => setNaming(false)}
        />
      )}
    </div>
  );
}

function stateOf({
  isDirty,
  changes,
  isKept,
  mayPlan,
}: {
  isDirty: boolean;
  changes: number;
  isKept: boolean;
  mayPlan: boolean;
}): string {
  if (isDirty) return mayPlan ? "Changed, not saved" : "Changed, for you alone";
  if (isKept) return "As saved";
  return changes === 0 ? "Move a lever to see what it would do" : "";
}
