"use client";

import { ActionIcon, Button, Select, Switch, TextInput, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconKeyboard,
  IconPrinter,
} from "@tabler/icons-react";
import { memo, type ReactNode, type RefObject } from "react";
import { type RosterId, Skill } from "#models/rostering/roster-ids";
import { UnitId } from "#models/shared/ids";
import { EVERYBODY, type GridFilter, isFiltering } from "./grid-lines";
import classes from "./planner-toolbar.module.css";
import { usePlanner, usePlannerWork } from "./use-planner";

interface Props {
  rosterId: RosterId;
  filter: GridFilter;
  setFilter: (filter: GridFilter) => void;
  searchInput: RefObject<HTMLInputElement | null>;
  mayEdit: boolean;
  exportsRoster: boolean;
  openHelp: () => void;
}

/** What is shown of the roster, and what can be taken back. */
export const PlannerToolbar = memo(function PlannerToolbar(props: Readonly<Props>) {
  const { rosterId, filter, setFilter, searchInput, mayEdit, exportsRoster, openHelp } = props;
  const index = usePlanner((view) => view.index);
  const change = (changed: Partial<GridFilter>) => setFilter({ ...filter, ...changed });
  const skills = [
    ...new Set([...index.people.values()].flatMap(({ skills }) => skills)),
  ].toSorted();
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Roster view">
      <TextInput
        ref={searchInput}
        className={classes.search}
        aria-label="Find staff"
        placeholder="Find staff  /"
        type="search"
        value={filter.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      {index.units.size > 1 && (
        <Select
          className={classes.choice}
          aria-label="Unit"
          placeholder="Every unit"
          clearable
          data={[...index.units.values()].map(({ unitId, name }) => ({
            value: unitId,
            label: name,
          }))}
          value={filter.unitId ?? null}
          onChange={(unitId) => change({ unitId: UnitId.safeParse(unitId).data })}
        />
      )}
      <Select
        className={classes.choice}
        aria-label="Skill"
        placeholder="Any skill"
        clearable
        data={skills}
        value={filter.skill ?? null}
        onChange={(skill) => change({ skill: Skill.safeParse(skill).data })}
      />
      <Switch
        className={classes.switch}
        label="Broken lines only"
        checked={filter.onlyBroken}
        onChange={(event) => change({ onlyBroken: event.currentTarget.checked })}
      />
      {isFiltering(filter) && (
        <Button variant="default" onClick={() => setFilter(EVERYBODY)}>
          Clear
        </Button>
      )}
      <div className={classes.views}>
        {mayEdit && <UndoButtons />}
        {exportsRoster && (
          <Button component="a" href={`/roster/${rosterId}/roster.csv`} variant="default" download>
            CSV
          </Button>
        )}
        <Icon label="Print the roster" act={() => window.print()}>
          <IconPrinter size={19} />
        </Icon>
        <Icon label="Keyboard help" act={openHelp}>
          <IconKeyboard size={19} />
        </Icon>
      </div>
    </div>
  );
});

function UndoButtons() {
  const mayUndo = usePlanner((view) => view.state.undo.undo !== null);
  const mayRedo = usePlanner((view) => view.state.undo.redo !== null);
  const isWaiting = usePlanner((view) => view.state.steps.length > 0);
  const work = usePlannerWork();
  return (
    <>
      <Icon label="Undo (Ctrl Z)" act={() => void work.undo()} isDisabled={!mayUndo && !isWaiting}>
        <IconArrowBackUp size={19} />
      </Icon>
      <Icon label="Redo (Ctrl Shift Z)" act={() => void work.redo()} isDisabled={!mayRedo}>
        <IconArrowForwardUp size={19} />
      </Icon>
    </>
  );
}

interface IconProps {
  label: string;
  act: () => void;
  isDisabled?: boolean;
  children: ReactNode;
}

const Icon = ({ label, act, isDisabled = false, children }: Readonly<IconProps>) => (
  <Tooltip label={label}>
    <ActionIcon variant="default" size="lg" aria-label={label} onClick={act} disabled={isDisabled}>
      {children}
    </ActionIcon>
  </Tooltip>
);
