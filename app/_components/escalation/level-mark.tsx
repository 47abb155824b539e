import {
  type EscalationLevel,
  ESCALATION_LEVELS,
  levelInWords,
} from "#models/escalation/escalation-level";
import classes from "./level-mark.module.css";

interface Props {
  level: EscalationLevel;
  isAtLeast?: boolean;
  size?: "small" | "large";
}

/** An escalation level in figures and words, with a colour that says the same. */
export const LevelMark = ({ level, isAtLeast = false, size = "small" }: Readonly<Props>) => (
  <span
    className={classes.mark}
    data-level={level}
    data-size={size}
    data-at-least={isAtLeast || undefined}
  >
    <span className={classes.figure}>Level {levelInWords(level, isAtLeast)}</span>
    <span className={classes.title}>{titleOf(level, isAtLeast)}</span>
  </span>
);

/** What is not known is never said to be usual. */
const titleOf = (level: EscalationLevel, isAtLeast: boolean): string =>
  isAtLeast && level === 1 ? "Not all is known" : ESCALATION_LEVELS[level].title;
