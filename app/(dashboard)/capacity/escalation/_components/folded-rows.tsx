"use client";

import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import foldClasses from "@/_components/ui/narrow-fold.module.css";
import classes from "./folded-rows.module.css";

interface Props {
  /** What is behind the button. */
  more: string;
  /** How many there are: few are not folded. */
  rows: number;
  children: ReactNode;
}

/** As many as the stylesheet leaves in sight: the hours of one day. */
const IN_SIGHT = 4;

/** A table of which a phone shows the first rows, and the others behind a button. */
export function FoldedRows({ more, rows, children }: Readonly<Props>) {
  const id = useId();
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <>
      <div id={id} className={classes.rows} data-open={isOpen}>
        {children}
      </div>
      {rows > IN_SIGHT && (
        <button
          type="button"
          className={`${foldClasses.toggle} ${classes.toggle}`}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={toggle}
        >
          {more}
          <IconChevronDown size={18} stroke={1.9} aria-hidden="true" />
        </button>
      )}
    </>
  );
}
