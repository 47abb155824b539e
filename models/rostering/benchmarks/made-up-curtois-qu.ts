import { seededRandom } from "../../deterioration/seeded-random";

export interface MadeUpSize {
  /** Whole weeks. */
  days: number;
  staff: number;
  shifts: number;
  seed: number;
}

interface Shift {
  id: string;
  /** Earlier, day, late, night: nobody goes back on the day after. */
  block: number;
  minutes: number;
  /** Of all that is needed, as a weight. */
  share: number;
  /** Of the staff, who can work it. */
  canWork: number;
  /** Most of a person's days, as a share of the period; 1 is no limit. */
  limit: number;
}

/** Minutes and shifts are those of four weeks. */
const CONTRACTS = [
  { minutes: 8640, spread: 1080, runs: "5,2,2", weekends: 2 },
  { minutes: 8640, spread: 1080, runs: "6,2,3", weekends: 2 },
  { minutes: 5160, spread: 1080, runs: "5,1,2", weekends: 3 },
  { minutes: 6480, spread: 1080, runs: "4,2,3", weekends: 2 },
  { minutes: 3420, spread: 1080, runs: "5,1,1", weekends: 3 },
] as const;

type Contract = (typeof CONTRACTS)[number];

const SHORTEST_MINUTES = 480;

/** Of four weeks, for each person. */
const RUNS_ASKED_FOR = 1.7;
const RUNS_ASKED_AGAINST = 0.9;
const LONGEST_REQUEST = 5;

/**
 * An instance file of any size in the manner of the published ones, whose first twelve were looked at for it:
 * people by tens with the same contract; shifts that not everybody can work, nights few; a day off for each two
 * weeks; requests for one to five days of a shift in a row, of weight one to three; and cover that is drawn day
 * by day around a mean, a little less than all of what the contracts can give. No roster is behind the
 * cover, so how little an instance can cost is not known.
 */
export function madeUpCurtoisQu({ days, staff, shifts: count, seed }: MadeUpSize): string {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const months = days / 28;
  const shifts = shiftsOf(count, random);
  const people = Array.from({ length: staff }, (_, person) => {
    // The first half works full time, whatever is drawn for the others.
    const group = Math.floor(person / 10);
    const drawn = seededRandom(seed * 1_000 + group)();
    const contract = CONTRACTS[group * 20 < staff ? 0 : Math.floor(drawn * CONTRACTS.length)];
    const maxima = shifts.map(({ canWork, limit }) => {
      if (random() >= canWork) return 0;
      return limit < 1 ? Math.max(1, Math.round(days * limit)) : days;
    });
    if (!maxima.some((maximum) => maximum === days)) maxima[below(count)] = days;
    return { id: `P${person}`, contract: contract ?? CONTRACTS[0], maxima };
  });

  const leastMinutes = ({ minutes, spread }: Contract) =>
    Math.round((minutes * months) / 60) * 60 - spread;

  const requests = (runs: number) =>
    people.flatMap(({ id, maxima }) => {
      const possible = shifts.filter((_, shift) => (maxima[shift] ?? 0) > 0);
      const asked = new Map<number, string>();
      for (let run = 0; run < Math.round(runs * months + random() - 0.5); run += 1) {
        const from = below(days);
        const shift = possible[below(possible.length)]?.id ?? "";
        const weight = 1 + below(3);
        const length = 1 + below(LONGEST_REQUEST);
        for (let day = from; day < Math.min(days, from + length); day += 1) {
          asked.set(day, `${id},${day},${shift},${weight}`);
        }
      }
      return [...asked.values()];
    });

  const offered = people.reduce((sum, { contract }) => sum + contract.minutes * months, 0);
  const isAsked = offered * (0.95 + 0.06 * random());
  const parts = shifts.reduce((sum, { share, minutes }) => sum + share * minutes, 0);
  const cover = ({ share }: Shift): number => {
    const mean = (isAsked * share) / parts / days;
    // Three dice, so that it is mostly near the mean: a deviation of about one.
    const around = mean + (random() + random() + random() - 1.5) * 2;
    return Math.max(0, Math.floor(around + random()));
  };

  const sections: readonly (readonly [string, readonly string[]])[] = [
    ["HORIZON", [`${days}`]],
    [
      "SHIFTS",
      shifts.map(({ id, minutes, block }) => {
        const earlier = shifts.filter((other) => other.block < block).map((other) => other.id);
        return `${id},${minutes},${earlier.join("|")}`;
      }),
    ],
    [
      "STAFF",
      people.map(({ id, contract, maxima }) => {
        const counts = maxima.map((maximum, shift) => `${shifts[shift]?.id}=${maximum}`).join("|");
        const weekends = weekendsOf(contract, days);
        const least = leastMinutes(contract);
        return `${id},${counts},${least + contract.spread},${least},${contract.runs},${weekends}`;
      }),
    ],
    [
      "DAYS_OFF",
      people.map(({ id, contract }, person) => {
        let count = Math.max(1, Math.round(2 * months));
        let off = new Set(Array.from({ length: count }, () => below(days)));
        // Drawn again, one fewer each time, where they leave too few days for the contract.
        const again = seededRandom(seed * 10_007 + person);
        const isTooMuch = () =>
          mostDaysOfWork(days, off, contract) * SHORTEST_MINUTES < leastMinutes(contract);
        while (count > 0 && isTooMuch()) {
          count -= 1;
          off = new Set(Array.from({ length: count }, () => Math.floor(again() * days)));
        }
        return [id, ...off].join();
      }),
    ],
    ["SHIFT_ON_REQUESTS", requests(RUNS_ASKED_FOR)],
    ["SHIFT_OFF_REQUESTS", requests(RUNS_ASKED_AGAINST)],
    [
      "COVER",
      Array.from({ length: days }, (_, day) => day).flatMap((day) =>
        shifts.map((shift) => `${day},${shift.id},${cover(shift)},100,1`),
      ),
    ],
  ];
  return sections.map(([name, rows]) => `SECTION_${name}\n${rows.join("\n")}\n`).join("\n");
}

