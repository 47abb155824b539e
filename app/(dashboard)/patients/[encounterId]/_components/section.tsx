import { type ReactNode, useId } from "react";
import classes from "./section.module.css";

/** A titled part of the patient's page. */
export function Section({
  title,
  aside,
  children,
}: Readonly<{ title: string; aside?: ReactNode; children: ReactNode }>) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

export const Nothing = ({ children }: Readonly<{ children: ReactNode }>) => (
  <p className={classes.nothing}>{children}</p>
);
