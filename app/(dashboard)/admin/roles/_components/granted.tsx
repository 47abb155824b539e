import { IconCheck, IconMinus } from "@tabler/icons-react";
import classes from "./granted.module.css";

export const Granted = ({ isGranted }: Readonly<{ isGranted: boolean }>) =>
  isGranted ? (
    <IconCheck size={18} role="img" aria-label="May" className={classes.yes} />
  ) : (
    <IconMinus size={18} role="img" aria-label="May not" className={classes.no} />
  );
