import { type ReactNode, useId } from "react";

interface Props {
  title: string;
  /** What it is and where it comes from, in a sentence or two. */
  about?: ReactNode;
  aside?: ReactNode;
  /** How it looks is the page's: the module with `section`, `head`, `title` and `about`. */
  classes: Readonly<Record<string, string>>;
  children: ReactNode;
}

/** A part of a page that is named by its heading. */
export function TitledSection({ title, about, aside, classes, children }: Readonly<Props>) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
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
