import { CAPACITY_TABLES, type CapacityTable } from "../capacity-tables";
import classes from "./file-link.module.css";

export const FileLink = ({ table }: Readonly<{ table: CapacityTable }>) => (
  <a href={`/capacity/export/${table}`} download className={classes.file}>
    CSV file: {CAPACITY_TABLES[table]}
  </a>
);
