"use client";

import { Button, Select } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useEffect, useMemo, useRef, useState } from "react";
import type { RosterComparison } from "#models/realtime/roster";
import type { RosterPerson } from "#models/rostering/roster-problem";
import { dayAfter } from "#models/shared/calendar-date";
import { formatLocal } from "#models/shared/hospital-instant";
import type { OpenShiftId } from "#models/sick-calls/sick-call";
import { DegradedBanner } from "@/_components/live/degraded-banner";
import { useLive } from "@/_components/live/live-provider";
import { useAtNow, useConnection } from "@/_components/live/use-live";
import classes from "./planner-view.module.css";
import bars from "./bars.module.css";
import { CellDrawer } from "./cell-drawer";
import { ConflictBar } from "./conflict-bar";
import { DemandLine } from "./demand-line";
import { EVERYBODY, type GridFilter, gridLines, isFiltering } from "./grid-lines";
import {
  blockOf,
  nearestPersonRow,
  personAt,
  rowOf,
  selectedSquares,
  type Selection,
  selectOne,
} from "./grid-selection";
import { countOverlaid, overlayProposal, overlayVersion } from "./overlays";
import { PhoneDay } from "./phone-day";
import { type PlannerDialog, PlannerDialogs } from "./planner-dialogs";
import { PlannerHead } from "./planner-head";
import { PlannerHelp } from "./planner-help";
import { PlannerSummary } from "./planner-summary";
import { PlannerToolbar } from "./planner-toolbar";
import { describeRefusal } from "./planner-work";
import { ProposalBar } from "./proposal-bar";
import { type GridHandle, RosterGrid } from "./roster-grid";
import { RosterPrint } from "./roster-print";
import { type JumpTo, SidePanel } from "./side-panel";
import { SolverBar } from "./solver-bar";
import { usePlanner, usePlannerWork } from "./use-planner";
import { complain } from "./use-roster";
import { OpenShiftsStrip } from "../../_components/open-shifts/open-shifts-strip";
import { SickCallDialog } from "../../_components/open-shifts/sick-call-dialog";

const PHONE = "(max-width: 48em)";
/** More lines than these would leave no room for people. */
const COVER_LINES = 6;

