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
  <span className={classes.mark} data-level={level} data-size={size}>
    <span className={classes.figure}>Level {levelInWords(level, isAtLeast)}</span>
    <span className={classes.title}>{ESCALATION_LEVELS[level].title}</span>
  </span>
);
