"use client";

import { Alert, Button } from "@mantine/core";
import { useMemo, useReducer, useState } from "react";
import type { CensusInputs } from "#models/census/census-inputs";
import type { CountedPoint } from "@/_components/charts/fan-rows";
import { LeaveGuard } from "@/_components/ui/leave-guard";
import { NarrowFold } from "@/_components/ui/narrow-fold";
import type { ListedScenario } from "../listed-scenario";
import {
  AS_PLANNED,
  draftOf,
  isSameScenario,
  type PlannedUnit,
  reduceDraft,
  scenarioOf,
} from "../scenario-draft";
import { Levers } from "./levers";
import { ScenarioBar } from "./scenario-bar";
import { ScenarioResults } from "./scenario-results";
import { UnitLevers } from "./unit-levers";
import classes from "./what-if-view.module.css";

interface Props {
  inputs: CensusInputs;
  units: readonly PlannedUnit[];
  /** By code of the place. */
  counted: Readonly<Record<string, readonly CountedPoint[]>>;
  /** What the address names, as the server read it last. */
  saved: ListedScenario | undefined;
  mayPlan: boolean;
  chosenAtFirst: string;
}

/** Levers on one side, and what they would do on the other. */
export function WhatIfView(props: Readonly<Props>) {
  const { inputs, units, counted, saved, mayPlan, chosenAtFirst } = props;
  // What was opened: a refresh of the page must not take away what is being tried.
  const [opened, setOpened] = useState(saved);
  const { draft: kept, lostUnits } = useMemo(
    () =>
      opened?.scenario ? draftOf(opened.scenario, units) : { draft: AS_PLANNED, lostUnits: 0 },
    [opened, units],
  );
  const [draft, dispatch] = useReducer(reduceDraft, kept);
  const isOvertaken = saved && opened && saved.version > opened.version;
  const isDirty = mayPlan && !isSameScenario(draft, kept);

  const openTheirs = () => {
    if (!saved?.scenario) return;
    setOpened(saved);
    dispatch({ type: "opened", draft: draftOf(saved.scenario, units).draft });
  };

  return (
    <>
      <LeaveGuard isDirty={isDirty} what="What you changed in this scenario" />
      <ScenarioBar
        opened={opened}
        kept={kept}
        draft={draft}
        mayPlan={mayPlan}
        onReset={() => dispatch({ type: "opened", draft: kept })}
        onSaved={(version) =>
          opened && setOpened({ ...opened, version, scenario: scenarioOf(draft) })
        }
      />
      {isOvertaken && (
        <Alert color="yellow" mb="md">
          {saved.changedBy ?? "A colleague"} has changed this scenario meanwhile.{" "}
          <Button variant="default" size="compact-sm" onClick={openTheirs}>
            Open theirs
          </Button>
        </Alert>
      )}
      {lostUnits > 0 && (
        <Alert color="yellow" mb="md">
          The scenario names {lostUnits === 1 ? "a unit" : `${lostUnits} units`} that the hospital
          no longer has. What it assumed there is left out.
        </Alert>
      )}
      <div className={classes.columns}>
        <section className={classes.levers} aria-label="What is assumed">
          <h2 className={classes.title}>What if …</h2>
          <Levers draft={draft} dispatch={dispatch} />
          <NarrowFold title="Staffed beds and closures by unit">
            <UnitLevers
              units={units}
              staffedBeds={draft.staffedBeds}
              closedUnitIds={draft.closedUnitIds}
              dispatch={dispatch}
            />
          </NarrowFold>
        </section>
        <ScenarioResults
          inputs={inputs}
          counted={counted}
          draft={draft}
          chosenAtFirst={chosenAtFirst}
        />
      </div>
    </>
  );
}
