import type { CalibrationFigures } from "./evaluation";

const SIZE = 460;
const LEFT = 62;
const TOP = 54;
const PLOT = 340;

/** Predicted against observed share by tenths of the hours; on the diagonal a probability means what it says. */
export function reliabilityDiagram(
  { bins, slope, intercept, ece }: CalibrationFigures,
  title: string,
): string {
  const top = niceCeiling(Math.max(...bins.flatMap((bin) => [bin.predicted, bin.observed])));
  const x = (share: number): string => (LEFT + (share / top) * PLOT).toFixed(1);
  const y = (share: number): string => (TOP + PLOT - (share / top) * PLOT).toFixed(1);
  const ticks = Array.from({ length: 6 }, (_, index) => (top * index) / 5);
  const points = bins.map(({ predicted, observed }) => `${x(predicted)},${y(observed)}`);
  const told = bins.map(
    ({ predicted, observed }) => `${percent(predicted)} predicted, ${percent(observed)} observed`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="12">
<title id="title">${escaped(title)}</title>
<desc id="desc">By tenths of the hours, from the lowest risk: ${told.join("; ")}.</desc>
<rect width="${SIZE}" height="${SIZE}" fill="#fff"/>
<text x="${LEFT}" y="22" font-size="14" font-weight="600" fill="#1a1b1e">${escaped(title)}</text>
<text x="${LEFT}" y="41" fill="#495057">slope ${told3(slope)}, intercept ${told3(intercept)}, calibration error ${ece.toFixed(4)}</text>
${ticks
  .map(
    (
      tick,
    ) => `<path d="M${x(tick)} ${TOP}V${TOP + PLOT}M${LEFT} ${y(tick)}H${LEFT + PLOT}" stroke="#e9ecef"/>
<text x="${x(tick)}" y="${TOP + PLOT + 18}" text-anchor="middle" fill="#495057">${percent(tick)}</text>
<text x="${LEFT - 8}" y="${y(tick)}" dy="4" text-anchor="end" fill="#495057">${percent(tick)}</text>`,
  )
  .join("\n")}
<path d="M${x(0)} ${y(0)}L${x(top)} ${y(top)}" stroke="#868e96" stroke-dasharray="5 4"/>
<polyline points="${points.join(" ")}" fill="none" stroke="#1864ab" stroke-width="2"/>
${points.map((point) => `<circle cx="${point.split(",").join('" cy="')}" r="4" fill="#1864ab"/>`).join("\n")}
<text x="${LEFT + PLOT / 2}" y="${TOP + PLOT + 42}" text-anchor="middle" fill="#1a1b1e">predicted share of hours</text>
<text transform="translate(16 ${TOP + PLOT / 2}) rotate(-90)" text-anchor="middle" fill="#1a1b1e">observed share of hours</text>
</svg>
`;
}

/** The next of 1, 2, 2.5 and 5 times a power of ten: ticks at its fifths are short numbers. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-4)));
  return (([1, 2, 2.5, 5] as const).find((step) => step * power >= value) ?? 10) * power;
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;
const told3 = (value: number): string => (Number.isNaN(value) ? "unknown" : value.toFixed(3));

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
