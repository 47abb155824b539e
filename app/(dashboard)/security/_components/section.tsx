import { type ReactNode, useId } from "react";
import classes from "./section.module.css";

interface Props {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled part of an officer's page. */
export function Section({ title, aside, children }: Readonly<Props>) {
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

/** The same on a ground of its own. */
export const Card = (props: Readonly<Props>) => (
  <div className={classes.card}>
    <Section {...props} />
  </div>
);
