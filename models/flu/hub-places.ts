export interface HubPlace {
  /** FIPS code, or `US`. */
  location: string;
  abbreviation: string;
  name: string;
  population: number;
}

/** The nation, and the 52 jurisdictions of the CDC FluSight hub, with the populations it used in 2025-26. */
export const HUB_PLACES: readonly HubPlace[] = (
  [
    ["US", "US", "US", 340_110_988],
    ["01", "AL", "Alabama", 5_157_699],
    ["02", "AK", "Alaska", 740_133],
    ["04", "AZ", "Arizona", 7_582_384],
    ["05", "AR", "Arkansas", 3_088_354],
    ["06", "CA", "California", 39_431_263],
    ["08", "CO", "Colorado", 5_957_493],
    ["09", "CT", "Connecticut", 3_675_069],
    ["10", "DE", "Delaware", 1_051_917],
    ["11", "DC", "District of Columbia", 702_250],
    ["12", "FL", "Florida", 23_372_215],
    ["13", "GA", "Georgia", 11_180_878],
    ["15", "HI", "Hawaii", 1_446_146],
    ["16", "ID", "Idaho", 2_001_619],
    ["17", "IL", "Illinois", 12_710_158],
    ["18", "IN", "Indiana", 6_924_275],
    ["19", "IA", "Iowa", 3_241_488],
    ["20", "KS", "Kansas", 2_970_606],
    ["21", "KY", "Kentucky", 4_588_372],
    ["22", "LA", "Louisiana", 4_597_740],
    ["23", "ME", "Maine", 1_405_012],
    ["24", "MD", "Maryland", 6_263_220],
    ["25", "MA", "Massachusetts", 7_136_171],
    ["26", "MI", "Michigan", 10_140_459],
    ["27", "MN", "Minnesota", 5_793_151],
    ["28", "MS", "Mississippi", 2_943_045],
    ["29", "MO", "Missouri", 6_245_466],
    ["30", "MT", "Montana", 1_137_233],
    ["31", "NE", "Nebraska", 2_005_465],
    ["32", "NV", "Nevada", 3_267_467],
    ["33", "NH", "New Hampshire", 1_409_032],
    ["34", "NJ", "New Jersey", 9_500_851],
    ["35", "NM", "New Mexico", 2_130_256],
    ["36", "NY", "New York", 19_867_248],
    ["37", "NC", "North Carolina", 11_046_024],
    ["38", "ND", "North Dakota", 796_568],
    ["39", "OH", "Ohio", 11_883_304],
    ["40", "OK", "Oklahoma", 4_095_393],
    ["41", "OR", "Oregon", 4_272_371],
    ["42", "PA", "Pennsylvania", 13_078_751],
    ["44", "RI", "Rhode Island", 1_112_308],
    ["45", "SC", "South Carolina", 5_478_831],
    ["46", "SD", "South Dakota", 924_669],
    ["47", "TN", "Tennessee", 7_227_750],
    ["48", "TX", "Texas", 31_290_831],
    ["49", "UT", "Utah", 3_503_613],
    ["50", "VT", "Vermont", 648_493],
    ["51", "VA", "Virginia", 8_811_195],
    ["53", "WA", "Washington", 7_958_180],
    ["54", "WV", "West Virginia", 1_769_979],
    ["55", "WI", "Wisconsin", 5_960_975],
    ["56", "WY", "Wyoming", 587_618],
    ["72", "PR", "Puerto Rico", 3_203_295],
  ] as const
).map(([location, abbreviation, name, population]) => ({
  location,
  abbreviation,
  name,
  population,
}));

export const NATION = "US";

export const HUB_POPULATION: ReadonlyMap<string, number> = new Map(
  HUB_PLACES.map(({ location, population }) => [location, population]),
);
