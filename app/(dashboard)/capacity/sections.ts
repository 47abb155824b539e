/** The pages about capacity, in the order of their tabs. */
export const CAPACITY_SECTIONS = [
  { href: "/capacity", label: "Overview" },
  { href: "/capacity/beds", label: "Beds" },
  { href: "/capacity/arrivals", label: "Arrivals" },
  { href: "/capacity/flu", label: "Flu season" },
  { href: "/capacity/nurses", label: "Nurse demand" },
  { href: "/capacity/escalation", label: "Escalation" },
  { href: "/capacity/accuracy", label: "Accuracy" },
  { href: "/capacity/reports", label: "Reports" },
] as const;
