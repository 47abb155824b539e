import { can, type Permission } from "#models/access/permission";
import type { Role } from "#models/access/role";

export type NavigationIcon =
  | "board"
  | "alerts"
  | "handover"
  | "shifts"
  | "capacity"
  | "roster"
  | "emergency"
  | "models"
  | "security"
  | "admin";

export interface NavigationItem {
  href: string;
  label: string;
  icon: NavigationIcon;
}

const WORKPLACES: readonly (NavigationItem & { permission: Permission })[] = [
  { href: "/icu", label: "Board", icon: "board", permission: "unit:watch" },
  { href: "/alerts", label: "Alerts", icon: "alerts", permission: "alert:read" },
  { href: "/handover", label: "Handover", icon: "handover", permission: "handover:read" },
  { href: "/my-shifts", label: "My shifts", icon: "shifts", permission: "own-shifts:read" },
  { href: "/capacity", label: "Capacity", icon: "capacity", permission: "capacity:read" },
  { href: "/roster", label: "Rosters", icon: "roster", permission: "roster:read" },
  {
    href: "/emergency-access",
    label: "Emergency access",
    icon: "emergency",
    permission: "emergency-access:begin",
  },
  { href: "/security", label: "Security", icon: "security", permission: "incident:read" },
  { href: "/admin", label: "Administration", icon: "admin", permission: "user:manage" },
  { href: "/models", label: "Models", icon: "models", permission: "model:read" },
];

/** The pages a role can open. */
export const navigationFor = (role: Role): NavigationItem[] =>
  WORKPLACES.filter(({ permission }) => can(role, permission)).map(({ href, label, icon }) => ({
    href,
    label,
    icon,
  }));

/** So many lie side by side under a thumb, each with its whole word, on a phone of 360 px. */
const PHONE_PLACES = 5;

/** On a phone: what lies at the bottom, and what waits behind its last place where there are too many. */
export function phoneNavigation(items: readonly NavigationItem[]): {
  shown: readonly NavigationItem[];
  rest: readonly NavigationItem[];
} {
  if (items.length <= PHONE_PLACES) return { shown: items, rest: [] };
  return { shown: items.slice(0, PHONE_PLACES - 1), rest: items.slice(PHONE_PLACES - 1) };
}
