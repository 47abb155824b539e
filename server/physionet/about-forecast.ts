import {
  HORIZON_HOURS,
  HOURS_NEEDED,
  INTERVAL_SHARE,
  OLDEST_VALUE_HOURS,
} from "#models/sign-forecast/forecast-signs";
import { aboutData } from "./about-data";
import type { ForecastTable } from "./forecast-table";
import type { Part } from "./split";

/** What the card says in words, whatever the figures. */
export const aboutForecast = (tables: Record<Part, ForecastTable>) => ({
  name: "sign-forecast",
  predicts: `Heart rate, SpO₂, systolic and mean pressure, respiratory rate and temperature in each of the next ${HORIZON_HOURS} hours, if treatment goes on as it did for the patients learnt from: the median and an ${INTERVAL_SHARE * 100} % interval.`,
  intendedUse:
    "Research and demonstration: continues the charts of monitored adults, so that a value outside what was to be expected is seen. Not for clinical use, not an alarm.",
  data: aboutData(tables),
  interval: `The learnt 10 % and 90 % quantiles, widened or narrowed by one factor for each sign and hour ahead so that the band held ${INTERVAL_SHARE * 100} % on the tune patients (conformal prediction). It holds on average over patients and hours, not for every kind of patient. A sign is forecast when it was measured in the last ${OLDEST_VALUE_HOURS} hours and in ${HOURS_NEEDED} of the last 24; the figures are of such hours alone.`,
  limits: [
    "What happened includes what staff did about it: a falling pressure that was treated taught the network that pressures come back. A forecast that looks well is no reason to wait.",
    "The band holds its share on average. For values that are rare, such as very slow breathing or a systolic pressure of 220 mmHg and more, it holds less: see the figures by where the sign stands.",
    "Intensive-care patients of two United States hospitals; wards, theatres and children are outside what was measured.",
    "Learnt from one value an hour. A monitor's smoothed value is steadier, so on a ward the band is likely to hold more than its share.",
    "Hours after the end of a record are not judged, and a sign measured rarely is judged when somebody chose to measure it.",
  ],
});
