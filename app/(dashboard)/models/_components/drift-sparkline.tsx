import classes from "./drift-sparkline.module.css";

const WIDTH = 96;
const HEIGHT = 24;
const MARGIN = 3;
/** At least to twice the limit of a shift, so that what is stable looks flat. */
const LEAST_TOP = 0.5;
const SHIFTED = 0.25;

/** The index day by day, oldest first, over the line from which it counts as a shift. */
export function DriftSparkline({
  name,
  days,
}: Readonly<{ name: string; days: readonly (number | null)[] }>) {
  const known = days.flatMap((index, day) => (index === null ? [] : [{ day, index }]));
  const last = known.at(-1);
  const top = Math.max(LEAST_TOP, ...known.map(({ index }) => index));
  const yOf = (index: number): number => HEIGHT - MARGIN - (index / top) * (HEIGHT - 2 * MARGIN);
  const xOf = (day: number): number =>
    days.length < 2 ? WIDTH / 2 : MARGIN + (day / (days.length - 1)) * (WIDTH - 2 * MARGIN);

  return (
    <svg
      className={classes.line}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={
        known.length === 0
          ? `${name}: no day measured yet`
          : `${name}, by day: ${known.map(({ index }) => index.toFixed(2)).join(", ")}`
      }
    >
      <line className={classes.limit} x1={0} x2={WIDTH} y1={yOf(SHIFTED)} y2={yOf(SHIFTED)} />
      <polyline points={known.map(({ day, index }) => `${xOf(day)},${yOf(index)}`).join(" ")} />
      {last && <circle cx={xOf(last.day)} cy={yOf(last.index)} r={2.4} />}
    </svg>
  );
}
