"use client";

import { Checkbox } from "@mantine/core";
import { useOptimistic, useTransition } from "react";
import type { DoneAction, EscalationLevelId } from "#db/escalation";
import type { ActionCard } from "#models/escalation/action-card";
import type { EscalationLevel } from "#models/escalation/escalation-level";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { TitledSection } from "@/_components/ui/titled-section";
import { useAction } from "@/_components/ui/use-action";
import { markAction } from "../actions";
import classes from "./action-card-list.module.css";
import section from "./section.module.css";

interface Props {
  escalationLevelId: EscalationLevelId;
  level: EscalationLevel;
  card: ActionCard;
  done: readonly DoneAction[];
}

/** What is to be done at the level that counts, who owns it, and what is done. */
export function ActionCardList({ escalationLevelId, level, card, done }: Readonly<Props>) {
  const time = useHospitalTime();
  const { run } = useAction();
  const [, startTransition] = useTransition();
  const [pressed, press] = useOptimistic<ReadonlyMap<string, boolean>, [string, boolean]>(
    new Map(),
    (before, [actionId, isDone]) => new Map(before).set(actionId, isDone),
  );
  const doneById = new Map(done.map((each) => [each.actionId, each]));

  const mark = (actionId: string, isDone: boolean) =>
    startTransition(async () => {
      press([actionId, isDone]);
      await run(() => markAction({ escalationLevelId, actionId, isDone }));
    });

  const count = card.filter(({ id }) => doneById.has(id)).length;
  return (
    <TitledSection
      title={`Action card of level ${level}`}
      about="Tick what is done: everybody sees who did it and when. The ticks belong to this level and begin anew with the next."
      aside={
        <span className={classes.count}>
          {count} of {card.length} done
        </span>
      }
      classes={section}
    >
      {card.length === 0 ? (
        <p className={classes.empty}>The rules name no action for this level.</p>
      ) : (
        <ul className={classes.card}>
          {card.map(({ id, what, owner }) => {
            const tick = doneById.get(id);
            return (
              <li key={id} className={classes.action}>
                <Checkbox
                  checked={pressed.get(id) ?? tick !== undefined}
                  onChange={({ currentTarget }) => mark(id, currentTarget.checked)}
                  label={what}
                  description={
                    <>
                      Owner: {owner}
                      {tick && ` · Done by ${tick.doneBy}, ${time.dayAndClock(tick.doneAt)}`}
                    </>
                  }
                />
              </li>
            );
          })}
        </ul>
      )}
    </TitledSection>
  );
}
