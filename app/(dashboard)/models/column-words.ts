/** `heartRate` is "Heart rate". */
function words(name: string): string {
  const spaced = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  const sentence = spaced.charAt(0).toUpperCase() + spaced.slice(1);
  return sentence.replace(/\bph\b/, "pH");
}

const STATISTICS: Readonly<Record<string, string>> = {
  mean: "mean of",
  min: "lowest of",
  max: "highest of",
  deviation: "deviation in",
  drift: "drift from the mean of",
};
const PARTS: Readonly<Record<string, string>> = {
  hoursSince: "hours since measured",
  change: "change",
};

/** A model's input in words: `heartRate.mean6` is "Heart rate, mean of 6 h". */
export function columnWords(column: string): string {
  const [name = "", part] = column.split(".");
  if (part === undefined) return words(name);
  const [, statistic = "", hours] = /^([a-z]+)(\d+)$/i.exec(part) ?? [];
  const known = STATISTICS[statistic];
  const detail =
    known && hours ? `${known} ${hours} h` : (PARTS[part] ?? words(part).toLowerCase());
  return `${words(name)}, ${detail}`;
}
