import Link from "next/link";
import classes from "./choices.module.css";

interface Choice {
  label: string;
  title: string;
  href: string;
  isCurrent: boolean;
}

/** Which unit, for somebody of several, and which period. */
export const Choices = ({
  units,
  periods,
}: Readonly<{ units: readonly Choice[]; periods: readonly Choice[] }>) => (
  <div className={classes.choices}>
    {units.length > 1 && <Links label="Units" choices={units} />}
    <Links label="Period" choices={periods} />
  </div>
);

const Links = ({ label, choices }: Readonly<{ label: string; choices: readonly Choice[] }>) => (
  <nav aria-label={label}>
    <ul className={classes.list}>
      {choices.map(({ label: text, title, href, isCurrent }) => (
        <li key={text}>
          <Link
            href={href}
            title={title}
            className={classes.choice}
            aria-current={isCurrent ? "page" : undefined}
          >
            {text}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);
