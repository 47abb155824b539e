"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import classes from "./section-tabs.module.css";

interface Section {
  href: string;
  label: string;
}

/** The pages of one workplace, marked the one that is open, or that a page without a tab belongs to. */
export function SectionTabs({
  label,
  sections,
}: Readonly<{ label: string; sections: readonly Section[] }>) {
  const path = usePathname();
  const present = presentSection(path, sections);
  return (
    <nav aria-label={label} className={classes.nav}>
      <ul className={classes.list}>
        {sections.map((section) => (
          <li key={section.href}>
            <Link
              href={section.href}
              className={classes.link}
              aria-current={
                section.href === present ? (path === present ? "page" : "true") : undefined
              }
            >
              {section.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The longest address that the path is, or lies under: the first page of a workplace is above all others. */
function presentSection(path: string, sections: readonly Section[]): string | undefined {
  return sections
    .map(({ href }) => href)
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .toSorted((one, other) => other.length - one.length)[0];
}
