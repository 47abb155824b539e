"use client";

import { ActionIcon, Button, Checkbox, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ScenarioId } from "#models/shared/ids";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { LinkButton } from "@/_components/ui/link-button";
import { RecordTable } from "@/_components/ui/record-table";
import { showUndo } from "@/_components/ui/undo-notice";
import { useAction } from "@/_components/ui/use-action";
import { bringBackScenario, removeScenario, replaceScenario } from "../actions";
import {
  compareHref,
  COMPARED_AT_MOST,
  type ListedScenario,
  scenarioHref,
} from "../listed-scenario";
import type { PlannedUnit } from "../scenario-draft";
import { scenarioPhrases } from "../scenario-phrases";
import { NameDialog, type ScenarioWords } from "./name-dialog";
import classes from "./saved-scenarios.module.css";

interface Props {
  scenarios: readonly ListedScenario[];
  units: readonly PlannedUnit[];
  openId: ScenarioId | undefined;
  mayPlan: boolean;
}

/** What has been kept: to be opened, compared, renamed and deleted. */
export function SavedScenarios({ scenarios, units, openId, mayPlan }: Readonly<Props>) {
  const router = useRouter();
  const time = useHospitalTime();
  const { isBusy, run } = useAction();
  const [picked, setPicked] = useState<readonly ScenarioId[]>([]);
  const [renamed, setRenamed] = useState<ListedScenario>();
  const compared = picked.filter((id) => scenarios.some(({ scenarioId }) => scenarioId === id));

  const pick = (scenarioId: ScenarioId, isPicked: boolean) =>
    setPicked(isPicked ? [...compared, scenarioId] : compared.filter((id) => id !== scenarioId));
  const rename = async ({ scenarioId, version }: ListedScenario, words: ScenarioWords) => {
    const saved = await run(() => replaceScenario({ scenarioId, version, ...words }));
    if (!saved) return;
    setRenamed(undefined);
    router.refresh();
  };
  const remove = async ({ scenarioId, name }: ListedScenario) => {
    const removed = await run(() => removeScenario({ scenarioId }));
    if (!removed) return;
    if (scenarioId === openId) router.replace("/capacity/what-if");
    else router.refresh();
    showUndo(`Deleted ${name}.`, () => {
      void run(() => bringBackScenario({ scenarioId })).then((done) => done && router.refresh());
    });
  };

  return (
    <>
      <RecordTable
        caption="Saved scenarios"
        rows={scenarios}
        rowKey={({ scenarioId }) => scenarioId}
        empty={
          mayPlan
            ? "Nothing saved yet. Once there is a bed forecast, move a lever and choose “Save as new”."
            : "Nothing saved yet. An administrator saves scenarios."
        }
        columns={[
          {
            title: "Compare",
            cell: ({ scenarioId, name, scenario }) => (
              <Checkbox
                aria-label={`Compare ${name}`}
                checked={compared.includes(scenarioId)}
                disabled={
                  !scenario ||
                  (compared.length >= COMPARED_AT_MOST && !compared.includes(scenarioId))
                }
                onChange={({ currentTarget }) => pick(scenarioId, currentTarget.checked)}
              />
            ),
          },
          {
            title: "Name",
            isHeader: true,
            cell: ({ scenarioId, name, scenario }) =>
              scenario ? (
                <Link
                  href={scenarioHref(scenarioId)}
                  aria-current={scenarioId === openId ? "page" : undefined}
                  className={classes.name}
                >
                  {name}
                </Link>
              ) : (
                name
              ),
          },
          {
            title: "Assumes",
            cell: ({ scenario }) =>
              scenario
                ? scenarioPhrases(scenario, units).join("; ") || "As planned"
                : "Saved by another version of the system; it cannot be opened any more",
          },
          { title: "Note", cell: ({ note }) => <span className={classes.note}>{note}</span> },
          {
            title: "Changed",
            cell: ({ changedAt, changedBy }) =>
              `${time.dateAndClock(changedAt)}, ${changedBy ?? "a former colleague"}`,
          },
          ...(mayPlan
            ? [
                {
                  title: "Actions",
                  isTitleHidden: true,
                  cell: (scenario: ListedScenario) => (
                    <Menu position="bottom-end">
                      <Menu.Target>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={`Actions for ${scenario.name}`}
                        >
                          <IconDots size={18} aria-hidden="true" />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item onClick={() => setRenamed(scenario)}>Rename</Menu.Item>
                        <Menu.Item disabled={isBusy} onClick={() => void remove(scenario)}>
                          Delete
                        </Menu.Item>
                      </Menu.Dropdown>
                    </Menu>
                  ),
                },
              ]
            : []),
        ]}
      />
      {scenarios.length > 0 && (
        <p className={classes.compare}>
          {compared.length > 0 ? (
            <LinkButton href={compareHref(compared)} size="compact-md" variant="default">
              Compare side by side
            </LinkButton>
          ) : (
            <Button size="compact-md" variant="default" disabled>
              Compare side by side
            </Button>
          )}
          {compared.length === 0
            ? `Choose up to ${COMPARED_AT_MOST}.`
            : `${compared.length} of at most ${COMPARED_AT_MOST} chosen.`}
        </p>
      )}
      {renamed && (
        <NameDialog
          title={`Rename ${renamed.name}`}
          initial={{ name: renamed.name, note: renamed.note }}
          saveLabel="Rename"
          isBusy={isBusy}
          onSave={(words) => void rename(renamed, words)}
          onClose={() => setRenamed(undefined)}
        />
      )}
    </>
  );
}
