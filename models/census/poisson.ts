/** Probabilities of 0, 1, … events, as many as asked for, from the most likely one outwards. */
export function poissonPmf(mean: number, places: number): Float64Array {
  const pmf = new Float64Array(places);
  const mode = Math.min(places - 1, Math.floor(mean));
  let logFactorial = 0;
  for (let count = 2; count <= mode; count += 1) logFactorial += Math.log(count);
  pmf[mode] = mean > 0 ? Math.exp(mode * Math.log(mean) - mean - logFactorial) : 1;
  for (let count = mode; count > 0; count -= 1) pmf[count - 1] = ((pmf[count] ?? 0) * count) / mean;
  for (let count = mode + 1; count < places; count += 1)
    pmf[count] = ((pmf[count - 1] ?? 0) * mean) / count;
  return pmf;
}
