"use client";

import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import type { RosterCommand, RosterSolve } from "#models/realtime/roster";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { ReasonDialog } from "@/_components/ui/reason-dialog";
import { useLive } from "@/_components/live/live-provider";
import { HistoryDrawer } from "./history-drawer";
import type { PlannedSquare } from "./planned-rows";
import { describeRefusal } from "./planner-work";
import { PublishDialog } from "./publish-dialog";
import { RulesDialog } from "./rules-dialog";
import { SolveDialog } from "./solve-dialog";
import { usePlanner, usePlannerWork } from "./use-planner";
import { complain } from "./use-roster";

export type PlannerDialog = {
  type: "history" | "solve" | "publish" | "keep" | "rules" | "lock" | "reopen" | "discard";
};

interface Props {
  dialog: PlannerDialog;
  close: () => void;
  compare: (version: number, other: number | undefined) => void;
  mayEdit: boolean;
  selected: readonly PlannedSquare[];
  shown: readonly PlannedSquare["personId"][];
  isFiltered: boolean;
}

/** What is asked before something is done to the whole roster. */
export function PlannerDialogs(props: Readonly<Props>) {
  const { dialog, close, compare, mayEdit, selected, shown, isFiltered } = props;
  const { rosterId } = usePlanner((view) => view.state.head);
  const version = usePlanner((view) => view.state.version);
  const { client } = useLive();
  const work = usePlannerWork();
  const router = useRouter();
  const at = { rosterId, version };

  const give = async (command: RosterCommand, done: string): Promise<boolean> => {
    close();
    const answer = await work.act(command);
    if (!answer) return false;
    if (answer.ok) notifications.show({ message: done, withBorder: true });
    else complain(describeRefusal(answer.error));
    return answer.ok;
  };
  const solve = async (asked: RosterSolve) => {
    close();
    const answer = await client.rosters.solve(asked);
    if (!answer.ok) complain(describeRefusal(answer.error));
  };

  switch (dialog.type) {
    case "history":
      return (
        <HistoryDrawer
          rosterId={rosterId}
          close={close}
          compare={(version, other) => {
            close();
            compare(version, other);
          }}
          restore={
            mayEdit
              ? (restored) =>
                  void give({ type: "restore", ...at, restored }, "The earlier version is restored")
              : undefined
          }
        />
      );
    case "solve":
      return (
        <SolveDialog
          {...{ rosterId, selected, shown, isFiltered, close }}
          solve={(asked) => void solve(asked)}
        />
      );
    case "publish":
      return (
        <PublishDialog
          close={close}
          publish={(reason) =>
            void give(
              { type: "publish", ...at, ...(reason !== undefined && { override: { reason } }) },
              "The roster is published",
            )
          }
        />
      );
    case "keep":
      return (
        <ReasonDialog
          kind="name"
          title="Keep this version"
          about="It can be compared with, and restored, by this name."
          label="Name"
          confirmLabel="Keep"
          onConfirm={(name) =>
            void give({ type: "keep-version", ...at, name }, "The version is kept")
          }
          onClose={close}
        />
      );
    case "rules":
      return (
        <RulesDialog
          close={close}
          change={(settings) =>
            void give({ type: "change-settings", ...at, settings }, "The rules are changed")
          }
        />
      );
    case "lock":
      return (
        <ConfirmDialog
          title="Lock the roster"
          consequence="What is locked was worked: nobody can change it any more until it is reopened with a reason."
          confirmLabel="Lock"
          isBusy={false}
          onConfirm={() => void give({ type: "lock", ...at }, "The roster is locked")}
          onClose={close}
        />
      );
    case "reopen":
      return (
        <ReasonDialog
          kind="reason"
          title="Reopen the roster"
          about="It can be changed again. The reason is stored with your name."
          label="Why"
          confirmLabel="Reopen"
          onConfirm={(reason) =>
            void give({ type: "reopen", ...at, reason }, "The roster is open again")
          }
          onClose={close}
        />
      );
    case "discard":
      return (
        <ConfirmDialog
          title="Discard the roster"
          consequence="The draft, its versions and its history are gone for good."
          confirmLabel="Discard"
          isBusy={false}
          onConfirm={() => {
            const leave = async () => {
              if (await give({ type: "discard", ...at }, "The roster is discarded"))
                router.push("/roster");
            };
            void leave();
          }}
          onClose={close}
        />
      );
  }
}
