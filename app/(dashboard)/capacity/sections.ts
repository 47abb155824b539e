/** The pages about capacity, in the order of their tabs. */
export const CAPACITY_SECTIONS = [
  { href: "/capacity", label: "Overview" },
  { href: "/capacity/beds", label: "Beds" },
  { href: "/capacity/arrivals", label: "Arrivals" },
  { href: "/capacity/flu", label: "Flu" },
  { href: "/capacity/nurses", label: "Nurses" },
  { href: "/capacity/what-if", label: "What-if" },
  { href: "/capacity/staffed-beds", label: "Staffed beds" },
  { href: "/capacity/escalation", label: "Escalation" },
  { href: "/capacity/accuracy", label: "Accuracy" },
  { href: "/capacity/reports", label: "Reports" },
] as const;
