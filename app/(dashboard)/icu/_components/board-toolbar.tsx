"use client";

import { ActionIcon, SegmentedControl, TextInput, Tooltip } from "@mantine/core";
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
  const [DensityIcon, EyeIcon] = [
    isDense ? IconLayoutList : IconLayoutGrid,
    areNamesHidden ? IconEyeOff : IconEye,
  ];

  return (
    <div className={classes.views}>
      <Tooltip label="Hide names (m)">
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Hide names"
          aria-pressed={areNamesHidden}
          onClick={() => change({ areNamesHidden: !areNamesHidden })}
        >
          <EyeIcon size={19} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={isDense ? "Larger cards (d)" : "Smaller cards (d)"}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Dense cards"
          aria-pressed={isDense}
          onClick={() => change({ density: isDense ? "comfortable" : "dense" })}
        >
          <DensityIcon size={19} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Print the census">
        <ActionIcon
          className={classes.help}
          variant="default"
          size="lg"
          aria-label="Print the census"
          onClick={() => window.print()}
        >
          <IconPrinter size={19} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Keyboard (?)">
        <ActionIcon
          className={classes.help}
          variant="default"
          size="lg"
          aria-label="Keyboard help"
          onClick={openHelp}
        >
          <IconKeyboard size={19} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
