"use client";

import { useMediaQuery } from "@mantine/hooks";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { rosterDayAt } from "#models/rostering/roster-day";
import type { RosterPerson } from "#models/rostering/roster-problem";
import { dayAfter } from "#models/shared/calendar-date";
import type { OpenShiftId } from "#models/sick-calls/sick-call";
import { DegradedBanner } from "@/_components/live/degraded-banner";
import { useLive } from "@/_components/live/live-provider";
import { useAtNow, useConnection } from "@/_components/live/use-live";
import classes from "./planner-view.module.css";
import bars from "./bars.module.css";
import { CellDrawer } from "./cell-drawer";
import { type ComparedVersions, ComparisonBar } from "./comparison-bar";
import { ConflictBar } from "./conflict-bar";
import { EVERYBODY, type GridFilter, gridLines, isFiltering } from "./grid-lines";
import { GridPlace } from "./grid-place";
import { blockOf, personAt, selectedSquares, type Selection, selectOne } from "./grid-selection";
import { countOverlaid, overlayProposal, overlayVersion } from "./overlays";
import { PhoneDay } from "./phone-day";
import { type PlannerDialog, PlannerDialogs } from "./planner-dialogs";
import { PlannerHead } from "./planner-head";
import { PlannerHelp } from "./planner-help";
import { PlannerSummary } from "./planner-summary";
import { PlannerToolbar } from "./planner-toolbar";
import { describeRefusal } from "./planner-work";
import { ProposalBar } from "./proposal-bar";
import type { GridHandle, JumpTo } from "./roster-grid";
import { RosterPrint } from "./roster-print";
import { SidePanel } from "./side-panel";
import { SolverBar } from "./solver-bar";
import { usePlanner, usePlannerWork } from "./use-planner";
import { complain } from "./use-roster";
import { OpenShiftsStrip } from "../../_components/open-shifts/open-shifts-strip";
import { SickCallDialog } from "../../_components/open-shifts/sick-call-dialog";

const PHONE = "(max-width: 48em)";

interface Props {
  /** The day to begin with, `2026-11-30`: that of the link that led here. */
  on: string | undefined;
}

/** The planner's workplace: the grid, what follows from it, and what others do to it meanwhile. */
export function PlannerView({ on }: Readonly<Props>) {
  const { client } = useLive();
  const work = usePlannerWork();
  const index = usePlanner((view) => view.index);
  const head = usePlanner((view) => view.state.head);
  const rights = usePlanner((view) => view.state.rights);
  const job = usePlanner((view) => view.state.job);
  const proposal = usePlanner((view) => view.state.proposal);
  const isAway = useConnection().state !== "live";
  const isPhone = useMediaQuery(PHONE) ?? false;
  const today = useToday();
  const asked = usePlanner((view) => view.index.days.find(({ date }) => date === on)?.day);
  const first = asked ?? today;

  const [filter, setFilter] = useState<GridFilter>(EVERYBODY);
  const [picked, setPicked] = useState<Selection>();
  const [isCellOpen, setCellOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [dialog, setDialog] = useState<PlannerDialog>();
  const [isProposalShown, showProposal] = useState(true);
  const [compared, setCompared] = useState<ComparedVersions>();
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

  // Neither is looked at with each key unless something hangs on it: all of this would be drawn again.
  const brokenLines = usePlanner((view) => (filter.onlyBroken ? view.marks : undefined));
  const rows = usePlanner((view) => (proposal ? view.state.rows : undefined));
  const lines = useMemo(
    () => gridLines(index, filter, (personId) => brokenLines?.has(personId) ?? true),
    [index, filter, brokenLines],
  );
  const selection = useMemo(
    () => within(picked ?? selectOne({ row: 1, day: first ?? 0 }), lines.length),
    [picked, lines.length, first],
  );
  const proposed = useMemo(
    () => proposal && rows && overlayProposal(proposal, rows),
    [proposal, rows],
  );
  const earlier = useMemo(
    () => compared && overlayVersion(compared, compared.isWithNow),
    [compared],
  );
  const overlays = earlier ?? (isProposalShown && proposed ? proposed : undefined);
  const differences = proposed ? countOverlaid(proposed) : 0;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      searchInput.current?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  const openCell = useCallback(() => setCellOpen(true), []);
  const openHelp = useCallback(() => setHelpOpen(true), []);
  const closeHelp = useCallback(() => setHelpOpen(false), []);
  const jump = useCallback((to: JumpTo) => {
    if (grid.current?.jump(to)) return;
    setFilter(EVERYBODY);
    complain("They are hidden by the filter, which is cleared now. Choose it again.");
  }, []);

  async function compare(version: number, other: number | undefined): Promise<void> {
    const [from, to] =
      other === undefined
        ? [version, undefined]
        : [Math.min(version, other), Math.max(version, other)];
    const answer = await client.rosters.compare(head.rosterId, from, to);
    if (answer.ok) setCompared({ ...answer.value, isWithNow: to === undefined });
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
      <PlannerSummary mayEdit={mayEdit} jump={isPhone ? undefined : jump} />
      {mayRepair && (
        <div className={classes.open}>
          <OpenShiftsStrip rosterId={head.rosterId} opened={openShift} onOpen={setOpenShift} />
        </div>
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
      {compared && <ComparisonBar compared={compared} end={() => setCompared(undefined)} />}
      {!isPhone && (
        <PlannerToolbar
          rosterId={head.rosterId}
          {...{ filter, setFilter, searchInput, mayEdit }}
          exportsRoster={rights.includes("roster:export")}
          openHelp={openHelp}
        />
      )}
      {isPhone ? (
        <PhoneDay
          key={first}
          begin={first ?? 0}
          today={today}
          cannotCome={mayRepair ? cannotCome : undefined}
        />
      ) : (
        <div className={classes.work}>
          <GridPlace
            handle={grid}
            {...{ lines, filter, setFilter, selection, overlays, today, mayEdit, openHelp }}
            select={setPicked}
            openCell={openCell}
          />
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
            grid.current?.focus();
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
          compare={(version, other) => void compare(version, other)}
          mayEdit={mayEdit}
          selected={selectedSquares(lines, blockOf(selection))}
          shown={lines.flatMap((line) => (line.kind === "person" ? [line.person.personId] : []))}
          isFiltered={isFiltering(filter)}
        />
      )}
      <PlannerHelp isOpen={isHelpOpen} close={closeHelp} />
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
  const head = usePlanner((view) => view.state.head);
  const today = useAtNow((now) => rosterDayAt(head, new Date(now)));
  return today < 0 || today >= head.days ? undefined : today;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, [role='dialog']") !== null;
