"use client";

import { Menu, UnstyledButton } from "@mantine/core";
import {
  IconBed,
  IconBell,
  IconCalendarUser,
  IconCalendarWeek,
  IconChartDots,
  IconClipboardText,
  IconDots,
  IconLayoutGrid,
  IconSettings,
  IconShieldLock,
  IconUrgent,
} from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type NavigationIcon, type NavigationItem, phoneNavigation } from "./navigation";
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

const isAt = (path: string, href: string): boolean => path === href || path.startsWith(`${href}/`);

export function MainNavigation({ items }: Readonly<{ items: readonly NavigationItem[] }>) {
  const path = usePathname();
  const { shown, rest } = phoneNavigation(items);

  return (
    <nav aria-label="Main" className={classes.nav}>
      <ul className={classes.list}>
        {items.map((item) => {
          const { href, label, icon } = item;
          const Icon = ICONS[icon];
          return (
            <li key={href} data-wide-only={!shown.includes(item) || undefined}>
              <Link
                href={href}
                className={classes.link}
                aria-current={isAt(path, href) ? (path === href ? "page" : "true") : undefined}
              >
                <Icon size={18} stroke={1.8} aria-hidden="true" />
                {label}
              </Link>
            </li>
          );
        })}
        {rest.length > 0 && (
          <li className={classes.more}>
            <More rest={rest} path={path} />
          </li>
        )}
      </ul>
    </nav>
  );
}

/** What has no place beside the others on a phone. */
function More({ rest, path }: Readonly<{ rest: readonly NavigationItem[]; path: string }>) {
  return (
    <Menu position="top-end" width={220}>
      <Menu.Target>
        <UnstyledButton
          className={classes.link}
          data-here={rest.some(({ href }) => isAt(path, href)) || undefined}
        >
          <IconDots size={18} stroke={1.8} aria-hidden="true" />
          More
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {rest.map(({ href, label, icon }) => {
          const Icon = ICONS[icon];
          return (
            <Menu.Item
              key={href}
              component={Link}
              href={href}
              className={classes.item}
              aria-current={isAt(path, href) ? "page" : undefined}
              leftSection={<Icon size={18} stroke={1.8} aria-hidden="true" />}
            >
              {label}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
