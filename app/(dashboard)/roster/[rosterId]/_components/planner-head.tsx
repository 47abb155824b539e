"use client";

import { Button, Menu } from "@mantine/core";
import { memo } from "react";
import { IconDots, IconHistory, IconSparkles } from "@tabler/icons-react";
import { ConnectionWord } from "@/_components/ui/connection-word";
import { useConnection } from "@/_components/live/use-live";
import { LinkText } from "@/_components/ui/link-text";
import { StatusLabel } from "@/_components/ui/status-label";
import classes from "./planner-view.module.css";
import { dayWords } from "./roster-index";
import type { PlannerDialog } from "./planner-dialogs";
import { usePlanner } from "./use-planner";

const STATES = {
  draft: { tone: "due", title: "Draft" },
  published: { tone: "well", title: "Published" },
  locked: { tone: "warned", title: "Locked" },
} as const;

interface Props {
  open: (dialog: PlannerDialog) => void;
  mayPlan: boolean;
  mayPublish: boolean;
}

/** Which roster it is, who else is at it, and what can be done with the whole of it. */
export const PlannerHead = memo(function PlannerHead({
  open,
  mayPlan,
  mayPublish,
}: Readonly<Props>) {
  const head = usePlanner((view) => view.state.head);
  const isSolving = usePlanner((view) => view.state.job?.status === "running");
  const last = usePlanner((view) => view.index.days.at(-1)?.date);
  const connection = useConnection();
  const isAway = connection.state !== "live";
  const { name, state, startsOn, units } = head;
  return (
    <header className={classes.head}>
      <div className={classes.which}>
        <LinkText href="/roster">Rosters</LinkText>
        <h1 className={classes.title}>{name}</h1>
        <StatusLabel tone={STATES[state].tone}>{STATES[state].title}</StatusLabel>
        <span className={classes.period}>
          {dayWords(startsOn)} to {last && dayWords(last)},{" "}
          {units.map(({ code }) => code).join(", ")}
        </span>
      </div>
      <div className={classes.actions}>
        <Presence />
        <Saving />
        <ConnectionWord state={connection.state} />
        <Button
          variant="default"
          leftSection={<IconHistory size={17} aria-hidden="true" />}
          onClick={() => open({ type: "history" })}
        >
          History
        </Button>
        {mayPlan && state !== "locked" && (
          <Button
            variant="default"
            className={classes.desk}
            leftSection={<IconSparkles size={17} aria-hidden="true" />}
            onClick={() => open({ type: "solve" })}
            disabled={isSolving || isAway}
          >
            Solve
          </Button>
        )}
        {mayPublish && state === "draft" && (
          <Button onClick={() => open({ type: "publish" })} disabled={isAway}>
            Publish
          </Button>
        )}
        {mayPlan && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" aria-label="More" px={9}>
                <IconDots size={18} aria-hidden="true" />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => open({ type: "keep" })}>Keep this version</Menu.Item>
              {state !== "locked" && (
                <Menu.Item onClick={() => open({ type: "rules" })}>Rules and demand</Menu.Item>
              )}
              {mayPublish && state === "published" && (
                <Menu.Item onClick={() => open({ type: "lock" })}>Lock</Menu.Item>
              )}
              {mayPublish && state === "locked" && (
                <Menu.Item onClick={() => open({ type: "reopen" })}>Reopen</Menu.Item>
              )}
              {state === "draft" && (
                <Menu.Item color="var(--wc-high-text)" onClick={() => open({ type: "discard" })}>
                  Discard the roster
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </header>
  );
});

/** By itself: it comes and goes with every key, and the buttons beside it do not. */
function Saving() {
  const isSaving = usePlanner((view) => view.state.steps.length > 0);
  return (
    <span className={classes.saving} role="status">
      {isSaving ? "Saving" : ""}
    </span>
  );
}

/** Who has the roster open, oneself among them. */
function Presence() {
  const planners = usePlanner((view) => view.state.planners);
  const names = [...new Set(planners.map(({ name }) => name))];
  if (names.length < 2) return null;
  return (
    <ul className={classes.presence} aria-label="Who has it open">
      {names.slice(0, 5).map((name) => (
        <li key={name} title={name}>
          <span aria-hidden="true">{initials(name)}</span>
          <span className={classes.hidden}>{name}</span>
        </li>
      ))}
      {names.length > 5 && <li>+{names.length - 5}</li>}
    </ul>
  );
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word[0])
    .filter((letter) => letter !== undefined)
    .slice(0, 2)
    .join("");
