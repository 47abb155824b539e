"use client";

import {
  IconBed,
  IconBell,
  IconCalendarUser,
  IconCalendarWeek,
  IconChartDots,
  IconClipboardText,
  IconLayoutGrid,
  IconSettings,
  IconShieldLock,
  IconUrgent,
} from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { NavigationIcon, NavigationItem } from "./navigation";
import classes from "./main-navigation.module.css";

const ICONS: Record<NavigationIcon, typeof IconBed> = {
  board: IconLayoutGrid,
  alerts: IconBell,
  capacity: IconBed,
  roster: IconCalendarWeek,
  handover: IconClipboardText,
  shifts: IconCalendarUser,
  emergency: IconUrgent,
  models: IconChartDots,
  security: IconShieldLock,
  admin: IconSettings,
};

export function MainNavigation({ items }: Readonly<{ items: readonly NavigationItem[] }>) {
  const path = usePathname();

  return (
    <nav aria-label="Main" className={classes.nav}>
      <ul className={classes.list}>
        {items.map(({ href, label, icon }) => {
          const Icon = ICONS[icon];
          const isHere = path === href || path.startsWith(`${href}/`);
          return (
            <li key={href}>
              <Link
                href={href}
                className={classes.link}
                aria-current={isHere ? (path === href ? "page" : "true") : undefined}
              >
                <Icon size={18} stroke={1.8} aria-hidden="true" />
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
