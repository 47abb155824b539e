"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { BedOnBoard } from "#models/realtime/bed-board";
import type { BedId } from "#models/shared/ids";
import { DegradedBanner } from "@/_components/live/degraded-banner";
import { useConnection } from "@/_components/live/use-live";
import { BedBoardView } from "./bed-board-view";
import type { BedBoardPreferences } from "./bed-board-preferences";
import { BedDialogs } from "./bed-dialogs";
import { type BedFilter, NO_FILTER } from "./bed-filter";
import { BedMenu } from "./bed-menu";
import { BedsHelp } from "./beds-help";
import { BedsLoading } from "./beds-loading";
import { BedsPrint } from "./beds-print";
import { BedsToolbar } from "./beds-toolbar";
import classes from "./bed-board.module.css";
import { BoardAnnouncer } from "./board-announcer";
import { ConnectionWord } from "@/_components/ui/connection-word";
import { NobodyReported } from "./nobody-reported";
import { shownUnits } from "./shown-units";
import { TotalsStrip } from "./totals-strip";
import { useBedBoard } from "./use-bed-board";
import { useBedCommand } from "./use-bed-command";
import { focusNextSuitable, useBedsKeys } from "./use-beds-keys";
import { useBoardWork } from "./use-board-work";
import { useNamesHidden } from "./use-names-hidden";
import { mayManage, type Viewer } from "./viewer";

interface Props {
  viewer: Viewer;
  preferences: BedBoardPreferences;
}

/** Every bed of the hospital, live, and what can be done to it. */
export function BedBoard({ viewer, preferences }: Readonly<Props>) {
  const [state, dispatch] = useBedBoard();
  const [areNamesHidden, toggleNames] = useNamesHidden(preferences);
  const [filter, setFilter] = useState<BedFilter>(NO_FILTER);
  const [activeBed, setActiveBed] = useState<BedId>();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const searchInput = useRef<HTMLInputElement>(null);
  const connection = useConnection();
  const isAway = connection.state !== "live";

  const give = useBedCommand(state, dispatch);
  const work = useBoardWork({ state, viewer, isAway, give });
  const { placement, menu, dialog } = work;
  const press = useStable(work.press);

  useBedsKeys({
    pressKey: work.pressKey,
    cancel: () => placement && work.cancel(),
    toggleNames,
    focusSearch: () => searchInput.current?.focus(),
    openHelp: () => setHelpOpen(true),
  });
  // A search for who boards begins at the first bed that suits; one for who lies here stays where it began.
  useEffect(() => {
    if (placement?.type === "assign") focusNextSuitable();
  }, [placement]);

  const units = useMemo(() => shownUnits(state, filter), [state, filter]);
  const shownBeds = units.flatMap(({ shown }) => shown);
  const tabStop =
    activeBed && shownBeds.some(({ bedId }) => bedId === activeBed)
      ? activeBed
      : shownBeds[0]?.bedId;
  const siteNames = [...new Set(state.units.map(({ siteName }) => siteName))];
  const openBed = menu.of && state.beds.get(menu.of);
  const openUnit = state.units.find(({ unitId }) => unitId === openBed?.unitId);

  return (
    <div className={classes.board} data-connection={connection.state}>
      <DegradedBanner />
      <header className={classes.head}>
        <h1 className={classes.title}>Beds</h1>
        <ConnectionWord state={connection.state} />
      </header>
      {state.isKnown ? (
        <>
          <NobodyReported state={state} />
          <TotalsStrip state={state} />
          <BedsToolbar
            {...{ filter, setFilter, siteNames, searchInput }}
            names={
              viewer.seesNames ? { areHidden: areNamesHidden, toggle: toggleNames } : undefined
            }
            exportsBeds={viewer.exportsBeds}
            openHelp={() => setHelpOpen(true)}
          />
          <BedBoardView
            {...{ state, units, filter, setFilter, siteNames, areNamesHidden }}
            tiles={{
              ...{ viewer, placement, areNamesHidden, tabStop, press },
              pending: state.pending,
              menuOf: menu.of,
              noteFocus: setActiveBed,
              give: isAway ? undefined : give,
            }}
            isAway={isAway}
            place={viewer.manages === "all" || viewer.manages.length > 0 ? work.place : undefined}
            cancel={work.cancel}
          />
        </>
      ) : (
        <BedsLoading />
      )}
      {openBed && openUnit && (
        <BedMenu
          key={openBed.bedId}
          bed={openBed}
          unit={openUnit}
          actions={work.actionsOf(openBed)}
          whyNone={whyNone(openBed)}
          areNamesHidden={areNamesHidden}
          choose={(action) => work.choose(action, openBed)}
          close={menu.close}
        />
      )}
      {dialog.open && (
        <BedDialogs
          key={`${dialog.open.type} ${dialog.open.bedId}`}
          dialog={dialog.open}
          {...{ state, viewer, areNamesHidden }}
          open={dialog.show}
          close={dialog.close}
          give={(command) => {
            if (dialog.open) void work.settle(command, dialog.open.bedId);
          }}
        />
      )}
      <BedsHelp isOpen={isHelpOpen} close={() => setHelpOpen(false)} />
      <BedsPrint state={state} units={units} areNamesHidden={areNamesHidden} />
      <BoardAnnouncer state={state} />
    </div>
  );

  function whyNone({ bedId, unitId }: BedOnBoard): string | undefined {
    if (isAway) return "Nothing can be done while the connection is away.";
    if (state.pending.has(bedId)) return "Waits for the server.";
    return mayManage(viewer, unitId)
      ? undefined
      : "Only who manages the beds of this unit can change it.";
  }
}

/** The same function for ever, so that tiles need not draw again; it does what the newest one does. */
function useStable(act: (bedId: BedId) => void): (bedId: BedId) => void {
  const newest = useRef(act);
  useEffect(() => {
    newest.current = act;
  });
  return useCallback((bedId: BedId) => newest.current(bedId), []);
}
