/** How many of the times, in ms and in their order, fall into the fullest 60 s of all. */
export function busiestMinute(times: readonly number[]): number {
  let first = 0;
  let most = 0;
  times.forEach((time, last) => {
    while (time - (times[first] ?? time) >= 60_000) first += 1;
    most = Math.max(most, last - first + 1);
  });
  return most;
}
