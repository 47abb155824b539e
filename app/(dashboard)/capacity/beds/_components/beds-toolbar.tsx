"use client";

import { Button, MultiSelect, Select, TextInput } from "@mantine/core";
import { IconEye, IconEyeOff, IconKeyboard, IconPrinter } from "@tabler/icons-react";
import type { RefObject } from "react";
import { BedStateName } from "#models/beds/bed-state";
import { BED_TAGS, BedTag } from "#models/beds/bed-tag";
import { UnitKind } from "#models/encounters/demographics";
import { ToolButton } from "@/_components/ui/tool-button";
import { UNIT_KIND_TITLES } from "@/_components/ui/unit-kind-title";
import { type BedFilter, NO_FILTER, isFiltering } from "./bed-filter";
import { BED_STATE_WORDS, STATE_ORDER } from "./bed-words";
import classes from "./beds-toolbar.module.css";

export interface FilterProps {
  filter: BedFilter;
  setFilter: (filter: BedFilter) => void;
  siteNames: readonly string[];
}

const KIND_OPTIONS = UnitKind.options.map((value) => ({ value, label: UNIT_KIND_TITLES[value] }));
const STATE_OPTIONS = STATE_ORDER.map((value) => ({ value, label: BED_STATE_WORDS[value] }));
const TAG_OPTIONS = BedTag.options.map((value) => ({ value, label: BED_TAGS[value] }));

/** What is shown of the board: by unit, state, tag and site. */
export function BedFilters({ filter, setFilter, siteNames }: Readonly<FilterProps>) {
  const change = (changed: Partial<BedFilter>) => setFilter({ ...filter, ...changed });
  return (
    <>
      <Select
        className={classes.choice}
        aria-label="Unit kind"
        placeholder="Every kind of unit"
        clearable
        data={KIND_OPTIONS}
        value={filter.kind ?? null}
        onChange={(kind) => change({ kind: UnitKind.safeParse(kind).data })}
      />
      <MultiSelect
        className={classes.choice}
        aria-label="State"
        placeholder={filter.states.length > 0 ? "" : "Every state"}
        clearable
        data={STATE_OPTIONS}
        value={[...filter.states]}
        onChange={(states) => change({ states: BedStateName.array().parse(states) })}
      />
      <MultiSelect
        className={classes.choice}
        aria-label="Isolation and equipment"
        placeholder={filter.tags.length > 0 ? "" : "Any equipment"}
        clearable
        data={TAG_OPTIONS}
        value={[...filter.tags]}
        onChange={(tags) => change({ tags: BedTag.array().parse(tags) })}
      />
      {siteNames.length > 1 && (
        <Select
          className={classes.choice}
          aria-label="Site"
          placeholder="Every site"
          clearable
          data={[...siteNames]}
          value={filter.siteName ?? null}
          onChange={(siteName) => change({ siteName: siteName ?? undefined })}
        />
      )}
      {isFiltering(filter) && (
        <button type="button" className={classes.clear} onClick={() => setFilter(NO_FILTER)}>
          Clear
        </button>
      )}
    </>
  );
}

interface ToolbarProps extends FilterProps {
  searchInput: RefObject<HTMLInputElement | null>;
  /** Absent for somebody who is shown no names. */
  names: { areHidden: boolean; toggle: () => void } | undefined;
  exportsBeds: boolean;
  openHelp: () => void;
}

export function BedsToolbar(props: Readonly<ToolbarProps>) {
  const { filter, setFilter, searchInput, names, exportsBeds, openHelp } = props;
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Bed board view">
      <TextInput
        ref={searchInput}
        className={classes.search}
        aria-label="Find a bed"
        placeholder="Find a bed: MICU 04  /"
        type="search"
        value={filter.text}
        onChange={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          // Leaves, and keeps what was found: a browser would empty the field.
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      <div className={classes.filters}>
        <BedFilters {...props} />
      </div>
      <div className={classes.views}>
        {names && (
          <ToolButton
            label="Hide names"
            shortcut="m"
            icon={names.areHidden ? IconEyeOff : IconEye}
            isPressed={names.areHidden}
            onClick={names.toggle}
          />
        )}
        {exportsBeds && (
          <Button
            component="a"
            className={classes.desk}
            href="/capacity/beds/beds.csv"
            variant="default"
          >
            CSV
          </Button>
        )}
        <ToolButton
          className={classes.desk}
          label="Print the board"
          icon={IconPrinter}
          onClick={() => window.print()}
        />
        <ToolButton
          className={classes.desk}
          label="Keyboard help"
          shortcut="?"
          icon={IconKeyboard}
          onClick={openHelp}
        />
      </div>
    </div>
  );
}
