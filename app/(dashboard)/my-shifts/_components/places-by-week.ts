import type { PlaceOnWire } from "#models/realtime/my-shifts";
import { mondayOf } from "./date-words";

/** Places of a draft from Monday to Sunday, with how many of them are one's own and how many could be. */
export interface PlacesByWeek {
  monday: string;
  mine: number;
  open: number;
  days: readonly { on: string; places: readonly PlaceOnWire[] }[];
}

/** In the order of the days; days and weeks without a place are not in it. */
export function placesByWeek(places: readonly PlaceOnWire[]): PlacesByWeek[] {
  const mondays = [...new Set(places.map(({ on }) => mondayOf(on)))].sort();
  return mondays.map((monday) => {
    const ofWeek = places.filter(({ on }) => mondayOf(on) === monday);
    const mine = ofWeek.filter(({ isMine }) => isMine).length;
    const days = [...new Set(ofWeek.map(({ on }) => on))].sort();
    return {
      ...{ monday, mine, open: ofWeek.length - mine },
      days: days.map((on) => ({ on, places: ofWeek.filter((place) => place.on === on) })),
    };
  });
}
