import type { ScoreBand } from "./bed-view";

/** A shape for each NEWS2 band, told apart without colour. Decorative: the words stand beside it. */
export function BandMark({ band, size = 10 }: Readonly<{ band: ScoreBand; size?: number }>) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {SHAPES[band]}
    </svg>
  );
}

const outline = { fill: "none", stroke: "currentColor", strokeWidth: 1.6 } as const;

const SHAPES: Readonly<Record<ScoreBand, React.ReactNode>> = {
  high: <path d="M6 0 12 6 6 12 0 6Z" fill="currentColor" />,
  medium: <path d="M6 .6 12 11.4H0Z" fill="currentColor" />,
  "single-three": <path d="M6 2 10.8 10.6H1.2Z" {...outline} />,
  low: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  zero: <circle cx="6" cy="6" r="4" {...outline} />,
  incomplete: <circle cx="6" cy="6" r="4.6" {...outline} strokeDasharray="2.4 2" />,
  unknown: <path d="M2 6H10" {...outline} />,
};
