import type { ReactNode } from "react";
import classes from "./empty-notice.module.css";

/** Why there is nothing here yet, and when there will be. */
export const EmptyNotice = ({ children }: Readonly<{ children: ReactNode }>) => (
  <p className={classes.empty}>{children}</p>
);
