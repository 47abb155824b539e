import { Button, TextInput } from "@mantine/core";
import classes from "../reports.module.css";

interface Props {
  /** `yyyy-mm-dd`; undefined: now. */
  day: string | undefined;
  today: string;
}

/** Opens the situation report of a day. Works before any script has come. */
export const DayChooser = ({ day, today }: Readonly<Props>) => (
  <form action="/capacity/reports/situation" className={classes.day}>
    <TextInput type="date" name="day" label="Day" max={today} defaultValue={day ?? today} />
    <Button type="submit" variant="default">
      Show
    </Button>
  </form>
);
