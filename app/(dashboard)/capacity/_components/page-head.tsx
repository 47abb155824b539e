import type { ReactNode } from "react";
import classes from "./page-head.module.css";

interface Props {
  title: string;
  /** What can be done with the page: they stay side by side, beneath the title where there is no room beside it. */
  children?: ReactNode;
}

export const PageHead = ({ title, children }: Readonly<Props>) => (
  <header className={classes.head}>
    <h1 className={classes.title}>{title}</h1>
    {children && <div className={classes.tools}>{children}</div>}
  </header>
);
