export interface HubPlace {
  /** FIPS code, or `US`. */
  location: string;
  abbreviation: string;
  name: string;
  population: number;
  /** Of the Department of Health and Human Services, 1 to 10; the nation is in none. */
  region: number | undefined;
}

/** The nation, and the 52 jurisdictions of the CDC FluSight hub, with the populations it used in 2025-26. */
export const HUB_PLACES: readonly HubPlace[] = (
  [
    ["US", "US", "US", 340_110_988, undefined],
    ["01", "AL", "Alabama", 5_157_699, 4],
    ["02", "AK", "Alaska", 740_133, 10],
    ["04", "AZ", "Arizona", 7_582_384, 9],
    ["05", "AR", "Arkansas", 3_088_354, 6],
    ["06", "CA", "California", 39_431_263, 9],
    ["08", "CO", "Colorado", 5_957_493, 8],
    ["09", "CT", "Connecticut", 3_675_069, 1],
    ["10", "DE", "Delaware", 1_051_917, 3],
    ["11", "DC", "District of Columbia", 702_250, 3],
    ["12", "FL", "Florida", 23_372_215, 4],
    ["13", "GA", "Georgia", 11_180_878, 4],
    ["15", "HI", "Hawaii", 1_446_146, 9],
    ["16", "ID", "Idaho", 2_001_619, 10],
    ["17", "IL", "Illinois", 12_710_158, 5],
    ["18", "IN", "Indiana", 6_924_275, 5],
    ["19", "IA", "Iowa", 3_241_488, 7],
    ["20", "KS", "Kansas", 2_970_606, 7],
    ["21", "KY", "Kentucky", 4_588_372, 4],
    ["22", "LA", "Louisiana", 4_597_740, 6],
    ["23", "ME", "Maine", 1_405_012, 1],
    ["24", "MD", "Maryland", 6_263_220, 3],
    ["25", "MA", "Massachusetts", 7_136_171, 1],
    ["26", "MI", "Michigan", 10_140_459, 5],
    ["27", "MN", "Minnesota", 5_793_151, 5],
    ["28", "MS", "Mississippi", 2_943_045, 4],
    ["29", "MO", "Missouri", 6_245_466, 7],
    ["30", "MT", "Montana", 1_137_233, 8],
    ["31", "NE", "Nebraska", 2_005_465, 7],
    ["32", "NV", "Nevada", 3_267_467, 9],
    ["33", "NH", "New Hampshire", 1_409_032, 1],
    ["34", "NJ", "New Jersey", 9_500_851, 2],
    ["35", "NM", "New Mexico", 2_130_256, 6],
    ["36", "NY", "New York", 19_867_248, 2],
    ["37", "NC", "North Carolina", 11_046_024, 4],
    ["38", "ND", "North Dakota", 796_568, 8],
    ["39", "OH", "Ohio", 11_883_304, 5],
    ["40", "OK", "Oklahoma", 4_095_393, 6],
    ["41", "OR", "Oregon", 4_272_371, 10],
    ["42", "PA", "Pennsylvania", 13_078_751, 3],
    ["44", "RI", "Rhode Island", 1_112_308, 1],
    ["45", "SC", "South Carolina", 5_478_831, 4],
    ["46", "SD", "South Dakota", 924_669, 8],
    ["47", "TN", "Tennessee", 7_227_750, 4],
    ["48", "TX", "Texas", 31_290_831, 6],
    ["49", "UT", "Utah", 3_503_613, 8],
    ["50", "VT", "Vermont", 648_493, 1],
    ["51", "VA", "Virginia", 8_811_195, 3],
    ["53", "WA", "Washington", 7_958_180, 10],
    ["54", "WV", "West Virginia", 1_769_979, 3],
    ["55", "WI", "Wisconsin", 5_960_975, 5],
    ["56", "WY", "Wyoming", 587_618, 8],
    ["72", "PR", "Puerto Rico", 3_203_295, 2],
  ] as const
).map(([location, abbreviation, name, population, region]) => ({
  location,
  abbreviation,
  name,
  population,
  region,
}));

export const NATION = "US";

export const HUB_POPULATION: ReadonlyMap<string, number> = new Map(
  HUB_PLACES.map(({ location, population }) => [location, population]),
);

const REGION_OF: ReadonlyMap<string, number | undefined> = new Map(
  HUB_PLACES.map(({ location, region }) => [location, region]),
);

/** Whether two different places lie in one region; of places that are not the hub's nothing is known. */
export function areNeighbours(a: string, b: string): boolean {
  const region = REGION_OF.get(a);
  return a !== b && region !== undefined && region === REGION_OF.get(b);
}
