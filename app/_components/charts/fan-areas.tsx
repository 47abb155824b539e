import type { ReactElement } from "react";
import { Area } from "recharts";
import { FAN_BANDS } from "./fan-bands";

/**
 * The bands of a fan, the widest first. `of` stands before their names in a row. A function, not a component: the
 * chart looks through its children by their type.
 */
export const fanAreas = (of = "", type?: "step"): ReactElement[] =>
  FAN_BANDS.map(({ key, name, opacity }) => (
    <Area
      key={key}
      dataKey={`${of}${key}`}
      name={name}
      {...(type && { type })}
      stroke="none"
      fill="var(--wc-accent)"
      fillOpacity={opacity}
      isAnimationActive={false}
      activeDot={false}
    />
  ));
