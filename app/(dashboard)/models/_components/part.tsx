import { type ReactNode, useId } from "react";
import classes from "./part.module.css";

interface Props {
  title: string;
  /** What it is and where it comes from, in a sentence or two. */
  about?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled part of the page of models. */
export function Part({ title, about, aside, children }: Readonly<Props>) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.part}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {aside}
      </header>
      {about && <p className={classes.about}>{about}</p>}
      {children}
    </section>
  );
}

export const Nothing = ({ children }: Readonly<{ children: ReactNode }>) => (
  <p className={classes.nothing}>{children}</p>
);
