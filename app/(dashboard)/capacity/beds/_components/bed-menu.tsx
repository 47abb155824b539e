"use client";

import { Drawer, Kbd, Menu } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type KeyboardEvent, useState } from "react";
import type { BedOnBoard, UnitOnBoard } from "#models/realtime/bed-board";
import { BED_ACTIONS, type BedActionId } from "./bed-actions";
import { BedFacts } from "./bed-facts";
import classes from "./bed-menu.module.css";
import { tileOf } from "./tile-element";

export interface OpenMenu {
  bed: BedOnBoard;
  unit: UnitOnBoard;
  /** What is possible now; none for somebody who does not manage the bed. */
  actions: readonly BedActionId[];
  /** Why there is nothing to choose. */
  whyNone: string | undefined;
  areNamesHidden: boolean;
  choose: (action: BedActionId) => void;
  close: () => void;
}

/** What can be done to a bed: beside it, or from below under a thumb. */
export function BedMenu(menu: Readonly<OpenMenu>) {
  const isNarrow = useMediaQuery("(max-width: 36em)") ?? false;
  return isNarrow ? <BedDrawer {...menu} /> : <BedPopover {...menu} />;
}

function BedPopover(menu: Readonly<OpenMenu>) {
  const { bed, actions, choose, close } = menu;
  const [place] = useState(() => placeOf(bed.bedId));

  const onKeyDown = (event: KeyboardEvent) => {
    const action = actions.find((each) => BED_ACTIONS[each].key === event.key);
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(action);
  };

  if (!place) return null;
  return (
    <Menu
      opened
      onClose={close}
      position="bottom-start"
      withinPortal
      width={290}
      returnFocus={false}
    >
      <Menu.Target>
        {/* Stands where the bed does: one menu for all beds, and the bed itself keeps its name. */}
        <span aria-hidden="true" className={classes.anchor} style={place} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Bed ${menu.unit.code} ${bed.label}`} onKeyDown={onKeyDown}>
        <Menu.Label className={classes.facts}>
          <BedFacts {...menu} />
        </Menu.Label>
        <Menu.Divider />
        {actions.map((action, index) => (
          <Menu.Item
            key={action}
            data-autofocus={index === 0 || undefined}
            rightSection={<Kbd size="xs">{BED_ACTIONS[action].key}</Kbd>}
            onClick={() => choose(action)}
          >
            {BED_ACTIONS[action].title}
          </Menu.Item>
        ))}
        <Menu.Item
          data-autofocus={actions.length === 0 || undefined}
          rightSection={<Kbd size="xs">Esc</Kbd>}
          onClick={close}
        >
          Close
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function BedDrawer(menu: Readonly<OpenMenu>) {
  const { bed, unit, actions, choose, close } = menu;
  return (
    <Drawer
      opened
      onClose={close}
      position="bottom"
      returnFocus={false}
      title={`Bed ${unit.code} ${bed.label}`}
      classNames={{ content: classes.sheet ?? "", body: classes.drawer ?? "" }}
    >
      <BedFacts {...menu} />
      <ul className={classes.actions} aria-label="What can be done">
        {actions.map((action) => (
          <li key={action}>
            <button type="button" className={classes.action} onClick={() => choose(action)}>
              {BED_ACTIONS[action].title}
            </button>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where the bed's tile stands in the page. */
function placeOf(bedId: BedOnBoard["bedId"]): Box | undefined {
  const box = tileOf(bedId)?.getBoundingClientRect();
  if (!box) return undefined;
  const { left, top, width, height } = box;
  return { left: left + window.scrollX, top: top + window.scrollY, width, height };
}
