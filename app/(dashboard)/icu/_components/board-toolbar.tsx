"use client";

import { SegmentedControl, TextInput } from "@mantine/core";
import {
  IconEye,
  IconEyeOff,
  IconKeyboard,
  IconLayoutGrid,
  IconLayoutList,
  IconPrinter,
} from "@tabler/icons-react";
import type { RefObject } from "react";
import { BED_SORT_WORDS, BED_SORTS, type BedFilter } from "@/_components/live/bed-order";
import { BoardPreferences } from "@/_components/live/board-preferences";
import { ToolButton } from "@/_components/ui/tool-button";
import classes from "./board-toolbar.module.css";
import type { ChangePreferences } from "./use-board-preferences";

interface Props {
  preferences: BoardPreferences;
  change: ChangePreferences;
  filter: BedFilter;
  setFilter: (filter: BedFilter) => void;
  filterInput: RefObject<HTMLInputElement | null>;
  openHelp: () => void;
}

const SORT_OPTIONS = BED_SORTS.map((value) => ({ value, label: BED_SORT_WORDS[value] }));

export function BoardToolbar(props: Readonly<Props>) {
  const { preferences, change, filter, setFilter, filterInput } = props;

  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Board view">
      <TextInput
        ref={filterInput}
        className={classes.filter}
        aria-label="Filter by bed or name"
        placeholder="Filter by bed or name  /"
        type="search"
        value={filter.text}
        onChange={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
      <SegmentedControl
        aria-label="Sort by"
        data={SORT_OPTIONS}
        value={preferences.sort}
        onChange={(sort) => change({ sort: BoardPreferences.shape.sort.parse(sort) })}
      />
      <FilterToggles filter={filter} setFilter={setFilter} />
      <ViewToggles {...props} />
    </div>
  );
}

const TOGGLES = [
  { key: "onlyAlerting", label: "Alerting" },
  { key: "onlyHighScores", label: "NEWS2 ≥ 5" },
  { key: "onlyStale", label: "Stale" },
] as const;

const FilterToggles = ({ filter, setFilter }: Readonly<Pick<Props, "filter" | "setFilter">>) => (
  <div role="group" aria-label="Show only" className={classes.toggles}>
    {TOGGLES.map(({ key, label }) => (
      <button
        key={key}
        type="button"
        className={classes.toggle}
        aria-pressed={filter[key]}
        onClick={() => setFilter({ ...filter, [key]: !filter[key] })}
      >
        {label}
      </button>
    ))}
  </div>
);

function ViewToggles({ preferences, change, openHelp }: Readonly<Props>) {
  const { density, areNamesHidden } = preferences;
  const isDense = density === "dense";

  return (
    <div className={classes.views}>
      <ToolButton
        label="Hide names"
        shortcut="m"
        icon={areNamesHidden ? IconEyeOff : IconEye}
        isPressed={areNamesHidden}
        onClick={() => change({ areNamesHidden: !areNamesHidden })}
      />
      <ToolButton
        label="Dense cards"
        shortcut="d"
        icon={isDense ? IconLayoutList : IconLayoutGrid}
        isPressed={isDense}
        onClick={() => change({ density: isDense ? "comfortable" : "dense" })}
      />
      <ToolButton
        className={classes.help}
        label="Print the census"
        icon={IconPrinter}
        onClick={() => window.print()}
      />
      <ToolButton
        className={classes.help}
        label="Keyboard help"
        shortcut="?"
        icon={IconKeyboard}
        onClick={openHelp}
      />
    </div>
  );
}
