/** Probabilities of 0, 1, … events, as many as there are places `into`, from the most likely one outwards. */
export function poissonPmf(mean: number, into: Float64Array): Float64Array {
  const places = into.length;
  const mode = Math.min(places - 1, Math.floor(mean));
  let logFactorial = 0;
  for (let count = 2; count <= mode; count += 1) logFactorial += Math.log(count);
  let mass = mean > 0 ? Math.exp(mode * Math.log(mean) - mean - logFactorial) : 1;
  const most = mass;
  into[mode] = mass;
  for (let count = mode; count > 0; count -= 1) {
    mass = (mass * count) / mean;
    into[count - 1] = mass;
  }
  mass = most;
  for (let count = mode + 1; count < places; count += 1) {
    mass = (mass * mean) / count;
    into[count] = mass;
  }
  return into;
}
