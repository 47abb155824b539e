"use client";

import { Drawer } from "@mantine/core";
import { type ReactNode, useState } from "react";
import classes from "./phone-bar.module.css";

interface Props {
  panels: readonly { title: string; count?: number; content: (close: () => void) => ReactNode }[];
}

/** On a phone what stands beside the board waits beneath the thumb. */
export function PhoneBar({ panels }: Readonly<Props>) {
  const [open, setOpen] = useState<string>();
  const shown = panels.find(({ title }) => title === open);
  const close = () => setOpen(undefined);
  return (
    <nav className={classes.bar} aria-label="Bed board">
      {panels.map(({ title, count }) => (
        <button
          key={title}
          type="button"
          className={classes.button}
          aria-haspopup="dialog"
          onClick={() => setOpen(title)}
        >
          {title}
          {count !== undefined && <strong> {count}</strong>}
        </button>
      ))}
      <Drawer
        opened={shown !== undefined}
        onClose={close}
        position="bottom"
        title={shown?.title}
        classNames={{ content: classes.sheet ?? "", body: classes.panel ?? "" }}
      >
        {shown?.content(close)}
      </Drawer>
    </nav>
  );
}
