import type { RosterFrame } from "#models/realtime/roster";
import type { AppErrorCode } from "#models/shared/errors";
import type { RosterListener } from "@/_components/live/roster-client";
import type { PlannerAction } from "./planner-state";
import { createPlannerStore, type PlannerStore } from "./planner-store";
import type { Planner } from "./use-planner";

export type OpenedRoster =
  | { state: "opening" }
  | { state: "refused"; code: AppErrorCode }
  | { state: "open"; planner: Planner };

interface Ports {
  /** The roster has come for the first time. */
  opened: (store: PlannerStore) => Planner;
  show: (opened: OpenedRoster) => void;
  /** Asks for the whole of it. */
  again: () => void;
}

/**
 * What the socket tells of one roster, in the order that makes sense: news that comes before the whole is kept
 * for it, and when some was missed the whole is asked for once.
 */
export function createRosterFeed({ opened, show, again }: Ports): RosterListener {
  let open: Extract<OpenedRoster, { state: "open" }> | undefined;
  let early: readonly RosterFrame[] = [];

  const tell = (action: PlannerAction) => {
    if (!open) return;
    const { store } = open.planner;
    const before = store.view().state.missedUpTo;
    store.dispatch(action);
    const { missedUpTo } = store.view().state;
    // A whole that was read too early leaves it missing: then it is asked for again as well.
    if (missedUpTo > (action.type === "snapshot" ? 0 : before)) again();
  };

  return {
    onSnapshot: (snapshot) => {
      if (open) tell({ type: "snapshot", snapshot });
      else {
        open = { state: "open", planner: opened(createPlannerStore(snapshot)) };
        for (const frame of early) tell({ type: "frame", frame });
        early = [];
      }
      // Also when it was refused before: a right can be given back, and a roster be there again.
      show(open);
    },
    onFrame: (frame) => {
      if (open) tell({ type: "frame", frame });
      else early = [...early, frame];
    },
    onDemand: (news) => tell({ type: "demand", news }),
    onPlanners: (planners) => tell({ type: "planners", planners }),
    onJob: (job) => tell({ type: "job", job }),
    onProposal: (proposal) => tell({ type: "proposal", proposal }),
    onRefused: (code) => show({ state: "refused", code }),
  };
}
