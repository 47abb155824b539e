import { HUB_PLACES, type HubPlace } from "../flu/hub-places";

/** A state, territory or the nation by its FIPS code, its two letters or its name, in any case of letters. */
export const findPlace = (named: string): HubPlace | undefined =>
  HUB_PLACES.find(({ location, abbreviation, name }) =>
    [location, abbreviation, name].some((each) => each.toLowerCase() === named.toLowerCase()),
  );
