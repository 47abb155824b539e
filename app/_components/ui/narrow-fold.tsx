"use client";

import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import classes from "./narrow-fold.module.css";

interface Props {
  /** What is behind it, on the button. */
  title: string;
  /** For what must be seen without asking for it, such as a fault. */
  startsOpen?: boolean;
  children: ReactNode;
}

/** On a phone its content waits behind a button, so that what the page is for comes first; else it is just there. */
export function NarrowFold({ title, startsOpen = false, children }: Readonly<Props>) {
  const id = useId();
  const [isOpen, { toggle }] = useDisclosure(startsOpen);

  return (
    <>
      <button
        type="button"
        className={classes.toggle}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={toggle}
      >
        {title}
        <IconChevronDown size={18} stroke={1.9} aria-hidden="true" />
      </button>
      <div id={id} className={classes.content} data-open={isOpen}>
        {children}
      </div>
    </>
  );
}
