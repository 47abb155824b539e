"use client";

import { Button, Textarea } from "@mantine/core";
import { IconArrowBackUp, IconPencil } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { UNREADABLE_SECTION } from "#models/handover/handover-file";
import { LONGEST_SECTION, SECTION_TITLES } from "#models/handover/section";
import type { EncounterId } from "#models/shared/ids";
import { showUndo } from "@/_components/ui/undo-notice";
import type { ShownSheet } from "../shown-handover";
import { SavingState } from "./saving-state";
import classes from "./section.module.css";
import { type Place, useSectionSaver } from "./use-section-saver";

interface Props {
  place: Place;
  encounterId: EncounterId;
  bedLabel: string;
  shown: ShownSheet["sections"][number];
}

/** One section in the system's words or in people's, saved while it is typed. */
export function SectionEditor({ place, encounterId, bedLabel, shown }: Readonly<Props>) {
  const { saver, state } = useSectionSaver(place, encounterId, shown);
  const [isEditing, setEditing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isEditing) field.current?.focus();
  }, [isEditing]);
  const title = SECTION_TITLES[shown.section];
  const name = `${title} of bed ${bedLabel}`;
  const isUnreadable = shown.text === null && state.version === shown.version;

  const undo = () => {
    const { text } = state;
    saver.undo();
    setEditing(false);
    showUndo("The system's words stand again.", () => {
      saver.edit(text);
      void saver.flush();
    });
  };

  return (
    <section aria-label={name} className={classes.section}>
      <header className={classes.head}>
        <h4 className={classes.title}>{title}</h4>
        {state.isWorded ? <span className={classes.worded}>worded</span> : null}
        <div className={classes.buttons}>
          {state.isWorded ? (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Take the system's words again: ${name}`}
              leftSection={<IconArrowBackUp size={14} aria-hidden="true" />}
              onClick={undo}
            >
              System&apos;s words
            </Button>
          ) : null}
          <Button
            size="compact-xs"
            variant={isEditing ? "light" : "subtle"}
            aria-label={`${isEditing ? "Done with" : "Edit"} ${name}`}
            leftSection={<IconPencil size={14} aria-hidden="true" />}
            onClick={() => {
              setEditing(!isEditing);
              void saver.flush();
            }}
          >
            {isEditing ? "Done" : "Edit"}
          </Button>
        </div>
      </header>
      {isEditing ? (
        <Textarea
          aria-label={name}
          className={classes.field}
          autosize
          minRows={3}
          maxRows={24}
          maxLength={LONGEST_SECTION}
          ref={field}
          value={state.text}
          onChange={({ currentTarget }) => saver.edit(currentTarget.value)}
          onBlur={() => void saver.flush()}
        />
      ) : null}
      {/* Paper has the words, whether or not somebody is at them. */}
      <p className={classes.text} data-editing={isEditing || undefined}>
        {isUnreadable ? UNREADABLE_SECTION : state.text || "–"}
      </p>
      <SavingState saver={saver} state={state} changed={shown.changed} name={name} />
    </section>
  );
}
