/** The pages about alerts, in the order of their tabs. */
export const ALERT_SECTIONS = [
  { href: "/alerts", label: "Queue" },
  { href: "/alerts/next", label: "Who next" },
  { href: "/alerts/budget", label: "Budget" },
  { href: "/alerts/policy", label: "Policy" },
  { href: "/alerts/report", label: "Report" },
] as const;
