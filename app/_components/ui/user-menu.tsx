"use client";

import { Avatar, Menu, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconDeviceTv, IconLogout, IconUserCog } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { leaveSession } from "./leave-session";
import classes from "./user-menu.module.css";

interface Props {
  name: string;
  email: string;
  roleTitle: string;
  unitNames: readonly string[];
  /** Displays on the walls of own units. */
  setsUpWalls: boolean;
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");

export function UserMenu({ name, email, roleTitle, unitNames, setsUpWalls }: Readonly<Props>) {
  const [isLeaving, setLeaving] = useState(false);

  const leave = async () => {
    setLeaving(true);
    await leaveSession();
  };

  return (
    <Menu position="bottom-end" width={264} closeOnItemClick={false} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={`${name}, ${roleTitle}: account`}>
          <Avatar size={32} radius="xl" className={classes.avatar} aria-hidden="true">
            {initials(name)}
          </Avatar>
          <span className={classes.who}>
            <span className={classes.name}>{name}</span>
            <span className={classes.role}>{roleTitle}</span>
          </span>
          <IconChevronDown size={14} aria-hidden="true" className={classes.chevron} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.about}>
          <Text component="div" fw={600} size="sm">
            {name}
          </Text>
          <Text component="div" size="xs" c="dimmed">
            {email}
          </Text>
          <Text component="div" size="xs" c="dimmed" mt={8}>
            {roleTitle}
            {unitNames.length > 0 ? ` · ${unitNames.join(", ")}` : ""}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          href="/account"
          closeMenuOnClick
          leftSection={<IconUserCog size={16} stroke={1.7} aria-hidden="true" />}
        >
          Your account
        </Menu.Item>
        {setsUpWalls && (
          <Menu.Item
            component={Link}
            href="/wall/displays"
            closeMenuOnClick
            leftSection={<IconDeviceTv size={16} stroke={1.7} aria-hidden="true" />}
          >
            Wall displays
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconLogout size={16} stroke={1.7} aria-hidden="true" />}
          disabled={isLeaving}
          onClick={leave}
        >
          {isLeaving ? "Signing out" : "Sign out"}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
