/** A UCUM unit as people write it. */
export const displayUnit = (ucum: string): string =>
  ucum
    .replace("mm[Hg]", "mmHg")
    .replace("[pH]", "")
    .replace("10*3/uL", "10³/µL")
    .replace("Cel", "°C");