/** The planner's workplace: the grid, what follows from it, and what others do to it meanwhile. */
export function PlannerView() {
  const { client } = useLive();
  const work = usePlannerWork();
  const index = usePlanner((view) => view.index);
  const marks = usePlanner((view) => view.marks);
  const rows = usePlanner((view) => view.state.rows);
  const head = usePlanner((view) => view.state.head);
  const rights = usePlanner((view) => view.state.rights);
  const job = usePlanner((view) => view.state.job);
  const proposal = usePlanner((view) => view.state.proposal);
  const isAway = useConnection().state !== "live";
  const isPhone = useMediaQuery(PHONE) ?? false;
  const today = useToday();

  const [filter, setFilter] = useState<GridFilter>(EVERYBODY);
  const [picked, setPicked] = useState<Selection>();
  const [isCellOpen, setCellOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [dialog, setDialog] = useState<PlannerDialog>();
  const [isProposalShown, showProposal] = useState(true);
  const [compared, setCompared] = useState<RosterComparison>();
  const [missing, setMissing] = useState<{ person: RosterPerson; day: number }>();
  const [openShift, setOpenShift] = useState<OpenShiftId>();
  const searchInput = useRef<HTMLInputElement>(null);
  const grid = useRef<GridHandle>(null);

  const mayPlan = rights.includes("roster:plan");
  const mayEdit = mayPlan && head.state !== "locked";
  const mayRepair = rights.includes("roster:repair") && head.state === "published";
  const cannotCome = (person: RosterPerson, day: number) => {
    setCellOpen(false);
    setMissing({ person, day });
  };

  // Who is broken decides what is shown only while that is asked for.
  const brokenLines = filter.onlyBroken ? marks : undefined;
  const lines = useMemo(
    () => gridLines(index, filter, (personId) => brokenLines?.has(personId) ?? true),
    [index, filter, brokenLines],
  );
  const selection = useMemo(
    () => within(picked ?? selectOne({ row: 1, day: Math.max(0, today ?? 0) }), lines.length),
    [picked, lines.length, today],
  );
  const proposed = useMemo(() => proposal && overlayProposal(proposal, rows), [proposal, rows]);
  const earlier = useMemo(() => compared && overlayVersion(compared), [compared]);
  const overlays = earlier ?? (isProposalShown && proposed ? proposed : undefined);
  const differences = proposed ? countOverlaid(proposed) : 0;
  const cover = useCoverLines();

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      searchInput.current?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  function jump({ personId, day }: JumpTo): void {
    const at = personId ? rowOf(lines, personId) : nearestPersonRow(lines, selection.at.row, 1);
    if (at === undefined) {
      // Whoever it is, the filter hides them.
      setFilter(EVERYBODY);
      return complain("They are hidden by the filter, which is cleared now. Choose it again.");
    }
    grid.current?.focus({ row: at, day: day ?? selection.at.day });
  }

  async function compare(version: number): Promise<void> {
    const answer = await client.rosters.compare(head.rosterId, version);
    if (answer.ok) setCompared(answer.value);
    else complain(describeRefusal(answer.error));
  }

  async function actOnProposal(type: "take-proposal" | "discard-proposal"): Promise<void> {
    if (!proposal) return;
    const answer = await work.act({ type, rosterId: head.rosterId, jobId: proposal.jobId });
    if (answer && !answer.ok) complain(describeRefusal(answer.error));
  }

  const person = personAt(lines, selection.at.row);
  return (
    <div className={classes.planner} data-away={isAway || undefined}>
      <DegradedBanner />
      <PlannerHead
        open={setDialog}
        mayPlan={mayPlan}
        mayPublish={rights.includes("roster:publish")}
      />
      <PlannerSummary />
      {mayRepair && (
        <OpenShiftsStrip rosterId={head.rosterId} opened={openShift} onOpen={setOpenShift} />
      )}
      <ConflictBar jump={jump} />
      {job?.status === "running" && (
        <SolverBar
          job={job}
          cancel={
            mayPlan ? () => void client.rosters.cancelSolve(head.rosterId, job.jobId) : undefined
          }
        />
      )}
      {job?.says && job.status !== "running" && (
        <div className={bars.bar} role="status">
          <p>{job.says}</p>
        </div>
      )}
      {proposal && !compared && !isPhone && (
        <ProposalBar
          {...{ proposal, differences }}
          isShown={isProposalShown}
          show={showProposal}
          take={mayEdit && !isAway ? () => void actOnProposal("take-proposal") : undefined}
          discard={mayEdit && !isAway ? () => void actOnProposal("discard-proposal") : undefined}
        />
      )}
      {compared && (
        <section className={bars.bar} data-tone="proposal" aria-label="Comparison">
          <p>
            <strong>Version {compared.from}</strong> is laid over the roster:{" "}
            {compared.cells.length} {compared.cells.length === 1 ? "square was" : "squares were"}{" "}
            otherwise. Struck through is what stands there now.
          </p>
          <Button size="compact-sm" variant="default" onClick={() => setCompared(undefined)}>
            End the comparison
          </Button>
        </section>
      )}
      {!isPhone && (
        <PlannerToolbar
          rosterId={head.rosterId}
          {...{ filter, setFilter, searchInput, mayEdit }}
          exportsRoster={rights.includes("roster:export")}
          openHelp={() => setHelpOpen(true)}
        />
      )}
      {isPhone ? (
        <PhoneDay today={today} cannotCome={mayRepair ? cannotCome : undefined} />
      ) : (
        <div className={classes.work}>
          <div className={classes.gridPlace}>
            {lines.length === 0 ? (
              <EmptyGrid filter={filter} clear={() => setFilter(EVERYBODY)} />
            ) : (
              <RosterGrid
                handle={grid}
                {...{ lines, selection, overlays, today, mayEdit }}
                select={setPicked}
                coverLines={cover.shown}
                openCell={() => setCellOpen(true)}
                openHelp={() => setHelpOpen(true)}
              />
            )}
            <div className={classes.beneath}>
              {cover.choices.length > 1 && (
                <Select
                  className={classes.coverOf}
                  size="xs"
                  aria-label="Cover shown of"
                  data={cover.choices}
                  value={cover.chosen}
                  allowDeselect={false}
                  onChange={(unitId) => unitId && cover.choose(unitId)}
                />
              )}
              <DemandLine />
            </div>
          </div>
          <SidePanel jump={jump} />
        </div>
      )}
      {isCellOpen && person && (
        <CellDrawer
          person={person}
          square={{ personId: person.personId, day: selection.at.day }}
          mayEdit={mayEdit}
          cannotCome={mayRepair ? () => cannotCome(person, selection.at.day) : undefined}
          close={() => {
            setCellOpen(false);
            grid.current?.focus(selection.at);
          }}
        />
      )}
      {missing && (
        <SickCallDialog
          person={missing.person}
          on={dayAfter(head.startsOn, missing.day)}
          close={() => setMissing(undefined)}
          reported={(openShiftId) => {
            setMissing(undefined);
            setOpenShift(openShiftId);
          }}
        />
      )}
      {dialog && (
        <PlannerDialogs
          dialog={dialog}
          close={() => setDialog(undefined)}
          compare={(version) => void compare(version)}
          mayEdit={mayEdit}
          selected={selectedSquares(lines, blockOf(selection))}
          shown={lines.flatMap((line) => (line.kind === "person" ? [line.person.personId] : []))}
          isFiltered={isFiltering(filter)}
        />
      )}
      <PlannerHelp isOpen={isHelpOpen} close={() => setHelpOpen(false)} />
      <RosterPrint lines={lines} />
    </div>
  );
}

const within = (selection: Selection, rows: number): Selection => ({
  at: { ...selection.at, row: Math.min(selection.at.row, rows - 1) },
  from: { ...selection.from, row: Math.min(selection.from.row, rows - 1) },
});

/** Today's column, by the hospital's clock; undefined outside of the roster. */
function useToday(): number | undefined {
  const timeZone = usePlanner((view) => view.state.head.timeZone);
  const days = usePlanner((view) => view.index.days);
  const date = useAtNow((now) => formatLocal(new Date(now), timeZone).slice(0, 10));
  const today = days.findIndex((day) => day.date === date);
  return today < 0 ? undefined : today;
}

/** The lines of cover beneath the grid: of every unit while there is room, else of one. */
function useCoverLines() {
  const lines = usePlanner((view) => view.lines);
  const units = usePlanner((view) => view.index.units);
  const [chosen, choose] = useState<string>();
  const places = lines.map((line, place) => ({ line, place }));
  const fits = lines.length <= COVER_LINES;
  const first = fits ? "all" : [...units.keys()][0];
  const now = chosen ?? first ?? "all";
  const shown = useMemo(
    () => lines.flatMap(({ unitId }, place) => (now === "all" || unitId === now ? [place] : [])),
    [lines, now],
  );
  return {
    shown,
    chosen: now,
    choose,
    choices: [
      ...(fits ? [{ value: "all", label: "Cover of every unit" }] : []),
      ...[...units.values()]
        .filter(({ unitId }) => places.some(({ line }) => line.unitId === unitId))
        .map(({ unitId, name }) => ({ value: unitId, label: `Cover of ${name}` })),
    ],
  };
}

interface EmptyProps {
  filter: GridFilter;
  clear: () => void;
}

function EmptyGrid({ filter, clear }: Readonly<EmptyProps>) {
  return (
    <div className={classes.empty}>
      {isFiltering(filter) ? (
        <>
          <p>Nobody matches the filter.</p>
          <Button variant="default" onClick={clear}>
            Clear the filter
          </Button>
        </>
      ) : (
        <p>Nobody works in these units yet: staff are added by whoever keeps them.</p>
      )}
    </div>
  );
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, [role='dialog']") !== null;
