import type { Catalogue } from "../deterioration/catalogue";
import type { DerivedOfWindow } from "../deterioration/feature";
import { WINDOW_HOURS } from "../deterioration/observation-window";

/**
 * The lowest and highest hour of the last day of everything that is not followed hour by hour: of few patients the
 * extremes of a day say more than the last value, as in every severity score of intensive care.
 */
export function dailyExtremes({ variables, chartedSigns }: Catalogue): DerivedOfWindow[] {
  return variables.flatMap(({ kind, isLogarithmic }, position) => {
    if (position < chartedSigns) return [];
    const scale = isLogarithmic ? Math.log1p : (value: number): number => value;
    const extreme = (name: string, sign: 1 | -1): DerivedOfWindow => ({
      name: `${kind}.${name}`,
      group: position,
      onSignsOnly: NaN,
      ofWindow: (window, at) => {
        let most = -Infinity;
        for (let hoursBack = 0; hoursBack < WINDOW_HOURS; hoursBack += 1) {
          const mean = window.hourlyMean(position, at, hoursBack);
          if (!Number.isNaN(mean)) most = Math.max(most, sign * mean);
        }
        return most === -Infinity ? NaN : scale(sign * most);
      },
    });
    return [extreme("min24", -1), extreme("max24", 1)];
  });
}
