"use client";

import { Button, Drawer, Group, Loader } from "@mantine/core";
import { useEffect, useState } from "react";
import type { RosterChangeOnWire } from "#models/realtime/roster";
import type { RosterId } from "#models/rostering/roster-ids";
import { ROSTER_CHANGE_TITLES } from "#models/rostering/roster-settings";
import { useLive } from "@/_components/live/live-provider";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import classes from "./history-drawer.module.css";
import { isSameAssignment } from "./planned-rows";
import { assignmentWords, dayWords } from "./roster-index";
import { usePlanner } from "./use-planner";

interface Props {
  rosterId: RosterId;
  /** With another version, or with now. */
  compare: (version: number, other: number | undefined) => void;
  /** Absent for somebody who may only look. */
  restore: ((version: number) => void) | undefined;
  close: () => void;
}

type Loaded =
  | { state: "loading" }
  | { state: "failed" }
  | { state: "known"; changes: readonly RosterChangeOnWire[]; isWhole: boolean };

/** As many as an answer has; fewer are the last. */
const PER_ANSWER = 100;
const CELLS_NAMED = 4;

/** Who changed what and when, the newest first; each version can be compared with now or with another, or made now again. */
export function HistoryDrawer({ rosterId, compare, restore, close }: Readonly<Props>) {
  const { client } = useLive();
  const version = usePlanner((view) => view.state.version);
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });
  const [chosen, choose] = useState<number>();

  useEffect(() => {
    let isOver = false;
    const load = async () => {
      const answer = await client.rosters.history(rosterId);
      if (isOver) return;
      setLoaded(
        answer.ok
          ? { state: "known", changes: answer.value, isWhole: answer.value.length < PER_ANSWER }
          : { state: "failed" },
      );
    };
    void load();
    return () => {
      isOver = true;
    };
  }, [client, rosterId, version]);

  const loadMore = async (known: Extract<Loaded, { state: "known" }>) => {
    const answer = await client.rosters.history(rosterId, known.changes.at(-1)?.version);
    if (!answer.ok) return setLoaded({ state: "failed" });
    setLoaded({
      state: "known",
      changes: [...known.changes, ...answer.value],
      isWhole: answer.value.length < PER_ANSWER,
    });
  };

  return (
    <Drawer opened onClose={close} size={460} title="History">
      {loaded.state === "loading" && <Loader aria-label="Loading" role="status" />}
      {loaded.state === "failed" && (
        <p role="alert">The history did not come. Close this and open it again.</p>
      )}
      {loaded.state === "known" && (
        <>
          {chosen !== undefined && (
            <div className={classes.chosen} role="status">
              <span>Version {chosen} is chosen. Choose the version to compare it with.</span>
              <Button size="compact-xs" variant="default" onClick={() => choose(undefined)}>
                Choose none
              </Button>
            </div>
          )}
          <ol className={classes.list} aria-label="Changes, the newest first">
            {loaded.changes.map((change) => (
              <ChangeLine
                key={change.version}
                change={change}
                isNow={change.version === version}
                {...{ chosen, choose, compare, restore }}
              />
            ))}
          </ol>
          {!loaded.isWhole && (
            <Button variant="subtle" fullWidth onClick={() => void loadMore(loaded)}>
              Earlier
            </Button>
          )}
        </>
      )}
    </Drawer>
  );
}

interface LineProps extends Pick<Props, "compare" | "restore"> {
  change: RosterChangeOnWire;
  isNow: boolean;
  /** The version that another is looked for to compare it with. */
  chosen: number | undefined;
  choose: (version: number) => void;
}

function ChangeLine(props: Readonly<LineProps>) {
  const { change, isNow, chosen, choose, compare, restore } = props;
  const time = useHospitalTime();
  const index = usePlanner((view) => view.index);
  const { version, kind, at, by, note, keptAs, isUndone, cells, cellCount } = change;
  return (
    <li className={classes.change} data-undone={isUndone || undefined}>
      <p className={classes.head}>
        <strong>{keptAs ?? ROSTER_CHANGE_TITLES[kind]}</strong>
        <span>
          version {version}, {time.dayAndClock(at)}
          {by && `, ${by}`}
        </span>
      </p>
      {isUndone && <p className={classes.quiet}>Taken back since</p>}
      {note && <p className={classes.quiet}>{note}</p>}
      <ul className={classes.cells}>
        {cells.slice(0, CELLS_NAMED).map(({ personId, day, before, after, isPinned }) => (
          <li key={`${personId} ${day}`}>
            {index.people.get(personId)?.name ?? "Somebody"},{" "}
            {index.days[day] ? dayWords(index.days[day].date) : ""}:{" "}
            {isSameAssignment(before, after)
              ? `${assignmentWords(index, after)}, ${isPinned ? "pinned" : "not pinned"}`
              : `${assignmentWords(index, before)} → ${assignmentWords(index, after)}`}
          </li>
        ))}
        {cellCount > CELLS_NAMED && <li>and {cellCount - CELLS_NAMED} more squares</li>}
      </ul>
      {chosen !== undefined && chosen !== version && (
        <Button
          size="compact-xs"
          onClick={() => compare(chosen, isNow ? undefined : version)}
        >{`Compare ${chosen} with ${isNow ? "now" : version}`}</Button>
      )}
      {!isNow && chosen === undefined && (
        <Group gap={6}>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Compare version ${version} with now`}
            onClick={() => compare(version, undefined)}
          >
            Compare with now
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Compare version ${version} with another`}
            onClick={() => choose(version)}
          >
            Compare with another
          </Button>
          {restore && (
            <Button size="compact-xs" variant="default" onClick={() => restore(version)}>
              Restore
            </Button>
          )}
        </Group>
      )}
    </li>
  );
}