const weekendsOf = ({ weekends }: Contract, days: number): number =>
  Math.max(1, Math.round((weekends * days) / 28));

/** By the days off, the runs and the weekends alone: counted day by day for each number of weekends so far. */
function mostDaysOfWork(days: number, off: ReadonlySet<number>, contract: Contract): number {
  const [longest = 1, fewestOn = 1, fewestOff = 1] = contract.runs.split(",").map(Number);
  const weekends = weekendsOf(contract, days);
  // States: days of work in a row, then days off in a row as far as they matter. Before the first day anything was.
  const states = longest + fewestOff;
  const table = () => new Int32Array(states * (weekends + 1) * 2).fill(-1);
  const at = (state: number, weekend: number, isSaturday: number) =>
    (state * (weekends + 1) + weekend) * 2 + isSaturday;
  let now = table();
  const put = (into: Int32Array, index: number, worked: number) => {
    into[index] = Math.max(into[index] ?? -1, worked);
  };
  const work = (into: Int32Array, day: number, to: number, from: [number, number, number]) => {
    const [worked, weekend, isSaturday] = from;
    const weekday = day % 7;
    const more = weekday === 5 || (weekday === 6 && isSaturday === 0) ? 1 : 0;
    if (off.has(day) || weekend + more > weekends) return;
    put(into, at(to, weekend + more, weekday === 5 ? 1 : 0), worked + 1);
  };
  // A run that begins on the first day is never short: it may be as long as it needs.
  for (let length = fewestOn; length <= longest; length += 1) work(now, 0, length - 1, [0, 0, 0]);
  work(now, 0, 0, [0, 0, 0]);
  put(now, at(states - 1, 0, 0), 0);
  for (let day = 1; day < days; day += 1) {
    const next = table();
    for (let index = 0; index < now.length; index += 1) {
      const worked = now[index] ?? -1;
      if (worked < 0) continue;
      const state = Math.floor(index / 2 / (weekends + 1));
      const from: [number, number, number] = [worked, (index >> 1) % (weekends + 1), index & 1];
      const isWork = state < longest;
      if (isWork ? state + 1 < longest : state === states - 1) {
        work(next, day, isWork ? state + 1 : 0, from);
      }
      if (!isWork) put(next, at(Math.min(states - 1, state + 1), from[1], 0), worked);
      else if (state + 1 >= fewestOn) put(next, at(longest, from[1], 0), worked);
    }
    now = next;
  }
  return now.reduce((most, worked) => Math.max(most, worked), 0);
}

/** Blocks of like shifts; from four on there are nights, one in ten. */
function shiftsOf(count: number, random: () => number): Shift[] {
  const nights = count >= 4 ? Math.max(1, Math.floor(count / 10)) : 0;
  const blocks = Math.min(3, count - nights);
  return Array.from({ length: count }, (_, index) => {
    const isNight = index >= count - nights;
    const block = isNight ? blocks : Math.floor((index * blocks) / (count - nights));
    const isLimited = !isNight && count > 2 && random() < 0.15;
    return {
      id: `${isNight ? "N" : ("EDL"[block] ?? "E")}${index + 1}`,
      block,
      minutes: isNight && random() < 0.5 ? 600 : 480,
      share: isNight ? 0.5 : 0.6 + 0.8 * random(),
      canWork: isNight ? 0.55 : 0.6 + 0.35 * random(),
      limit: isNight ? 4 / 28 : isLimited ? 1 / 3 : 1,
    };
  });
}
