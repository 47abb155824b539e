"use client";

import { Button } from "@mantine/core";
import type { MyShifts } from "#models/realtime/my-shifts";
import { dayInWords } from "#models/shared/date-words";
import { TitledSection } from "@/_components/ui/titled-section";
import part from "./part.module.css";
import type { MyShiftsWork } from "./use-my-shifts";

/** What is another than when one last looked, until one says that it is seen. */
export function ChangesPanel({ mine, work }: Readonly<{ mine: MyShifts; work: MyShiftsWork }>) {
  const { changes } = mine;
  const isAnyNew = mine.shifts.some(({ isNew }) => isNew);
  if (changes.length === 0 && !isAnyNew) return null;

  return (
    <TitledSection
      title="Changed since you last looked"
      classes={part}
      aside={
        <Button
          variant="light"
          loading={work.busy === "look"}
          onClick={() => void work.act({ type: "look", at: mine.sentAt })}
        >
          Seen
        </Button>
      }
    >
      {changes.length === 0 ? (
        <p className={part.empty}>A roster is new: its shifts are marked below.</p>
      ) : (
        <ul className={part.rows}>
          {changes.map(({ on, before, after }) => (
            <li key={on} className={part.row}>
              <strong>{dayInWords(on)}</strong>
              <span className={part.grow}>
                {after ?? "Free"}
                <span className={part.quiet}>was {before ?? "free"}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </TitledSection>
  );
}
