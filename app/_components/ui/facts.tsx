import type { ReactNode } from "react";
import classes from "./facts.module.css";

interface Fact {
  term: string;
  description: ReactNode;
}

/** Terms and what they stand for, two columns wide where there is room. */
export function Facts({ facts }: Readonly<{ facts: readonly Fact[] }>) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ term, description }) => (
        <div key={term} className={classes.fact}>
          <dt>{term}</dt>
          <dd>{description}</dd>
        </div>
      ))}
    </dl>
  );
}
