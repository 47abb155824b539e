import type { Severity } from "#models/security/incident-kind";
import classes from "./severity-mark.module.css";

const WORDS: Readonly<Record<Severity, string>> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
};

/** A severity in a word, with a weight and a colour that say the same. */
export const SeverityMark = ({ severity }: Readonly<{ severity: Severity }>) => (
  <span className={classes.mark} data-severity={severity}>
    {WORDS[severity]}
  </span>
);
