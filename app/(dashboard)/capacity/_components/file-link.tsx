import classes from "./file-link.module.css";

interface Props {
  href: string;
  /** What the table is called. */
  title: string;
}

/** One of several tables of a page as a file. */
export const FileLink = ({ href, title }: Readonly<Props>) => (
  <a href={href} download className={classes.file}>
    CSV file: {title}
  </a>
);
