import { describe, expect, it } from "vitest";
import { VITAL_SIGNS } from "#models/vitals/vital-sign";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { mergeFans, withFans } from "./forecast-panels";
import type { Fan } from "./forecast-view";
import { panelTable } from "./panel-table";
import { mergeSeries } from "./time-axis";
import { trendPanels } from "./trend-panels";

const AT = Date.UTC(2026, 0, 5, 12);
const HOUR = MS_PER_HOUR;

const heartRates = (...hoursAgo: number[]) => ({
  signs: hoursAgo.map((hours) => ({
    kind: VITAL_SIGNS.heartRate.id,
    at: AT - hours * HOUR,
    low: 80,
    mean: 85,
    high: 90,
  })),
});
const fan: Fan = {
  state: "forecast",
  kind: "heartRate",
  value: 88,
  observedAt: AT,
  hours: [1, 2].map((hour) => ({ at: AT + hour * HOUR, low: 60, median: 90, high: 150 })),
};

describe("withFans", () => {
  it("begins at the value now and widens the axis", () => {
    const [panel] = withFans(trendPanels(heartRates(2, 1)), [fan], AT);
    expect(panel?.fans[0]?.points).toEqual([
      { at: AT, median: 88, interval: [88, 88] },
      { at: AT + HOUR, median: 90, interval: [60, 150] },
      { at: AT + 2 * HOUR, median: 90, interval: [60, 150] },
    ]);
    expect(panel?.domain).toEqual([40, 150]);
  });

  it("leaves out hours that have been measured since", () => {
    const [panel] = withFans(trendPanels(heartRates(1, -1.5)), [fan], AT);
    expect(panel?.fans[0]?.points.map(({ at }) => at)).toEqual([AT + 1.5 * HOUR, AT + 2 * HOUR]);
  });

  it("leaves a panel without a forecast as it is", () => {
    const panels = trendPanels(heartRates(2, 1));
    const [panel] = withFans(panels, [], undefined);
    expect(panel).toEqual({ ...panels[0], fans: [] });
  });
});

it("keeps measured and forecast apart where they meet", () => {
  const [panel] = withFans(trendPanels(heartRates(1, 0)), [fan], AT);
  const rows = mergeFans(mergeSeries(panel!.series), panel!.fans);
  expect(rows.map(({ at }) => at)).toEqual([AT - HOUR, AT, AT + HOUR, AT + 2 * HOUR]);
  expect(rows[0]?.forecast).toBeUndefined();
  expect(rows[1]?.signs?.heartRate).toMatchObject({ mean: 85 });
  expect(rows[1]?.forecast?.heartRate).toMatchObject({ median: 88 });
  expect(rows[2]?.signs).toBeUndefined();
});

it("has the forecast in the table twin, the last hour first", () => {
  const [panel] = withFans(trendPanels(heartRates(1, 0)), [fan], AT);
  expect(panelTable(panel!).rows.map(({ cells, isForecast }) => [cells[0], isForecast])).toEqual([
    ["90 (60 to 150)", true],
    ["90 (60 to 150)", true],
    ["85 (80 to 90)", undefined],
    ["85 (80 to 90)", undefined],
  ]);
});
